"""Errors for commands and environments that no formula can use, with alternatives."""

from __future__ import annotations

from collections.abc import Iterable

from publish.formulas import commands
from publish.formulas.errors import FormulaError
from publish.formulas.tokens import Token
from publish.suggest import did_you_mean


def unknown_command(token: Token, known: Iterable[str]) -> FormulaError:
    """The error for a command; ``known`` are the names of all commands."""
    return _error(token.name, "\\{}", "command", known, token.offset)


def unknown_environment(name: str, offset: int) -> FormulaError:
    """The error for an environment."""
    return _error(name, "\\begin{{}}", "environment", commands.ENVIRONMENTS, offset)


def _error(name: str, written: str, kind: str, known: Iterable[str], offset: int) -> FormulaError:
    text = written.replace("{}", name)
    if name in commands.REFUSED:
        return FormulaError(f"{text} is not allowed", commands.REFUSED[name].format(text), offset)
    fix = did_you_mean(name, known, "Write it with other commands.", written)
    return FormulaError(f"{text} is not a known {kind}", fix, offset)
