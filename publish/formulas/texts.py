"""Running text in a formula: ``\\text{if $x$ is odd}``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publish.formulas import commands
from publish.formulas.elements import Element, made
from publish.formulas.errors import FormulaError
from publish.formulas.tokens import Token, tokenized

if TYPE_CHECKING:
    from publish.formulas.grammar import Parser, Style

_NO_BREAK = "\N{NO-BREAK SPACE}"
_PIECES = re.compile(
    r"\$(?P<formula>(?:\\.|[^\\$])*)\$|\\(?P<sign>.)|(?P<bad>[${}^_#&])", re.DOTALL
)
_SIGNS = {" ": " ", ",": "\N{NARROW NO-BREAK SPACE}", **{c: c for c in "%$#&_{}"}}


def of(parser: Parser, token: Token, style: Style) -> Element:
    """The text behind ``token``, and the formulas in it."""
    text, start = parser.group_text(token)
    variant = commands.TEXTS[token.name]
    said = {"mathvariant": variant} if variant else {}
    parts: list[Element] = []
    words = ""

    def end() -> None:
        nonlocal words
        if words:
            # MathML takes away the white space at the ends of a text.
            folded = re.sub(r"\s+", " ", words).replace("~", _NO_BREAK)
            parts.append(made("mtext", re.sub(r"^ | $", _NO_BREAK, folded), **said))
        words = ""

    place = 0
    for match in _PIECES.finditer(text):
        words += text[place : match.start()]
        place = match.end()
        if match["formula"] is not None:
            end()
            parts.append(_formula(parser, match["formula"], start + match.start() + 1, style))
        elif match["sign"] in _SIGNS:
            words += _SIGNS[match["sign"]]
        else:
            message = f"{_shown(text, match)} has no place in {token.text}{{…}}"
            fix = "Write plain words there; formulas between $ and $."
            raise FormulaError(message, fix, start + match.start())
    words += text[place:]
    end()
    if not parts:
        raise FormulaError(f"{token.text} without words", "Write them, or delete it.", start)
    return parts[0] if len(parts) == 1 else made("mrow", *parts)


def _shown(text: str, match: re.Match[str]) -> str:
    command = re.compile(r"\\[A-Za-z]+").match(text, match.start())
    return command.group() if command else match.group()


def _formula(parser: Parser, latex: str, offset: int, style: Style) -> Element:
    from publish.formulas.grammar import Parser

    inner = Parser(latex, tokenized(latex))
    inner.depth = parser.depth

    def read() -> Element:
        try:
            return inner.whole(style.inner())
        except FormulaError as error:
            raise FormulaError(error.message, error.fix, error.offset + offset) from error

    return inner.nested(Token("\\text", offset, "command"), read)
