"""Marks above and below: accents, braces, arrows, and one expression above another."""

from __future__ import annotations

from publish.formulas import commands
from publish.formulas.elements import Atom, make
from publish.formulas.parser import Parser, Style
from publish.formulas.symbols import Kind
from publish.formulas.tokens import Token


def over(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\hat{x}``, ``\\overbrace{…}``: a mark above its argument."""
    return _marked(parser, token, style, "mover", "accent", commands.ACCENTS[token.name])


def under(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\underline{x}``, ``\\underbrace{…}``: a mark below its argument."""
    return _marked(parser, token, style, "munder", "accentunder", commands.UNDER[token.name])


def _marked(
    parser: Parser, token: Token, style: Style, element: str, accent: str, mark: tuple[str, bool]
) -> Atom:
    character, stretches = mark
    sign = make("mo", character, stretchy="true" if stretches else "false")
    labeled = token.name in commands.LABELED
    attributes = {} if labeled else {accent: "true"}
    base = parser.argument(token, style)
    return Atom(make(element, base, sign, **attributes), limits=labeled)


def stack(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\overset{above}{base}``, ``\\underset{below}{base}``."""
    mark = parser.argument(token, style.inner())
    base = parser.argument(token, style)
    name = "munder" if token.name == "underset" else "mover"
    operator = base.tag.endswith("}mo")
    kind = Kind.RELATION if operator or token.name == "stackrel" else Kind.ORDINARY
    return Atom(make(name, base, mark), kind, base if operator else None)


def arrow(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\xrightarrow[below]{above}``: an arrow as long as its labels."""
    below = parser.bracketed(token, style.inner())
    above = parser.argument(token, style.inner())
    shaft = make("mo", commands.ARROWS[token.name], stretchy="true")
    name = "mover" if below is None else "munderover"
    parts = [shaft, above] if below is None else [shaft, below, above]
    return Atom(make(name, *parts), Kind.RELATION, shaft)
