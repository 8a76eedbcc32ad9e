"""``publish verify``."""

from __future__ import annotations

import argparse
from pathlib import Path

from publish.cli.terminal import Terminal
from publish.errors import plain

EXAMPLES = """\
examples:
  publish verify build/end-of-an-era
  publish verify build/end-of-an-era --rebuild
  publish verify /tmp/proofs/end-of-an-era --source sources/end-of-an-era
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the build to verify."""
    parser.add_argument("folder", type=Path, help="a folder that publish build wrote")
    parser.add_argument(
        "--rebuild", action="store_true", help="build it again, and compare every byte"
    )
    parser.add_argument("--source", type=Path, help="the article's folder, if it has moved")
    parser.add_argument("--theme", metavar="NAME", help="the theme, if it was given by its folder")
    parser.add_argument(
        "--allow-draft", action="store_true", help="accept a draft, which is refused otherwise"
    )
    parser.add_argument(
        "--allow-embargo",
        action="store_true",
        help="accept files that say they are under embargo, which are refused otherwise",
    )


def run(arguments: argparse.Namespace) -> int:
    """Read every file back and compare it with its article; return 1 if anything differs."""
    from publish.building.recheck import recheck
    from publish.building.reuse.rebuilding import rebuilt
    from publish.proof import table

    terminal = Terminal(arguments.json, arguments.quiet)
    report, changed = recheck(
        arguments.folder,
        arguments.source,
        arguments.theme,
        drafts=arguments.allow_draft,
        embargoed=arguments.allow_embargo,
    )
    again = (
        rebuilt(arguments.folder, arguments.source, arguments.theme) if arguments.rebuild else ()
    )
    problems = (*changed, *report.problems, *again)
    head, *rows = table(report)
    terminal.table(head, rows)
    terminal.problems(problems)
    terminal.say(
        f"{len(problems)} differences" if problems else "nothing is lost",
        "red" if problems else "green",
    )
    if arguments.rebuild and not again:
        terminal.say("built again, every file is the same to the byte", "green")
    terminal.result(
        {
            "ok": not problems,
            "table": [dict(zip(head, row, strict=True)) for row in rows],
            "problems": [plain(problem) for problem in problems],
        }
    )
    return 1 if problems else 0
