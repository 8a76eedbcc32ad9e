"""``publish where-used``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from publish.cli.terminal import Terminal, near
from publish.errors import Severity, UsageError, plain

if TYPE_CHECKING:
    from publish.building.usage import Usage, Use

EXAMPLES = """\
examples:
  publish where-used sources/the-ferry/ferry.jpg
  publish where-used https://example.org/ferry
  publish where-used ferry.jpg --out /srv/published --json

A picture is found by its file (the same bytes, or a copy in another size, format or
compression), by an address in its credit, or by its name, title or asset id.

exit codes:
  0 it is in a published file   1 it is in none that is known
  2 the command is wrong   3 some builds cannot be read
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the picture, and where to look."""
    parser.add_argument("image", help="a picture's file, its address, or its name")
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        action="append",
        default=[],
        help="also look in this folder of builds (may be repeated)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print every published file that contains the picture."""
    from publish.building.usage import wanted, where_used
    from publish.reading.publication.settings import find

    terminal = Terminal(arguments.json, arguments.quiet)
    shelves = [*arguments.out]
    try:
        shelves.insert(0, find(Path()).parent / "build")
    except UsageError:
        # Outside a publication, --out must name where to look.
        if not shelves:
            raise
    usage = where_used(wanted(arguments.image), shelves)
    rows = [_row(use) for use in usage.uses]
    if rows:
        terminal.table(("file", "channel", "date", "article", "picture", "recognized by"), rows)
    terminal.problems(usage.problems)
    if not rows:
        terminal.say(f"no known published file contains {arguments.image}")
    broken = [p for p in usage.problems if p.severity is Severity.ERROR]
    terminal.result(_json(usage))
    return 3 if broken else 0 if rows else 1


def _row(use: Use) -> tuple[str, ...]:
    match = use.match
    how = match.how if match.certain else f"likeness ({match.distance} of 128 bits differ)"
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
