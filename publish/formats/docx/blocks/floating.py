"""Floating figures: a frame beside the text.

The frame (ISO 29500-1 §17.3.1.11) holds the picture with its caption and credits: its
paragraphs keep their styles, and the text runs around them. An anchored picture would leave
its caption behind.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from publish.formats.docx.blocks.context import Context
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.blocks import ONE, Floating, Paragraph
from publish.formats.docx.model.formatting import twips

if TYPE_CHECKING:
    from publish.formats.docx.blocks.walk import Walk


def can_float(walk: Walk, element: Element, context: Context) -> bool:
    """Does the figure float where Word can have text beside it: in no cell, box or column?

    In columns the frame and the paragraph that it belongs to may end up in two columns;
    LibreOffice takes a caption with a note out of the frame.
    """
    free = context.outermost and context.band is None and context.columns == ONE
    has_note = any(e.get("role") == roles.CALL for e in element.iter("a"))
    return walk.cascade.box(element).floating and free and not has_note


def add_floating(walk: Walk, element: Element, context: Context) -> None:
    """Add a floating figure: paragraphs in one frame."""
    box = walk.cascade.box(element)
    share = box.width.of(context.measure) if box.width else context.measure / 2
    width = min(max(share, 36.0), context.measure)
    side = walk.cascade.non_default(element, "float")
    gap = max(boxes.length(box.margin[s], context.measure) for s in ("left", "right"))
    # vSpace (§17.3.1.11) is above as well as below, and would push the text above away.
    place = Floating("left" if side == "left" else "right", twips(width), twips(gap))
    inner = replace(context.in_cell(width), unbreakable=True, outermost=False)
    blocks = walk.collect(lambda: walk.cell(element, inner))
    walk.honored.floats.update((element, *element.iter("img")))
    for block in blocks:
        block = replace(block, columns=context.columns)
        walk.add(replace(block, floating=place) if isinstance(block, Paragraph) else block)
