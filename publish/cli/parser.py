"""The parser of the command line, whose errors say which command or option was meant."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

from publish.suggest import did_you_mean

_SYNONYMS = {
    "--format": "--to",
    "--formats": "--to",
    "--output": "--out",
    "--date": "--as-of",
    "--template": "--theme",
    "--style": "--theme",
}
"""Options as other programs call them."""
_ANY = 80
"""A width for what nobody sees; looking for that of the terminal would import much."""


class Parser(argparse.ArgumentParser):
    """argparse's parser, with a suggestion behind its own message."""

    known: tuple[str, ...] = ()
    """The commands."""
    asked: Parser | None = None
    """The parser of the chosen command."""
    chosen: str | None = None
    _shows = False

    def error(self, message: str) -> NoReturn:
        """Print the usage and the message, and exit with code 2."""
        usage = self.asked.format_usage() if self.asked else ""
        options = re.findall(r"--[a-z-]+", usage)
        hint = hint_of(message, self.known, options, self.chosen)
        super().error(f"{message}\n{hint}" if hint else message)

    def format_usage(self) -> str:
        """The usage, as wide as the terminal."""
        self._shows = True
        return super().format_usage()

    def format_help(self) -> str:
        """The help, as wide as the terminal."""
        self._shows = True
        return super().format_help()

    def _get_formatter(self) -> argparse.HelpFormatter:
        """Argparse makes one for every argument that it is given, only to look whether it can."""
        if self._shows:
            return super()._get_formatter()
        return argparse.HelpFormatter(self.prog, width=_ANY)


def hint_of(
    message: str, commands: Iterable[str], options: Iterable[str], chosen: str | None
) -> str:
    """The way to mend what ``message``, argparse's own, complains of; "" if unknown."""
    if typed := re.search(r"argument COMMAND: invalid choice: '([^']*)'", message):
        return did_you_mean(typed[1], commands, "`publish --help` lists the commands.")
    typed = re.search(r"unrecognized arguments: (\S+)", message)
    if typed and typed[1].startswith("-"):
        name = typed[1].partition("=")[0]
        meant = _SYNONYMS.get(name, "")
        otherwise = f"`publish {chosen} --help` lists the options."
        return did_you_mean(meant if meant in {*options} else name, options, otherwise)
    if typed and chosen == "new":
        return 'Put quotes around the title: publish new "The Ferry That Would Not Sink"'
    return ""
