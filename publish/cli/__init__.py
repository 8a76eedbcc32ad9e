"""The command line: a module per command, imported only when its command is called."""

from __future__ import annotations

import argparse
import importlib
import keyword
import os
import sys
from collections.abc import Sequence

from publish import interruption
from publish.cli.parser import Parser
from publish.cli.terminal import Terminal
from publish.errors import Problem, PublishError, UsageError, unforeseen
from publish.importing.garbage import seldom_collected
from publish.importing.modules import listed_once

COMMANDS = {
    "new": "start an article (and the publication around it)",
    "import": "bring an article in from Word, with all of its words",
    "fetch": "fetch a picture into an article, with its credit",
    "credit": "show the credits of pictures, ask for what is missing, write it",
    "check": "list what is wrong with articles, and the terms of their pictures",
    "build": "make an article's files in every format, and prove that nothing is lost",
    "watch": "make an article again whenever it is saved",
    "verify": "compare a finished build with its source again",
    "inspect": "show the picture credits in any PDF, EPUB, DOCX or picture",
    "where-used": "list the published files that contain a picture",
    "explain": "explain a rule, and how to fix what it finds",
    "themes": "list, start, check and preview themes",
    "doctor": "show what is installed here, and how to install what is missing",
}
"""The commands, each with a summary. The module of a command has its name, with ``_`` for ``-``
and behind a word that Python keeps for itself.

A module has ``EXAMPLES`` (text for ``--help``), ``add_arguments(parser)``
and ``run(arguments) -> exit code``.
"""

EXIT_CODES = """\
exit codes:
  0 fine   1 the content needs fixing   2 the command is wrong
  3 some of a batch failed   4 something is not installed   70 a fault of publish itself
  75 another build is running   130, 143, 129 interrupted by a signal (INT, TERM, HUP)
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    terminal = Terminal(json="--json" in arguments, quiet=bool({"-q", "--quiet"} & {*arguments}))
    try:
        with seldom_collected(), listed_once(), interruption.raised():
            return _run(arguments, terminal)
    except interruption.Interrupted as signaled:
        states = (_NOT_YET[word] for word in arguments if word in _NOT_YET)
        state = signaled.state or next(states, "")
        print(f"interrupted; {state}" if state else "interrupted", file=sys.stderr)
        return signaled.exit_code
    except PublishError as error:
        terminal.failed(error)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output has stopped. Python would complain again when it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if "--debug" in arguments:
            import traceback

            traceback.print_exc()
        found = unforeseen(error)
        terminal.failed(found)
        return found.exit_code


def _run(arguments: Sequence[str], terminal: Terminal) -> int:
    chosen = next((word for word in arguments if not word.startswith("-")), None)
    try:
        parsed = _parser(chosen).parse_args(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    _refuse_blank(arguments)
    command = importlib.import_module(_module(parsed.command))
    from publish import scratch  # late: `publish --help` needs no temporary files

    if getattr(command, "TEMPORARY_LATE", False):
        scratch.sweep_temporary()
        return int(command.run(parsed))
    with scratch.temporary():
        return int(command.run(parsed))


_NOT_YET = {"build": "the old files are untouched"}
"""The state of a command that was interrupted before it states one itself."""


def _refuse_blank(arguments: Sequence[str]) -> None:
    """Raise ``UsageError`` for an empty argument, such as a shell variable that is not set.

    Otherwise ``--theme ""`` would mean the default theme, and ``""`` the current folder.
    """
    option = ""
    for word in arguments:
        name, sign, value = word.partition("=") if word.startswith("--") else ("", "", word)
        if not value.strip() and (sign or not name):
            what = f"{name or option} is empty" if name or option else "an argument is empty"
            fix = "Give it a value, or leave it out. In a script, is its variable set?"
            raise UsageError(Problem("value-empty", what, fix))
        option = name


def _parser(chosen: str | None) -> Parser:
    parser = Parser(
        prog="publish",
        description="One article, three formats, no credit lost.",
        epilog="example:\n  publish build sources/end-of-an-era\n\n" + EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version)
    parser.known, parser.chosen = tuple(COMMANDS), chosen
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        module = importlib.import_module(_module(name)) if name == chosen else None
        command = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog=module.EXAMPLES if module else None,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if module:
            module.add_arguments(command)
            parser.asked = command
            shared = command.add_argument_group("output")
            shared.add_argument("--json", action="store_true", help="print JSON, for programs")
            shared.add_argument("-q", "--quiet", action="store_true", help="print problems only")
            trace = "show where in the program an unforeseen error arose"
            shared.add_argument("--debug", action="store_true", help=trace)
    return parser


def _module(command: str) -> str:
    name = command.replace("-", "_")
    return f"publish.cli.{name}_" if keyword.iskeyword(name) else f"publish.cli.{name}"


class _Version(argparse.Action):
    """``--version``: looks the number up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, **_: object) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, help="print the version")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"publish {version('publish-toolkit')}")
        parser.exit()
