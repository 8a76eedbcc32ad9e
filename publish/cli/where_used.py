"""``publish where-used``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from publish.cli.terminal import Terminal, near, plain
from publish.errors import Severity, UsageError

if TYPE_CHECKING:
    from publish.building.usage import Usage, Use

EXAMPLES = """\
examples:
  publish where-used sources/the-ferry/ferry.jpg
  publish where-used https://example.org/ferry
  publish where-used ferry.jpg --out /srv/published --json

A picture is found by its file (to the byte, and by its looks: in another size, format or
compression), by an address in its credit, or by its name, title or asset id.

exit codes:
  0 it was published   1 it was not, as far as is known
  2 the call is wrong   3 not all builds could be asked
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The picture, and where to look."""
    parser.add_argument("image", help="a picture's file, its address, or its name")
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        action="append",
        default=[],
        help="look here too, where builds were written with --out (may be repeated)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print every published file that carries the picture."""
    from publish.building.usage import wanted, where_used
    from publish.reading.publication.settings import find

    terminal = Terminal(arguments.json, arguments.quiet)
    shelves = [*arguments.out]
    try:
        shelves.insert(0, find(Path()).parent / "build")
    except UsageError:
        # Outside of a publication, one may ask about any folder, if it is named.
        if not shelves:
            raise
    usage = where_used(wanted(arguments.image), shelves)
    rows = [_row(use) for use in usage.uses]
    if rows:
        terminal.table(("file", "channel", "date", "article", "picture", "recognised by"), rows)
    terminal.problems(usage.problems)
    if not rows:
        terminal.say(f"no published file that is known carries {arguments.image}")
    broken = [p for p in usage.problems if p.severity is Severity.ERROR]
    terminal.result(_json(usage))
    return 3 if broken else 0 if rows else 1


def _row(use: Use) -> tuple[str, ...]:
    match = use.match
    how = match.how if match.certain else f"its looks ({match.distance} of 128 bits differ)"
    record = use.record
    return near(use.path), use.channel, record.date, record.title, use.picture, how


def _json(usage: Usage) -> dict[str, object]:
    return {
        "ok": not usage.problems,
        "uses": [
            {
                "path": str(use.path),
                "channel": use.channel,
                "format": use.record.editions[use.file].format,
                "article": use.record.slug,
                "title": use.record.title,
                "source": use.record.source,
                "date": use.record.date,
                "modified": use.record.modified,
                "picture": use.picture,
                "sha256": use.mark.sha256,
                "recognised_by": use.match.how,
                "distance": use.match.distance,
            }
            for use in usage.uses
        ],
        "problems": [plain(problem) for problem in usage.problems],
    }
