"""Figures that stand otherwise than alone on their line: in groups, and beside the text.

A group is a table without lines that only lays out: each cell has a picture with its
caption and credits, so that they stay together. A figure beside the text is a frame
(ISO 29500-1 §17.3.1.11): its paragraphs keep their styles, and the text runs around
them, where an anchored picture would leave its caption behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from publish.formats.docx.blocks.context import Context
from publish.formats.docx.blocks.neighbors import kept_with_next
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.blocks import ONE, Block, Cell, Floating, Paragraph, Row, Table
from publish.formats.docx.model.boxes import OPEN, Edge
from publish.formats.docx.model.formatting import twips
from publish.formats.docx.styles.table_styles import box_format

if TYPE_CHECKING:
    from publish.formats.docx.blocks.walk import Walk

_GAP = 14.0
"""Points between the pictures of a group."""
_BELOW = 9.0
"""Points between its rows."""
_COLUMNS = re.compile(r"columns-([1-9])")


def is_group(element: Element) -> bool:
    """Is it several figures with one caption?"""
    return element.tag == "figure" and "group" in roles.classes(element)


def group(walk: Walk, element: Element, context: Context) -> None:
    """Put out a group: a table of its figures, then its caption."""
    box = walk.nesting.box(element)
    offset, width = boxes.placed(box, context.measure)
    before, after = (
        edge.margin(boxes.length(box.margin[side], context.measure)).total
        for side, edge in (("top", context.top), ("bottom", context.bottom))
    )
    figures = [child for child in element if child.tag == "figure"]
    captions = [child for child in element if child.tag == "figcaption"]
    for child in element:
        if child.tag not in ("figure", "figcaption"):
            raise roles.unknown(child, "a group of figures")
    count = min(_columns(element), max(1, len(figures)))
    column = (width + _GAP) / count
    cells = [walk.apart(_filled(walk, figure, context, column - _GAP)) for figure in figures]
    rows = [
        Row(_row(blocks, count, walk), whole=True) for blocks in _together(cells, count, captions)
    ]
    table = Table(
        "Figure Group",
        replace(box_format(box, (0.0, _GAP / 2, _BELOW, _GAP / 2)), shading=None),
        (twips(column),) * count,
        tuple(rows),
        indent=twips(context.left + offset - _GAP / 2),
        before=twips(before),
        after=twips(0.0 if captions else after),
        layout=True,
        keep_with_previous=context.precede,
        text_columns=context.text_columns,
    )
    walk.put(table)
    around = replace(context, left=context.left + offset, measure=width)
    for number, caption in enumerate(captions, 1):
        bottom = Edge(after) if number == len(captions) else OPEN
        walk.block(caption, replace(around, top=OPEN, bottom=bottom, follow=False))


def _columns(element: Element) -> int:
    found = _COLUMNS.search(element.get("class", ""))
    return int(found[1]) if found else 2


def _filled(walk: Walk, figure: Element, context: Context, width: float) -> Callable[[], None]:
    inner = replace(context.framed(width), unbreakable=True)
    return lambda: walk.cell(figure, inner)


def _together(
    cells: list[tuple[Block, ...]], count: int, captions: list[Element]
) -> list[tuple[tuple[Block, ...], ...]]:
    """The cells in rows; each row keeps with the next, the last with the caption below."""
    rows = [tuple(cells[n : n + count]) for n in range(0, len(cells), count)]
    last = len(rows) if captions else len(rows) - 1
    return [
        tuple(tuple(map(kept_with_next, blocks)) for blocks in row) if n < last else row
        for n, row in enumerate(rows)
    ]


def _row(blocks: tuple[tuple[Block, ...], ...], count: int, walk: Walk) -> tuple[Cell, ...]:
    cells = [Cell(inner) for inner in blocks]
    if len(cells) < count:
        cells.append(Cell(walk.apart(lambda: None), span=count - len(cells)))
    return tuple(cells)


def is_beside(walk: Walk, element: Element, context: Context) -> bool:
    """Does a figure float, where Word can have text beside it: in no cell, box or column?

    In columns a frame and the paragraph that it belongs to may part, and stand in two;
    where a caption calls a note, LibreOffice takes the caption out of the frame.
    """
    box = walk.cascade.box(element)
    free = context.outermost and context.band is None and context.text_columns == ONE
    calls = any(e.get("role") == roles.CALL for e in element.iter("a"))
    return element.tag == "figure" and box.floating and free and not calls


def beside(walk: Walk, element: Element, context: Context) -> None:
    """Put out a floating figure as paragraphs in one frame, which the text runs around."""
    box = walk.cascade.box(element)
    share = box.width.of(context.measure) if box.width else context.measure / 2
    width = min(max(share, 36.0), context.measure)
    side = walk.cascade.stated(element, "float")
    gap = max(boxes.length(box.margin[s], context.measure) for s in ("left", "right"))
    # Room below would be room above as well (§17.3.1.11, vSpace), and push the text away there.
    place = Floating("left" if side == "left" else "right", twips(width), twips(gap))
    inner = replace(context.framed(width), unbreakable=True, outermost=False)
    blocks = walk.apart(lambda: walk.cell(element, inner))
    walk.honored.floats.update((element, *element.iter("img")))
    for block in blocks:
        kept = replace(block, text_columns=context.text_columns)
        walk.put(replace(kept, floating=place) if isinstance(kept, Paragraph) else kept)
