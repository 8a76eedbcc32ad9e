"""Errors for commands that a formula does not know, each with what to write instead."""

from __future__ import annotations

from difflib import get_close_matches

from publish.formulas import commands
from publish.formulas.alphabets import ALPHABETS
from publish.formulas.errors import FormulaError
from publish.formulas.symbols import FUNCTIONS, LIMITS, SYMBOLS
from publish.formulas.tokens import Token

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
    close = get_close_matches(token.name, known, n=1, cutoff=0.7)
    guess = f"\\begin{{{close[0]}}}" if close and environment else f"\\{close[0]}" if close else ""
    fix = f"Did you mean {guess}?" if guess else "Write it with other commands."
    return FormulaError(f"{what} is not known in a formula", fix, token.offset)
