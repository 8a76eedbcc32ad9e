"""Running text in a formula: ``\\text{if $x$ is odd}``."""

from __future__ import annotations

import re

from publish.formulas import commands
from publish.formulas.elements import Atom, Element, make
from publish.formulas.errors import FormulaError
from publish.formulas.parser import Parser, Style
from publish.formulas.tokens import Token

_NO_BREAK = "\N{NO-BREAK SPACE}"
_PIECES = re.compile(
    r"\$(?P<formula>(?:\\.|[^\\$])*)\$|\\(?P<sign>.)|(?P<bad>[${}^_#&])", re.DOTALL
)
_COMMAND = re.compile(r"\\[A-Za-z]+")
_SIGNS = {" ": " ", ",": "\N{NARROW NO-BREAK SPACE}", **{c: c for c in "%$#&_{}"}}


def text(parser: Parser, token: Token, style: Style) -> Atom:
    """The words after ``token``, and the formulas among them."""
    source, start = parser.group_text(token)
    variant = commands.TEXTS[token.name]
    attributes = {"mathvariant": variant} if variant else {}
    parts: list[Element] = []
    words = ""

    def end_words() -> None:
        nonlocal words
        if words:
            # MathML removes white space at the ends of a text.
            folded = re.sub(r"\s+", " ", words).replace("~", _NO_BREAK)
            parts.append(make("mtext", re.sub(r"^ | $", _NO_BREAK, folded), **attributes))
        words = ""

    at = 0
    for match in _PIECES.finditer(source):
        words += source[at : match.start()]
        at = match.end()
        if match["formula"] is not None:
            end_words()
            offset = start + match.start() + 1
            parts.append(parser.inside(match["formula"], offset, style))
        elif match["sign"] in _SIGNS:
            words += _SIGNS[match["sign"]]
        else:
            raise _not_text(source, match, token, start)
    words += source[at:]
    end_words()
    if not parts:
        fix = "Write the words, or delete the command."
        raise FormulaError(f"{token.text} without words", fix, start)
    return Atom(parts[0] if len(parts) == 1 else make("mrow", *parts))


def _not_text(source: str, match: re.Match[str], token: Token, start: int) -> FormulaError:
    command = _COMMAND.match(source, match.start())
    shown = command.group() if command else match.group()
    message = f"{shown} is not allowed in {token.text}{{…}}"
    fix = "Write plain words, and formulas between $ and $."
    return FormulaError(message, fix, start + match.start())
