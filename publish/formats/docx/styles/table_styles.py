"""How a table is ruled and tinted, from the cells that stand for all others of their kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from publish.cascade.looks import Border, BoxLook
from publish.formats.docx.model import boxes
from publish.formats.docx.model.blocks import TableFormat
from publish.formats.docx.model.formatting import Rule, twips

Box = Callable[[Element], BoxLook]
Margins = tuple[float, float, float, float]
"""Top, left, bottom, right; points."""


@dataclass(frozen=True)
class Group:
    """The rows of a head, a body or a foot, and the cells that begin in them."""

    rows: Sequence[Element]
    cells: Sequence[Element]


def table_format(
    of: Box, table: BoxLook, head: Group, body: Group, foot: Group, margins: Margins
) -> TableFormat:
    """The look of a table. Where borders meet, the wider one is drawn (CSS 2.2 §17.6.2.1)."""
    main = body.cells or head.cells or foot.cells
    if not main:
        return TableFormat()
    first, last = of(main[0]), of(main[-1])
    top = of((head.cells or main)[0])
    bottom = of((foot.cells or main)[-1])
    stripes = [_ground(of, row) for row in body.rows[:2]]
    striped = len(stripes) == 2 and stripes[0] != stripes[1]
    return TableFormat(
        top=_stronger(table.border.top, top.border.top),
        left=_stronger(table.border.left, first.border.left),
        bottom=_stronger(table.border.bottom, bottom.border.bottom),
        right=_stronger(table.border.right, last.border.right),
        inside_h=_stronger(first.border.bottom, first.border.top),
        inside_v=_stronger(first.border.right, last.border.left),
        margins=inset(margins),
        shading=table.ground or (None if striped else first.ground),
        vertical=vertical(first),
        head_bottom=_stronger(top.border.bottom, first.border.top) if head.cells else None,
        head_shading=_ground(of, head.rows[0]) if head.rows else None,
        head_vertical=vertical(top if head.cells else first),
        foot_top=_stronger(of(foot.cells[0]).border.top, last.border.bottom)
        if foot.cells
        else None,
        bands=(stripes[0], stripes[1]) if striped else (None, None),
    )


def box_format(box: BoxLook, margins: Margins) -> TableFormat:
    """The look of a table of one cell that shows a box."""
    return TableFormat(
        top=_stronger(box.border.top),
        left=_stronger(box.border.left),
        bottom=_stronger(box.border.bottom),
        right=_stronger(box.border.right),
        margins=inset(margins),
        shading=box.ground,
    )


def inset(margins: Margins) -> tuple[int, int, int, int]:
    """The room in a cell, in twips."""
    top, left, bottom, right = margins
    return twips(top), twips(left), twips(bottom), twips(right)


def _ground(of: Box, row: Element) -> str | None:
    cell = next(iter(row), None)
    own = of(cell).ground if cell is not None else None
    return own or of(row).ground


def vertical(box: BoxLook) -> str:
    """How the content of a cell stands in it, as Word says it."""
    return {"middle": "center", "bottom": "bottom"}.get(box.vertical, "top")


def _stronger(*borders: Border | None) -> Rule | None:
    there = [border for border in borders if border]
    return boxes.rule(max(there, key=lambda border: border.width)) if there else None
