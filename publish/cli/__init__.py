"""The command line: a module per command, imported only when its command is called."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from publish.errors import Problem, PublishError, UsageError

COMMANDS = {
    "new": "start an article (and the publication around it)",
    "fetch": "fetch a picture into an article, with its credit",
    "credit": "show the credits of pictures, ask for what is missing, write it",
    "check": "list what is wrong with articles, and the terms of their pictures",
    "build": "make an article's files in every format, and prove that nothing is lost",
    "verify": "compare a finished build with its source again",
    "inspect": "show the picture credits in any PDF, EPUB, DOCX or picture",
    "where-used": "list the published files that contain a picture",
    "explain": "explain a rule, and how to fix what it finds",
    "themes": "list, start, check and preview themes",
    "doctor": "show what is installed here, and how to install what is missing",
}
"""The commands, each with a summary. The module of a command has its name, with ``_`` for ``-``.

A module has ``EXAMPLES`` (text for ``--help``), ``add_arguments(parser)``
and ``run(arguments) -> exit code``.
"""

EXIT_CODES = """\
exit codes:
  0 fine   1 the content needs fixing   2 the command is wrong
  3 some of a batch failed   4 something is not installed   75 another build is running
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    chosen = next((word for word in arguments if not word.startswith("-")), None)
    from publish.cli.terminal import Terminal

    try:
        parsed = _parser(chosen).parse_args(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    except PublishError as error:
        Terminal(json="--json" in arguments, quiet=False).failed(error)
        return error.exit_code
    terminal = Terminal(json=parsed.json, quiet=parsed.quiet)
    try:
        _refuse_blank(arguments)
        module = importlib.import_module(_module(parsed.command))
        code: int = module.run(parsed)
    except PublishError as error:
        terminal.failed(error)
        code = error.exit_code
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        # The reader of our output has stopped. Python would complain again when it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    return code


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


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="publish",
        description="One article, three formats, no credit lost.",
        epilog="example:\n  publish build sources/end-of-an-era\n\n" + EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version)
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
            shared = command.add_argument_group("output")
            shared.add_argument("--json", action="store_true", help="print JSON, for programs")
            shared.add_argument("-q", "--quiet", action="store_true", help="print problems only")
    return parser


def _module(command: str) -> str:
    return f"publish.cli.{command.replace('-', '_')}"


class _Version(argparse.Action):
    """``--version``: looks the number up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, **_: object) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, help="print the version")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"publish {version('publish-toolkit')}")
        parser.exit()
