"""Pictures in paragraphs become figures between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from publish.intake.journal import Journal
from publish.intake.model import Block, Box, Call, Figure, Formula, Paragraph, Shown, Text
from publish.intake.texts import letters, stripped


def lift_pictures(blocks: Sequence[Block], journal: Journal) -> Iterator[Block]:
    """The blocks, with a figure for each picture."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _lifted(block, journal)
        elif isinstance(block, Box) and _holds_caption(block):
            yield from lift_pictures(block.blocks, journal)
        else:
            yield block


def _lifted(paragraph: Paragraph, journal: Journal) -> Iterator[Block]:
    shown = [inline for inline in paragraph.inlines if isinstance(inline, Shown)]
    if not shown:
        yield paragraph
        return
    rest = stripped([inline for inline in paragraph.inlines if not isinstance(inline, Shown)])
    figures = [Figure(one, paragraph.place) for one in shown]
    figures[-1] = replace(figures[-1], bookmarks=paragraph.bookmarks)
    if not _has_words(paragraph, rest):
        yield from figures
        return
    first = _first(paragraph)
    text = replace(paragraph, inlines=rest, bookmarks=() if first else paragraph.bookmarks)
    if first:
        yield from figures
        yield text
        return
    journal.change("a picture within a line", "a picture after its paragraph", paragraph.place)
    yield text
    yield from figures


def _first(paragraph: Paragraph) -> bool:
    """Whether the pictures come before all words."""
    seen = False
    for inline in paragraph.inlines:
        if isinstance(inline, Shown):
            if seen:
                return False
        elif not isinstance(inline, Text) or inline.text.strip():
            seen = True
    return True


def _has_words(paragraph: Paragraph, rest: Sequence[object]) -> bool:
    others = any(isinstance(inline, Call | Formula) for inline in rest)
    return bool(letters(paragraph.inlines).strip()) or others


def _holds_caption(box: Box) -> bool:
    """Whether a text box is nothing but a picture with its caption, or a caption alone."""
    known = all(
        isinstance(block, Paragraph)
        and (
            block.role in ("caption", "credit")
            or any(isinstance(inline, Shown) for inline in block.inlines)
        )
        for block in box.blocks
    )
    return known and bool(box.blocks)
