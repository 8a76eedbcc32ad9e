"""Sections: where the text runs in columns, and where something reaches across them.

Columns are the section's affair in Word (ISO 29500-1 §17.6.4), so that a title
above two columns of text is a section of its own, and the text a continuous one
after it. A section ends with the paragraph that holds its properties.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from publish.cascade.looks import BoxLook
from publish.formats.docx.blocks.context import Context
from publish.formats.docx.model import boxes
from publish.formats.docx.model.blocks import Block, Columns
from publish.formats.docx.model.formatting import twips
from publish.formats.docx.xml.elements import Element, w

MOST = 45
"""Columns in a section of Word's (§17.6.4)."""


def asked(box: BoxLook, context: Context) -> Columns | None:
    """The columns of the text area that a box asks for; ``None`` if Word cannot give them.

    They take the whole measure of the page, in no other columns and in no cell.
    """
    if box.columns is None or not fits(box, context):
        return None
    count = min(MOST, box.columns.fitting(context.measure))
    gap = twips(box.columns.gap.of(context.measure))
    if count < 2:
        return None
    return Columns(count, gap, box.columns.rule is not None, box.columns.balanced)


def fits(box: BoxLook, context: Context) -> bool:
    """Does the box take the whole width of the text area, and show nothing at its sides?"""
    offset, width = boxes.placed(box, context.measure)
    whole = context.is_text_area and not twips(offset) and not twips(width - context.measure)
    return whole and not boxes.is_sided(box)


def divided(
    elements: Sequence[tuple[Block, Element]],
    properties: Callable[[Columns, Columns | None], Element],
) -> list[Element]:
    """The elements of the body, each section's properties in its last paragraph.

    With each of ``elements`` comes its block; ``properties`` makes the ``sectPr``
    of columns, and is told which come before.
    """
    found: list[Element] = []
    before: Columns | None = None
    for columns, group in groupby(elements, key=lambda pair: pair[0].text_columns):
        section = properties(columns, before)
        before = columns
        found.extend(element for _, element in group)
        if len(found) == len(elements):
            return [*found, section]
        _properties(found[-1]).append(section)
    return found


def _properties(paragraph: Element) -> Element:
    """The ``pPr`` of a paragraph: every one has its style in it."""
    found = paragraph.find(w("pPr").tag)
    assert found is not None
    return found
