"""Errors for commands that a formula does not know, each with what to write instead."""

from __future__ import annotations

from publish.formulas import commands
from publish.formulas.alphabets import ALPHABETS
from publish.formulas.errors import FormulaError
from publish.formulas.symbols import FUNCTIONS, LIMITS, SYMBOLS
from publish.formulas.tokens import Token
from publish.suggest import did_you_mean

_NAMES = frozenset(
    {*SYMBOLS, *FUNCTIONS, *LIMITS, *ALPHABETS, *commands.ACCENTS, *commands.UNDER}
    | {*commands.ARROWS, *commands.FRACTIONS, *commands.TEXTS, *commands.SPACES, *commands.SIZES}
    | {"sqrt", "left", "right", "middle", "begin", "end", "operatorname", "pmod", "not", "hspace"}
    | {"substack", "overset", "underset", "stackrel", "mathrm", "mathit", "displaystyle"}
    | {"textstyle", "limits", "nolimits"}
)
"""Every command that a formula may hold."""


def unknown(token: Token, *, environment: bool = False) -> FormulaError:
    """The error for a command or an environment that is refused, or that nobody knows."""
    what = f"\\begin{{{token.name}}}" if environment else token.text
    if token.name in commands.REFUSED:
        fix = commands.REFUSED[token.name].format(what)
        return FormulaError(f"{what} is not taken in a formula", fix, token.offset)
    known = commands.ENVIRONMENTS if environment else _NAMES
    shown = "\\begin{{}}" if environment else "\\{}"
    fix = did_you_mean(token.name, known, "Write it with other commands.", shown)
    return FormulaError(f"{what} is not known in a formula", fix, token.offset)
