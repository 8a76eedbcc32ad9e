"""Side notes: ``[text]{.side}`` is a note whose place on paper is the margin.

It is written where it is called, so it becomes a call and a note like any other: an EPUB shows it
on demand, Word at the foot of the page, and every format reads it with its call.
"""

from __future__ import annotations

from dataclasses import replace

from markdown_it.token import Token

from publish.reading.positions import offset
from publish.reading.syntax import attributes
from publish.reading.syntax.footnotes import CALL, written_out

SIDE = "side"
"""The class of the span, and of the note."""


def set_side_notes(tokens: list[Token]) -> list[Token]:
    """The tokens, with a call for every side note, and the notes at the end."""
    notes: list[Token] = []
    for block in tokens:
        children = block.children or []
        for opening in [child for child in children if _is_side(child)]:
            start = next(n for n, child in enumerate(children) if child is opening)
            end = _end(children, start)
            label = f"side {len(notes)}"
            call = Token(CALL, "", 0, meta={"offset": offset(opening), "label": label})
            note = written_out(label, _text(children[start : end + 1]), block, block.content)
            note[0].meta["class"] = SIDE
            notes += note
            _close_up(children, start)
            children[start : end + 1] = [call]
    return [*tokens, *notes]


def _is_side(token: Token) -> bool:
    return token.type == "span_open" and SIDE in attributes.of(token).classes


def _end(children: list[Token], start: int) -> int:
    """The place of the end of the span that begins at ``start``."""
    depth = 0
    for place in range(start, len(children)):
        depth += {"span_open": 1, "span_close": -1}.get(children[place].type, 0)
        if not depth:
            return place
    return len(children) - 1


def _text(span: list[Token]) -> list[Token]:
    """The tokens of a note's text; what else the span states stays a span."""
    stated = attributes.of(span[0])
    rest = replace(stated, classes=tuple(name for name in stated.classes if name != SIDE))
    attributes.restate(span[0], rest)
    return span if rest else span[1:-1]


def _close_up(children: list[Token], start: int) -> None:
    """Take away the space before a call: its number follows the word."""
    if start and children[start - 1].type == "text":
        children[start - 1].content = children[start - 1].content.rstrip(" ")
    elif start and children[start - 1].type == "softbreak":
        del children[start - 1]
