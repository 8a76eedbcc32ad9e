"""The format of a table style, from one cell for all others of its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

from publish.cascade.looks import Border, BoxLook
from publish.formats.docx.model import boxes
from publish.formats.docx.model.blocks import TableFormat
from publish.formats.docx.model.formatting import Rule, twips
from publish.values import dataclass

Box = Callable[[Element], BoxLook]
Margins = tuple[float, float, float, float]
"""Top, left, bottom, right; points."""


@dataclass(frozen=True)
class Group:
    """The rows of a head, a body or a foot, and the cells in them."""

    rows: Sequence[Element]
    cells: Sequence[Element]


def table_format(
    of: Box, table: BoxLook, head: Group, body: Group, foot: Group, margins: Margins
) -> TableFormat:
    """The format of a table. Where borders meet, the wider one is drawn (CSS 2.2 §17.6.2.1)."""
    main = body.cells or head.cells or foot.cells
    if not main:
        return TableFormat()
    first, last = of(main[0]), of(main[-1])
    top = of((head.cells or main)[0])
    bottom = of((foot.cells or main)[-1])
    stripes = [_shading(of, row) for row in body.rows[:2]]
    striped = len(stripes) == 2 and stripes[0] != stripes[1]
    return TableFormat(
        top=_wider(table.border.top, top.border.top),
        left=_wider(table.border.left, first.border.left),
        bottom=_wider(table.border.bottom, bottom.border.bottom),
        right=_wider(table.border.right, last.border.right),
        inside_h=_wider(first.border.bottom, first.border.top),
        inside_v=_wider(first.border.right, last.border.left),
        margins=_in_twips(margins),
        shading=table.ground or (None if striped else first.ground),
        vertical=vertical_alignment(first),
        head_bottom=_wider(top.border.bottom, first.border.top) if head.cells else None,
        head_shading=_shading(of, head.rows[0]) if head.rows else None,
        head_vertical=vertical_alignment(top if head.cells else first),
        foot_top=_wider(of(foot.cells[0]).border.top, last.border.bottom) if foot.cells else None,
        bands=(stripes[0], stripes[1]) if striped else (None, None),
    )


def box_format(box: BoxLook, margins: Margins) -> TableFormat:
    """The format of a table of one cell that shows a box."""
    return TableFormat(
        top=_wider(box.border.top),
        left=_wider(box.border.left),
        bottom=_wider(box.border.bottom),
        right=_wider(box.border.right),
        margins=_in_twips(margins),
        shading=box.ground,
    )


def _in_twips(margins: Margins) -> tuple[int, int, int, int]:
    top, left, bottom, right = margins
    return twips(top), twips(left), twips(bottom), twips(right)


def _shading(of: Box, row: Element) -> str | None:
    cell = next(iter(row), None)
    own = of(cell).ground if cell is not None else None
    return own or of(row).ground


def vertical_alignment(box: BoxLook) -> str:
    """The vertical alignment of a cell, in Word's terms."""
    return {"middle": "center", "bottom": "bottom"}.get(box.vertical, "top")


def _wider(*borders: Border | None) -> Rule | None:
    drawn = [border for border in borders if border]
    return boxes.rule(max(drawn, key=lambda border: border.width)) if drawn else None
