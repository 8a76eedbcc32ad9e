"""Floating figures: a frame beside the text.

The frame (ISO 29500-1 §17.3.1.11) holds the picture with its caption and credits: its
paragraphs keep their styles, and the text runs around them. An anchored picture would leave
its caption behind. Word has no ``clear``: a frame with too little text after it would have
the credits beside it, so its figure is in the text, on its side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from publish.cascade.formula_text import shown_text
from publish.formats.docx.blocks.context import Context
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.blocks import ONE, Floating, Paragraph
from publish.formats.docx.model.formatting import twips

if TYPE_CHECKING:
    from publish.formats.docx.blocks.walk import Walk


_LEAST = 12.0
"""The least width in ems of a column of text beside a picture."""
_LETTER = 0.46
"""The width of a letter in ems, on average."""


def can_float(walk: Walk, element: Element, context: Context) -> bool:
    """Does the figure float where Word can have text beside it: in no cell, box or column?

    In columns the frame and the paragraph that it belongs to may end up in two columns;
    LibreOffice takes a caption with a note out of the frame.
    """
    return _is_placed(walk, element, context) and _has_text_beside(walk, element, context)


def is_alone(walk: Walk, element: Element, context: Context) -> bool:
    """Return whether the figure would float if there were enough text beside it."""
    return _is_placed(walk, element, context) and not _has_text_beside(walk, element, context)


def _is_placed(walk: Walk, element: Element, context: Context) -> bool:
    free = context.outermost and context.band is None and context.columns == ONE
    has_note = any(e.get("role") == roles.CALL for e in element.iter("a"))
    return walk.cascade.box(element).floating and free and not has_note


def _has_text_beside(walk: Walk, element: Element, context: Context) -> bool:
    """Does the text up to the next float, table or ``clear`` fill the room beside the figure?"""
    width, gap = _extent(walk, element, context)
    text = list(_text_after(walk, element))
    if not text:
        return False
    size = walk.cascade.characters(text[0]).size
    line = walk.cascade.box(text[0]).line_height or size * 1.4
    room = context.measure - width - gap
    if room < _LEAST * size:
        return False
    height = sum(
        walk.pictures.inline(picture, width).height + walk.pictures.caption_height(picture, width)
        for picture in element.iter("img")
    )
    letters = sum(len(shown_text(block)) for block in text)
    return letters * _LETTER * size / room * line >= height


def _text_after(walk: Walk, element: Element) -> Iterator[Element]:
    """Yield the blocks after ``element`` that can be beside it."""
    parents = {child: parent for parent in walk.cascade.root.iter() for child in parent}
    siblings = list(parents[element])
    for block in siblings[siblings.index(element) + 1 :]:
        ends = block.tag in ("table", "figure") or walk.cascade.box(block).floating
        if ends or walk.cascade.non_default(block, "clear"):
            return
        yield block


def _extent(walk: Walk, element: Element, context: Context) -> tuple[float, float]:
    """The width of a floating figure, and the gap beside it, in points."""
    box = walk.cascade.box(element)
    share = box.width.of(context.measure) if box.width else context.measure / 2
    gap = max(boxes.length(box.margin[s], context.measure) for s in ("left", "right"))
    return min(max(share, 36.0), context.measure), gap


def add_floating(walk: Walk, element: Element, context: Context) -> None:
    """Add a floating figure: paragraphs in one frame."""
    width, gap = _extent(walk, element, context)
    side = walk.cascade.non_default(element, "float")
    # vSpace (§17.3.1.11) is above as well as below, and would push the text above away.
    place = Floating("left" if side == "left" else "right", twips(width), twips(gap))
    inner = replace(context.in_cell(width), unbreakable=True, outermost=False)
    blocks = walk.collect(lambda: walk.cell(element, inner))
    walk.honored.floats.update((element, *element.iter("img")))
    for block in blocks:
        block = replace(block, columns=context.columns)
        walk.add(replace(block, floating=place) if isinstance(block, Paragraph) else block)


def add_alone(walk: Walk, element: Element, context: Context) -> None:
    """Add the figure on its side, with no text beside it."""
    width, _ = _extent(walk, element, context)
    right = walk.cascade.non_default(element, "float") != "left"
    left = context.left + (context.measure - width if right else 0.0)
    walk.honored.floats.update((element, *element.iter("img")))
    walk.cell(element, replace(context, left=left, measure=width, unbreakable=True))
