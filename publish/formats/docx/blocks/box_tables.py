"""Boxes as tables of one cell, where paragraphs cannot show them: with lists or boxes in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element

from publish.formats.docx.blocks.context import Context
from publish.formats.docx.blocks.nested_boxes import NestedBoxes
from publish.formats.docx.model import boxes
from publish.formats.docx.model.blocks import Block, Cell, Row, Table
from publish.formats.docx.model.boxes import OPEN
from publish.formats.docx.model.formatting import SIDES, twips
from publish.formats.docx.styles.tables import box_format


def box_table(
    nested: NestedBoxes,
    element: Element,
    context: Context,
    blocks: Callable[[Context], tuple[Block, ...]],
) -> Table:
    """The box of ``element`` with the ``blocks`` in it."""
    box = nested.box(element)
    offset, width = boxes.placed(box, context.measure)
    inner = replace(context.in_cell(width), in_box=True)
    padding: dict[str, float] = {side: box.padding[side].of(context.measure) for side in SIDES}
    for side in ("left", "right"):
        # Word draws a border on the middle of a cell's edge.
        padding[side] += boxes.thickness(box.border[side]) / 2
    gaps: dict[str, int] = {}
    for side in ("top", "bottom"):
        edge = context.edge(side, box)
        gap = nested.inner_gap(element, side, width, flush=False)
        if gap is not None:
            # The content would add its own gap to the cell's margin: it moves to the edge.
            sealed = OPEN.seal(None)
            inner = replace(inner, top=sealed) if side == "top" else replace(inner, bottom=sealed)
        if padding[side] or box.border[side]:
            padding[side] += gap or 0.0
        else:
            edge = edge.margin(gap or 0.0)
        gaps[side] = twips(edge.total)
    named = bool(context.path) and context.path[-1] == context.place
    margins = (padding["top"], padding["left"], padding["bottom"], padding["right"])
    return Table(
        f"{context.place if named else 'Text'} Box",
        box_format(box, margins),
        (twips(width + padding["left"] + padding["right"]),),
        (Row((Cell(blocks(inner)),)),),
        indent=twips(context.left + offset - padding["left"]),
        before=gaps["top"],
        after=gaps["bottom"],
        container=context.path[-2] if len(context.path) > 1 else "",
        layout=True,
        keep_with_previous=context.precede,
        columns=context.columns,
    )
