"""Boxes that paragraphs cannot show, as tables of one cell: what has lists or boxes in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from publish.formats.docx.blocks.context import Context
from publish.formats.docx.model import boxes
from publish.formats.docx.model.blocks import Cell, Row, Table
from publish.formats.docx.model.boxes import OPEN
from publish.formats.docx.model.formatting import twips
from publish.formats.docx.styles.table_styles import box_format

if TYPE_CHECKING:
    from publish.formats.docx.blocks.walk import Walk


def boxed(walk: Walk, element: Element, context: Context, fill: Callable[[Context], None]) -> None:
    """Put out the box of ``element``, with what ``fill`` puts in it."""
    box = walk.nesting.box(element)
    offset, width = boxes.placed(box, context.measure)
    inner = replace(context.framed(width), boxed=True)
    pad = {side: box.padding[side].of(context.measure) for side in boxes.AROUND}
    for side in ("left", "right"):
        # Word draws a border on the middle of a cell's edge.
        pad[side] += boxes.thickness(box.border[side]) / 2
    gaps: dict[str, int] = {}
    for side, edge in (("top", context.top), ("bottom", context.bottom)):
        edge = edge.margin(boxes.length(box.margin[side], context.measure))
        gap = walk.nesting.inner_gap(element, side, width, flush=False)
        if gap is not None:
            # What is inside would add its own gap to the cell's room: it moves to the edge.
            sealed = OPEN.seal(None)
            inner = replace(inner, top=sealed) if side == "top" else replace(inner, bottom=sealed)
        if pad[side] or box.border[side]:
            pad[side] += gap or 0.0
        else:
            edge = edge.margin(gap or 0.0)
        gaps[side] = twips(edge.total)
    named = bool(context.path) and context.path[-1] == context.place
    walk.put(
        Table(
            f"{context.place if named else 'Text'} Box",
            box_format(box, (pad["top"], pad["left"], pad["bottom"], pad["right"])),
            (twips(width + pad["left"] + pad["right"]),),
            (Row((Cell(walk.apart(lambda: fill(inner))),)),),
            indent=twips(context.left + offset - pad["left"]),
            before=gaps["top"],
            after=gaps["bottom"],
            inside=context.path[-2] if len(context.path) > 1 else "",
            layout=True,
            keep_with_previous=context.precede,
            text_columns=context.text_columns,
        )
    )
