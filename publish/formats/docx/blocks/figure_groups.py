"""Groups of figures: a table without borders, each cell a picture with its caption and credits."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from publish.cascade.nodes import classes
from publish.formats.docx.blocks.adjacency import kept_with_next
from publish.formats.docx.blocks.context import Context
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.blocks import Block, Cell, Row, Table
from publish.formats.docx.model.boxes import OPEN, Edge
from publish.formats.docx.model.formatting import twips
from publish.formats.docx.styles.tables import box_format

if TYPE_CHECKING:
    from publish.formats.docx.blocks.walk import Walk

_GAP = 14.0
"""Points between the pictures of a group."""
_BELOW = 9.0
"""Points between its rows."""
_COLUMNS = re.compile(r"columns-([1-9])")


def is_group(walk: Walk, element: Element, context: Context) -> bool:
    """Is it several figures with one caption?"""
    return "group" in classes(element)


def add_group(walk: Walk, element: Element, context: Context) -> None:
    """Add a table of the group's figures, then its caption."""
    box = walk.boxes.box(element)
    offset, width = boxes.placed(box, context.measure)
    before, after = (context.edge(side, box).total for side in ("top", "bottom"))
    figures = [child for child in element if child.tag == "figure"]
    captions = [child for child in element if child.tag == "figcaption"]
    for child in element:
        if child.tag not in ("figure", "figcaption"):
            raise roles.unknown(child, "a group of figures")
    count = min(_columns(element), max(1, len(figures)))
    column = (width + _GAP) / count
    cells = [walk.collect(_fill(walk, figure, context, column - _GAP)) for figure in figures]
    table = Table(
        "Figure Group",
        replace(box_format(box, (0.0, _GAP / 2, _BELOW, _GAP / 2)), shading=None),
        (twips(column),) * count,
        tuple(_rows(walk, cells, count, captions)),
        indent=twips(context.left + offset - _GAP / 2),
        before=twips(before),
        after=twips(0.0 if captions else after),
        layout=True,
        keep_with_previous=context.precede,
        columns=context.columns,
    )
    walk.add(table)
    around = replace(context, left=context.left + offset, measure=width)
    for number, caption in enumerate(captions, 1):
        bottom = Edge(after) if number == len(captions) else OPEN
        walk.block(caption, replace(around, top=OPEN, bottom=bottom, follow=False))


def _columns(element: Element) -> int:
    found = _COLUMNS.search(element.get("class", ""))
    return int(found[1]) if found else 2


def _fill(walk: Walk, figure: Element, context: Context, width: float) -> Callable[[], None]:
    inner = replace(context.in_cell(width), unbreakable=True)
    return lambda: walk.cell(figure, inner)


def _rows(
    walk: Walk, cells: list[tuple[Block, ...]], count: int, captions: list[Element]
) -> list[Row]:
    """The cells in rows; each row keeps with the next, the last with the caption below."""
    rows = [cells[n : n + count] for n in range(0, len(cells), count)]
    last = len(rows) if captions else len(rows) - 1
    kept = [
        [tuple(map(kept_with_next, blocks)) for blocks in row] if n < last else row
        for n, row in enumerate(rows)
    ]
    return [Row(_filled_up(walk, row, count), whole=True) for row in kept]


def _filled_up(walk: Walk, row: list[tuple[Block, ...]], count: int) -> tuple[Cell, ...]:
    cells = [Cell(blocks) for blocks in row]
    if len(cells) < count:
        cells.append(Cell(walk.collect(lambda: None), span=count - len(cells)))
    return tuple(cells)
