"""Delimiters: ``\\left( … \\right)``, ``\\big|``, and brackets around an element."""

from __future__ import annotations

from publish.formulas import commands
from publish.formulas.elements import Atom, Element, make, space_atom
from publish.formulas.errors import FormulaError
from publish.formulas.parser import Parser, Style
from publish.formulas.symbols import DELIMITERS, Kind
from publish.formulas.tokens import Token


def fenced(opening: str, inside: list[Element], closing: str, *, grows: bool = True) -> Element:
    """``inside`` between brackets; "" stands for no bracket."""
    stretchy = "true" if grows else "false"
    marks = [
        [make("mo", mark, fence="true", form=form, stretchy=stretchy)] if mark else []
        for mark, form in ((opening, "prefix"), (closing, "postfix"))
    ]
    return make("mrow", *marks[0], *inside, *marks[1])


def left(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\left( … \\right)``, divided by ``\\middle``."""
    opening = _delimiter(parser, token)

    def read() -> Element:
        inside: list[Element] = []
        while True:
            inside.append(parser.row(token, style, _ends_part))
            after = parser.peek()
            if after is None or after.name not in ("middle", "right"):
                fix = "Write \\right and a bracket, or \\right. for none."
                raise FormulaError("\\left without \\right", fix, token.offset)
            parser.at += 1
            mark = _delimiter(parser, after)
            if after.name == "right":
                return fenced(opening, inside, mark)
            inside.append(make("mo", mark, fence="true", stretchy="true"))

    return Atom(parser.nested(token, read))


def _ends_part(token: Token) -> bool:
    return token.name in ("middle", "right", "end", "\\") or token.text in ("}", "&")


def sized(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\big(``: a delimiter of a given height."""
    height = commands.SIZES[token.name]
    mark = _delimiter(parser, token)
    element = make("mo", mark, minsize=height, maxsize=height, stretchy="true")
    kind = {"l": Kind.OPENING, "r": Kind.CLOSING, "m": Kind.RELATION}.get(token.name[-1])
    if kind in (Kind.OPENING, Kind.CLOSING):
        element.set("form", "prefix" if kind is Kind.OPENING else "postfix")
    return Atom(element, kind or Kind.ORDINARY, element)


def modulo(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\pmod{n}``."""
    words = [make("mi", "mod"), space_atom("0.3333em").element, parser.argument(token, style)]
    inside = make("mrow", *words)
    return Atom(make("mrow", space_atom("1em").element, fenced("(", [inside], ")", grows=False)))


def unmatched(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\right``, ``\\end`` or ``\\\\`` without the command that it belongs to."""
    aligned = "Write \\begin{aligned} … \\end{aligned} around the lines."
    message, fix = {
        "right": ("\\right without \\left", "Write \\left before it."),
        "middle": ("\\middle without \\left", "Write \\left before it."),
        "end": ("\\end without \\begin", "Write \\begin{…} before it."),
    }.get(token.name, (f"{token.text} outside a matrix", aligned))
    raise FormulaError(message, fix, token.offset)


def _delimiter(parser: Parser, owner: Token) -> str:
    """The delimiter after ``\\left`` and the like; "" for a point, which means none."""
    token = parser.take("delimiter", owner)
    if token.text == ".":
        return ""
    found = DELIMITERS.get(token.text)
    if found is None:
        message = f"{token.text} is not a delimiter for {owner.text}"
        raise FormulaError(message, "Write a bracket, |, or a point for none.", token.offset)
    return found
