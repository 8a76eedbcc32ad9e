"""Tables as XML (ISO 29500-1 §17.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from publish.formats.docx.model.blocks import Block, Cell, Row, Table
from publish.formats.docx.parts.formatting import border, shading
from publish.formats.docx.xml.elements import Element, w

Write = Callable[[Block], Iterable[Element]]
"""Writes a block in a cell."""


def table_element(table: Table, style: str, write: Write) -> Element:
    """A table; ``style`` is the id of its style."""
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=style),
            w("bidiVisual") if table.rtl else None,
            w("tblW", w=sum(table.widths), type="dxa"),
            w("tblInd", w=table.indent, type="dxa") if table.indent else None,
            w("tblLayout", type="fixed"),
            _conditional_formatting(table),
            w("tblCaption", val=table.title) if table.title else None,
            w("tblDescription", val=table.description) if table.description else None,
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in table.widths)),
        *(_row(row, table, write) for row in table.rows),
    )


def _conditional_formatting(table: Table) -> Element:
    """The parts of the style that apply: those of the head, the foot, the row heads, the bands."""
    head = any(row.head for row in table.rows)
    foot = any(row.foot for row in table.rows)
    banded = any(table.format.bands)
    flags = {0x20: head, 0x40: foot, 0x80: table.row_heads, 0x200: not banded, 0x400: True}
    return w(
        "tblLook",
        val=f"{sum(bit for bit, on in flags.items() if on):04X}",
        firstRow=head,
        lastRow=foot,
        firstColumn=table.row_heads,
        lastColumn=False,
        noHBand=not banded,
        noVBand=True,
    )


def _row(row: Row, table: Table, write: Write) -> Element:
    cells: list[Element] = []
    column = 0
    for cell in row.cells:
        width = sum(table.widths[column : column + cell.span])
        column += cell.span
        cells.append(_cell(cell, width, write))
    # A box may be longer than a page; a row of a table stays in one piece.
    whole = None if table.layout and not row.whole else w("cantSplit")
    properties = w("trPr", whole, w("tblHeader") if row.head else None)
    return w("tr", properties if len(properties) else None, *cells)


def _cell(cell: Cell, width: int, write: Write) -> Element:
    right = cell.right
    return w(
        "tc",
        w(
            "tcPr",
            w("tcW", w=width, type="dxa"),
            w("gridSpan", val=cell.span) if cell.span > 1 else None,
            w("vMerge", val=cell.merge) if cell.merge else None,
            w("tcBorders", border(cell.bottom, "bottom")) if cell.bottom else None,
            shading(cell.shading) if cell.shading else None,
            w("tcMar", w("right", w=right, type="dxa")) if right is not None else None,
            w("vAlign", val=cell.vertical) if cell.vertical else None,
        ),
        *(element for block in cell.blocks for element in write(block)),
    )
