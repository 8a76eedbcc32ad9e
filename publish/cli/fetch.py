"""``publish fetch``."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from publish.cli.terminal import Terminal, size
from publish.errors import plain

if TYPE_CHECKING:
    from publish.acquiring.commons.fetching import Fetched

EXAMPLES = """\
examples:
  publish fetch commons "File:Ferry in port.jpg" sources/ferry
  publish fetch commons https://commons.wikimedia.org/wiki/File:Ferry.tif sources/ferry --width 1920
  publish fetch commons "File:Ferry.jpg" sources/ferry --replace stand-in.jpg --alt "A ferry"

The picture is saved beside article.md, its credit in the front matter. With --replace it takes
the place of a stand-in, and keeps the `line:` that an editor wrote.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the provider, the file and the article."""
    parser.add_argument("provider", choices=("commons",), help="Wikimedia Commons")
    parser.add_argument("file", help='"File:…", or the address of the file or its page')
    parser.add_argument("source", type=Path, help="the article's folder")
    parser.add_argument(
        "--width", type=_width, metavar="PIXELS", help="fetch a smaller copy, at least this wide"
    )
    parser.add_argument(
        "--name", metavar="FILE", help="save it under this name (default: from the title)"
    )
    parser.add_argument("--alt", metavar="TEXT", help="what the picture shows")
    parser.add_argument("--caption", metavar="TEXT", help="Markdown")
    parser.add_argument("--hero", action="store_true", help="put it under the article's title")
    parser.add_argument("--replace", metavar="FILE", help="take the place of this picture")


def run(arguments: argparse.Namespace) -> int:
    """Fetch; print what was found, what is missing, and how to place the picture."""
    from publish.acquiring.commons.fetching import COMMONS, fetch
    from publish.acquiring.requests import FetchRequest

    terminal = Terminal(arguments.json, arguments.quiet)
    request = FetchRequest(
        file=arguments.file,
        width=arguments.width,
        name=arguments.name,
        hero=arguments.hero,
        replace=arguments.replace,
        alt=arguments.alt,
        caption=arguments.caption,
    )
    fetched = fetch(arguments.source, request, COMMONS)
    path = os.path.relpath(arguments.source / fetched.name)
    checked = "checked against its SHA-1" if fetched.sha1_checked else "rendered by Commons"
    pixels = f"{fetched.pixels.width} × {fetched.pixels.height}"
    terminal.say(f"{path}  {pixels}  {size(fetched.size)}  {checked}", "bold")
    for key, stated in fetched.record.credit.items():
        terminal.say(f"  {key}: {', '.join(stated) if isinstance(stated, tuple) else stated}")
    if fetched.record.facts:
        terminal.say("also known, but not written:")
    for label, fact in fetched.record.facts:
        terminal.say(f"  {label}: {fact}")
    terminal.problems(fetched.problems)
    if line := place_line(fetched):
        terminal.say(f"to show it, put this on a line of its own:\n{line}", "green")
    terminal.result(_json(fetched, arguments.source))
    return 0


def place_line(fetched: Fetched) -> str:
    """The Markdown that shows the picture; "" if the article shows it already."""
    if fetched.placement.request.hero or fetched.placement.before is not None:
        return ""
    plain_name = not any(character in fetched.name for character in " ()<>")
    return f"![]({fetched.name})" if plain_name else f"![](<{fetched.name}>)"


def _json(fetched: Fetched, folder: Path) -> dict[str, object]:
    return {
        "ok": True,
        "file": str(folder / fetched.name),
        "name": fetched.name,
        "title": fetched.title,
        "width": fetched.pixels.width,
        "height": fetched.pixels.height,
        "bytes": fetched.size,
        "sha1_checked": fetched.sha1_checked,
        "credit": fetched.record.credit,
        "facts": dict(fetched.record.facts),
        "markdown": place_line(fetched),
        "problems": [plain(problem) for problem in fetched.problems],
    }


def _width(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 20_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a width in pixels; write 1920")
    return int(text)
