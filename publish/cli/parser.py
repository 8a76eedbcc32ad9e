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


class Parser(argparse.ArgumentParser):
    """argparse's parser, with a suggestion behind its own message."""

    known: tuple[str, ...] = ()
    """The commands."""
    options: tuple[str, ...] = ()
    """The options of the chosen command."""
    chosen: str | None = None

    def error(self, message: str) -> NoReturn:
        """Print the usage and the message, and exit with code 2."""
        hint = hint_of(message, self.known, self.options, self.chosen)
        super().error(f"{message}\n{hint}" if hint else message)


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
