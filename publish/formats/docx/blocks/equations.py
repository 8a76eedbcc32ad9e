"""Numbered formulas: a row with the formula and its number.

The row is a table without borders: nothing, the formula, its number. Word and LibreOffice
show it alike, and both can be edited; a bookmark is around the number, so that a field can
refer to it. Word's own way, ``#`` in an array of equations, LibreOffice shows as typed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from publish.cascade.nodes import classes
from publish.formats.docx.blocks.context import Context
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.blocks import Cell, Row, Table, TableFormat
from publish.formats.docx.model.formatting import twips
from publish.formats.docx.xml.mathml import MATH

if TYPE_CHECKING:
    from publish.formats.docx.blocks.walk import Walk

NUMBER = "equation-number"
_LEAST = 0.4
"""The formula's part of the measure, however wide its number is."""


def is_numbered(walk: Walk, element: Element, context: Context) -> bool:
    """Is ``element`` a formula with a number?"""
    return _number(element) is not None


def add_numbered(walk: Walk, element: Element, context: Context) -> None:
    """Add a formula and its number side by side."""
    math, number = element.find(MATH), _number(element)
    if math is None or number is None:
        raise roles.unknown(element, "a formula")
    box = walk.cascade.box(element)
    offset, width = boxes.placed(replace(box, width=None), context.measure)
    text = "".join(number.itertext())
    number_width = walk.book.width(f"  {text}", walk.cascade.characters(number))
    side = min(max(number_width, 36.0), width * (1 - _LEAST) / 2)
    beside = context.named(roles.titled(NUMBER)).in_cell(side)
    middle = context.named(roles.titled("equation")).in_cell(width - 2 * side)
    # The number first: the formula's id is its bookmark.
    last = walk.collect(lambda: walk.line(number, [number], beside))
    inner = walk.collect(lambda: walk.line(element, [math], middle))
    first = walk.collect(lambda: None)
    walk.add(
        Table(
            "Equation",
            TableFormat(vertical="center"),
            (twips(side), twips(width) - 2 * twips(side), twips(side)),
            (Row((Cell(first), Cell(inner), Cell(last))),),
            indent=twips((context.right if box.rtl else context.left) + offset),
            before=twips(context.edge("top", box).total),
            after=twips(context.edge("bottom", box).total),
            rtl=box.rtl,
            layout=True,
            keep_with_previous=context.precede,
            columns=context.columns,
        )
    )


def _number(element: Element) -> Element | None:
    if "equation" not in classes(element):
        return None
    return next((e for e in element if e.tag == "span" and NUMBER in classes(e)), None)
