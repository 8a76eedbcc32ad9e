"""Formulas on lines of their own: alone in a paragraph, or in a row with their number.

The row is a table without borders: nothing, the formula, its number. Word and LibreOffice
show it alike and both can be edited; a bookmark is around the number, so that a field can
refer to it. Word's own way, ``#`` in an array of equations, is shown as typed by LibreOffice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from publish.formats.docx.blocks.context import Context
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.blocks import Cell, Row, Table, TableFormat
from publish.formats.docx.model.formatting import twips
from publish.formats.docx.xml.math import MATH

if TYPE_CHECKING:
    from publish.formats.docx.blocks.walk import Walk

NUMBER = "equation-number"
_LEAST = 0.4
"""The part of the measure that is the formula's, however wide its number is."""


def number(element: Element) -> Element | None:
    """The number of a formula, if ``element`` is a formula that has one."""
    if "equation" not in roles.classes(element):
        return None
    return next((e for e in element if e.tag == "span" and NUMBER in roles.classes(e)), None)


def numbered(walk: Walk, element: Element, told: Element, context: Context) -> None:
    """Put out a formula and its number, ``told``, side by side."""
    math = element.find(MATH)
    if math is None:
        raise roles.unknown(element, "a formula")
    box = walk.cascade.box(element)
    offset, width = boxes.placed(replace(box, width=None), context.measure)
    text = "".join(told.itertext())
    wide = walk.book.width(f"  {text}", walk.cascade.characters(told))
    side = min(max(wide, 36.0), width * (1 - _LEAST) / 2)
    gaps = {
        name: twips(edge.margin(boxes.length(box.margin[name], context.measure)).total)
        for name, edge in (("top", context.top), ("bottom", context.bottom))
    }
    beside = context.named(roles.titled(NUMBER)).framed(side)
    middle = context.named(roles.titled("equation")).framed(width - 2 * side)
    # The number first: the formula's id is its bookmark.
    last = walk.apart(lambda: walk.line(told, [told], replace(beside, follow=False)))
    inner = walk.apart(lambda: walk.line(element, [math], middle))
    first = walk.apart(lambda: None)
    walk.put(
        Table(
            "Equation",
            TableFormat(vertical="center"),
            (twips(side), twips(width) - 2 * twips(side), twips(side)),
            (Row((Cell(first), Cell(inner), Cell(last))),),
            indent=twips((context.right if box.rtl else context.left) + offset),
            before=gaps["top"],
            after=gaps["bottom"],
            rtl=box.rtl,
            layout=True,
            keep_with_previous=context.precede,
            text_columns=context.text_columns,
        )
    )
