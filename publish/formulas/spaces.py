"""Spaces: ``\\quad``, ``\\hspace{1em}``."""

from __future__ import annotations

import re

from publish.formulas import commands
from publish.formulas.elements import Atom, space_atom
from publish.formulas.errors import FormulaError
from publish.formulas.parser import Parser, Style
from publish.formulas.tokens import Token

_LENGTH = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(em|mu)\s*")
_WIDEST = 40
_MU_PER_EM = 18


def named_space(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\,``, ``\\quad``."""
    return space_atom(commands.SPACES[token.name])


def space_of_length(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\hspace{1em}``."""
    text, offset = parser.group_text(token)
    length = _LENGTH.fullmatch(text)
    if length is None or abs(float(length[1])) > _WIDEST:
        message = f"{text} is not the width of a space"
        raise FormulaError(message, "Write it in em, as in \\hspace{1em}.", offset)
    width = float(length[1]) / (_MU_PER_EM if length[2] == "mu" else 1)
    return space_atom(f"{width:.4g}em")
