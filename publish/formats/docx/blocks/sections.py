"""Sections: text in columns, and blocks that span them.

Columns belong to the section in Word (ISO 29500-1 §17.6.4). So a title above two columns
of text is a section of its own, and the text a continuous one after it. A section ends
with the paragraph that holds its properties.
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


def columns(box: BoxLook, context: Context) -> Columns | None:
    """The columns of text that a box asks for; ``None`` if it has none or Word cannot do it.

    They take the whole measure of the page, and are in no other columns and in no cell.
    """
    if box.columns is None or not _is_text_area(box, context):
        return None
    count = min(MOST, box.columns.fitting(context.measure))
    gap = twips(box.columns.gap.of(context.measure))
    if count < 2:
        return None
    return Columns(count, gap, box.columns.rule is not None, box.columns.balanced)


def _is_text_area(box: BoxLook, context: Context) -> bool:
    """Does the box take the whole width of the text area, and show nothing at its sides?"""
    offset, width = boxes.placed(box, context.measure)
    whole = context.is_text_area and not twips(offset) and not twips(width - context.measure)
    return whole and not boxes.is_sided(box)


def with_sections(
    elements: Sequence[tuple[Block, Element]],
    properties: Callable[[Columns, Columns | None], Element],
) -> list[Element]:
    """The elements of the body, each section's properties in its last paragraph.

    Each of ``elements`` comes with its block; ``properties`` makes the ``sectPr``
    of columns, from these and those of the section before.
    """
    found: list[Element] = []
    before: Columns | None = None
    for columns, group in groupby(elements, key=lambda pair: pair[0].columns):
        section = properties(columns, before)
        before = columns
        found.extend(element for _, element in group)
        if len(found) == len(elements):
            return [*found, section]
        _paragraph_properties(found[-1]).append(section)
    return found


def _paragraph_properties(paragraph: Element) -> Element:
    """The ``pPr`` of a paragraph, which every one has for its style."""
    found = paragraph.find(w("pPr").tag)
    assert found is not None
    return found
