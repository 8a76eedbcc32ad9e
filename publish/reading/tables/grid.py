"""The grid of a table: spans of cells, and headers.

``^^`` says that the cell above continues here, ``<<`` or an empty ``

`` that the cell before does (as in MultiMarkdown).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from html import unescape

from markdown_it.token import Token

from publish.values import dataclass

ABOVE, BEFORE = "^^", "<<"


@dataclass
class Cell:
    """A cell: its text, place, span and scope."""

    inline: Token
    align: str = ""
    numeric: bool = False
    """It is a number, which no line breaks."""
    joined: bool = False
    """It only continues the cell before."""
    row: int = 0
    column: int = 0
    across: int = 1
    down: int = 1
    scope: str = ""
    """``col`` or ``row`` for a header."""
    headers: list[Cell] = field(default_factory=list)
    ends_row: bool = True
    """It reaches the table's edge. The last cell of a row does not, beside one that spans down from
    above."""

    @property
    def is_empty(self) -> bool:
        """Whether it holds no text; a space written as ``&nbsp;`` is not text either."""
        return not unescape(self.inline.content).strip()


@dataclass(frozen=True)
class Fault:
    """A mark that is wrong: the cell that holds it, and the message."""

    message: str
    cell: Cell


def spanned(rows: Sequence[Sequence[Cell]], head: int) -> Iterator[Fault]:
    """Give the cells their places, and extend them over the marks after and below them.

    The first ``head`` rows are headers. A mark that makes no rectangle, or has no beginning, is a
    fault, and becomes a cell of its own.
    """
    owner: dict[tuple[int, int], Cell] = {}
    reach: dict[int, list[tuple[int, int]]] = {}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            cell.row, cell.column = r, c
            up, left = _marks(cell)
            before = owner.get((r - 1, c) if up else (r, c - 1)) if up or left else None
            if (up or left) and before is None:
                where = "above" if up else "before"
                yield Fault(f"no cell {where} this mark can continue here", cell)
            elif up and r == head:
                yield Fault("a cell of the header cannot continue below the header", cell)
                before = None
            owner[r, c] = before or cell
            reach.setdefault(id(owner[r, c]), []).append((r, c))
    yield from _idle(rows, owner)
    for row in rows:
        for cell in row:
            if owner[cell.row, cell.column] is not cell:
                continue
            places = reach[id(cell)]
            cell.down = max(r for r, _ in places) - cell.row + 1
            cell.across = max(c for _, c in places) - cell.column + 1
            if len(places) != cell.down * cell.across or min(c for _, c in places) < cell.column:
                yield Fault("the span of this cell is not a rectangle", cell)


def _idle(rows: Sequence[Sequence[Cell]], owner: dict[tuple[int, int], Cell]) -> Iterator[Fault]:
    """Rows and columns in which no cell begins (an error by HTML §4.9.12.1)."""
    for row in rows:
        if all(owner[cell.row, cell.column].row < cell.row for cell in row):
            yield Fault("no cell begins in this row", row[0])
    for column in zip(*rows, strict=False):
        if all(owner[cell.row, cell.column].column < cell.column for cell in column):
            yield Fault("no cell begins in one of the columns", column[0])


def present_cells(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The cells, row by row, without the places that other cells span."""
    taken: set[tuple[int, int]] = set()
    found: list[list[Cell]] = []
    for row in rows:
        found.append([])
        for cell in row:
            if (cell.row, cell.column) in taken:
                continue
            found[-1].append(cell)
            cell.ends_row = cell.column + cell.across == len(row)
            if cell.across > 1 or cell.down > 1:
                taken |= {
                    (cell.row + i, cell.column + j)
                    for i in range(cell.down)
                    for j in range(cell.across)
                }
    return found


def headed(rows: Sequence[Sequence[Cell]], head: int, columns: int) -> bool:
    """Make the first ``head`` rows and ``columns`` headers, and return whether the table is
    complex.

    A table is complex where scopes alone do not identify a cell's headers (WCAG technique H43):
    then every cell lists its headers. ``rows`` come from :func:`present_cells`.
    """
    cells = [cell for row in rows for cell in row]
    for cell in cells:
        cell.scope = "col" if cell.row < head else "row" if cell.column < columns else ""
        if cell.is_empty:
            cell.scope = ""  # An empty header heads nothing.
        if cell.scope == "col" and cell.across > 1:
            cell.align = "center"
    headers = [cell for cell in cells if cell.scope]
    if head < 2 and columns < 2 and all(c.across == c.down == 1 for c in headers):
        return False
    over: dict[int, list[Cell]] = {}
    beside: dict[int, list[Cell]] = {}
    for header in (h for h in headers if not h.is_empty):
        if header.scope == "col":
            for c in range(header.column, header.column + header.across):
                over.setdefault(c, []).append(header)
        else:
            for r in range(header.row, header.row + header.down):
                beside.setdefault(r, []).append(header)
    for cell in cells:
        left = [h for r in range(cell.row, cell.row + cell.down) for h in beside.get(r, ())]
        above = [h for c in range(cell.column, cell.column + cell.across) for h in over.get(c, ())]
        found = [h for h in left if h.column < cell.column]
        found += [h for h in above if h.row + h.down <= cell.row]
        cell.headers = list({id(h): h for h in found}.values())
    return True


def _marks(cell: Cell) -> tuple[bool, bool]:
    """Whether the cell continues the one above, and whether it continues the one before."""
    text = cell.inline.content.strip()
    return text == ABOVE, text == BEFORE or cell.joined
