"""The tables of a DOCX, cell by cell (ISO 29500-1 §17.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from publish.content import Cell, Table
from publish.proof.readers.docx.styles import Style, W, is_on, value

STYLE = "article table"
"""How the style of a table begins; boxes are tables, too, in styles of their own."""
ROW_HEADING = "table row heading"
"""How the style of a cell begins that heads its row: Word has no other name for it."""
_WITHOUT_WORDS = (f"{W}drawing", f"{W}footnoteReference", f"{W}instrText")
"""What is something, but no text: pictures, and the calls of notes."""


def is_table(element: etree._Element, styles: Mapping[str, Style]) -> bool:
    """Whether a ``tbl`` is a table to a reader."""
    properties = element.find(f"{W}tblPr")
    key = "" if properties is None else value(properties, "tblStyle")
    return any(name.startswith(STYLE) for name in styles.get(key, Style()).names)


def read_table(
    element: etree._Element, styles: Mapping[str, Style], say: Callable[[etree._Element], str]
) -> Table:
    """A table; ``say`` takes down what is in a cell, and returns it."""
    rows: list[list[Cell]] = []
    reaching: dict[int, tuple[int, int]] = {}
    """By its first column: the row and the place in it of a cell that may go on below."""
    for row in element.iterchildren(f"{W}tr"):
        head = _is_head(row)
        rows.append([])
        column = 0
        for cell in row.iterchildren(f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            across = _number(properties, "gridSpan")
            merge = None if properties is None else properties.find(f"{W}vMerge")
            text = say(cell)
            if merge is not None and merge.get(f"{W}val") != "restart" and column in reaching:
                r, c = reaching[column]
                above = rows[r][c]
                joined = f"{above.text} {text}".strip()
                rows[r][c] = Cell(joined, above.header, above.across, above.down + 1)
            else:
                reaching.pop(column, None)
                if merge is not None:
                    reaching[column] = len(rows) - 1, len(rows[-1])
                header = (head and not _is_empty(cell, text)) or _is_heading(cell, styles)
                rows[-1].append(Cell(text, header, across))
            column += across
    return Table(tuple(map(tuple, rows)), _caption(element))


def _is_head(row: etree._Element) -> bool:
    """Is the row said again on every page (§17.4.49)?"""
    found = row.find(f"{W}trPr/{W}tblHeader")
    return found is not None and is_on(found.get(f"{W}val"), "1")


def _is_empty(cell: etree._Element, text: str) -> bool:
    """Is there nothing in a cell? In a row of headers, too, it heads nothing then."""
    return not text and next(cell.iter(*_WITHOUT_WORDS), None) is None


def _is_heading(cell: etree._Element, styles: Mapping[str, Style]) -> bool:
    key = next((p.get(f"{W}val") or "" for p in cell.iterfind(f"{W}p/{W}pPr/{W}pStyle")), "")
    return any(name.startswith(ROW_HEADING) for name in styles.get(key, Style()).names)


def _caption(element: etree._Element) -> str:
    properties = element.find(f"{W}tblPr")
    return "" if properties is None else value(properties, "tblCaption")


def _number(properties: etree._Element | None, name: str) -> int:
    said = "" if properties is None else value(properties, name)
    return int(said) if said.isdecimal() else 1
