"""Fractions, binomials and roots."""

from __future__ import annotations

from publish.formulas import commands
from publish.formulas.delimiters import fenced
from publish.formulas.elements import Atom, make
from publish.formulas.parser import Parser, Style, styled
from publish.formulas.tokens import Token


def fraction(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\frac{a}{b}``, ``\\binom{n}{k}``."""
    display, binomial = commands.FRACTIONS[token.name]
    parts = [parser.argument(token, style.inner()) for _ in range(2)]
    no_line = {"linethickness": "0"} if binomial else {}
    element = make("mfrac", *parts, **no_line)
    if binomial:
        element = fenced("(", [element], ")")
    if display is not None and (display or style.display):
        element = styled(element, display)
    return Atom(element)


def root(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\sqrt{x}``, ``\\sqrt[3]{x}``."""
    index = parser.bracketed(token, style.inner())
    radicand = parser.argument(token, style)
    if index is None:
        return Atom(make("msqrt", radicand))
    return Atom(make("mroot", radicand, index))
