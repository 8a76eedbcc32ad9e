"""The tables of a DOCX, cell by cell (ISO 29500-1 §17.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from publish.content import Cell, Table
from publish.proof.readers.docx.styles import Style, W, is_on, style_key, value

STYLE = "article table"
"""How the style of a table begins; boxes are tables too, in styles of their own."""
ROW_HEADING = "table row heading"
"""How the style of a row's heading begins: Word has no other name for it."""
_WITHOUT_WORDS = (f"{W}drawing", f"{W}footnoteReference", f"{W}instrText")
"""Content without text: pictures, and references to notes."""


def is_table(element: etree._Element, styles: Mapping[str, Style]) -> bool:
    """Is a ``tbl`` a table to a reader?"""
    style = styles.get(style_key(element), Style())
    return any(name.startswith(STYLE) for name in style.names)


def read_table(
    element: etree._Element, styles: Mapping[str, Style], read: Callable[[etree._Element], str]
) -> Table:
    """A table; ``read`` records the content of a cell, and returns its text."""
    rows: list[list[Cell]] = []
    merging: dict[int, tuple[int, int]] = {}
    """By its first column: the row and the place in it of a cell that may continue below."""
    for row in element.iterchildren(f"{W}tr"):
        head = _is_head(row)
        rows.append([])
        column = 0
        for cell in row.iterchildren(f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            across = _number(properties, "gridSpan")
            merge = None if properties is None else properties.find(f"{W}vMerge")
            text = read(cell)
            if merge is not None and merge.get(f"{W}val") != "restart" and column in merging:
                r, c = merging[column]
                above = rows[r][c]
                joined = f"{above.text} {text}".strip()
                rows[r][c] = Cell(joined, above.header, above.across, above.down + 1)
            else:
                merging.pop(column, None)
                if merge is not None:
                    merging[column] = len(rows) - 1, len(rows[-1])
                header = (head and not _is_empty(cell, text)) or _is_heading(cell, styles)
                rows[-1].append(Cell(text, header, across))
            column += across
    return Table(tuple(map(tuple, rows)), value(element.find(f"{W}tblPr"), "tblCaption"))


def _is_head(row: etree._Element) -> bool:
    """Does Word repeat the row on every page (§17.4.49)?"""
    found = row.find(f"{W}trPr/{W}tblHeader")
    return found is not None and is_on(found.get(f"{W}val"), "1")


def _is_empty(cell: etree._Element, text: str) -> bool:
    """Is a cell empty? In a row of headers, too, it heads nothing then."""
    return not text and next(cell.iter(*_WITHOUT_WORDS), None) is None


def _is_heading(cell: etree._Element, styles: Mapping[str, Style]) -> bool:
    key = next((p.get(f"{W}val") or "" for p in cell.iterfind(f"{W}p/{W}pPr/{W}pStyle")), "")
    return any(name.startswith(ROW_HEADING) for name in styles.get(key, Style()).names)


def _number(properties: etree._Element | None, name: str) -> int:
    text = value(properties, name)
    return int(text) if text.isdecimal() else 1
