"""The grid of a table: which cells reach over which places, and which of them head others.

``^^`` says that the cell above goes on here, ``<<`` or an empty ``||`` that the one
before does (as MultiMarkdown has it).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from markdown_it.token import Token

ABOVE, BEFORE = "^^", "<<"


@dataclass
class Cell:
    """A cell: its text, where it stands, how far it reaches, and what it heads."""

    inline: Token
    align: str = ""
    numeric: bool = False
    """Is it a number, that no line is to end in the midst of?"""
    joined: bool = False
    """Does it only say that the cell before it goes on?"""
    row: int = 0
    column: int = 0
    across: int = 1
    down: int = 1
    scope: str = ""
    """``col`` or ``row`` for a header."""
    headers: list[Cell] = field(default_factory=list)
    ends_row: bool = True
    """Does it reach to the table's edge? The last of a row does not beside one from above."""

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing; a space written as ``&nbsp;`` is nothing, too."""
        return not unescape(self.inline.content).strip()


@dataclass(frozen=True)
class Fault:
    """What is wrong with a mark, and the cell that it stands in."""

    message: str
    cell: Cell


def spanned(rows: Sequence[Sequence[Cell]], head: int) -> Iterator[Fault]:
    """Give the cells their places, and let them reach over the marks behind and below them.

    ``head`` rows are headers. Faults are what is no rectangle, or has no beginning;
    those marks are then cells of their own.
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
                yield Fault(f"there is no cell {where} this mark that could go on here", cell)
            elif up and r == head:
                yield Fault("a cell of the header cannot go on below it", cell)
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
                yield Fault("this cell does not reach over a rectangle", cell)


def _idle(rows: Sequence[Sequence[Cell]], owner: dict[tuple[int, int], Cell]) -> Iterator[Fault]:
    """Rows and columns that no cell begins in (HTML §4.9.12.1 calls them an error)."""
    for row in rows:
        if all(owner[cell.row, cell.column].row < cell.row for cell in row):
            yield Fault("in this row no cell begins: it would be no row", row[0])
    for column in zip(*rows, strict=False):
        if all(owner[cell.row, cell.column].column < cell.column for cell in column):
            yield Fault("in one of the columns no cell begins: it would be none", column[0])


def standing(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The cells that are there, row by row, without the places that others reach over."""
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
    """Make headers of the first ``head`` rows and ``columns``, and tell whether that is complex.

    It is where a scope alone does not say what heads a cell (WCAG technique H43): then
    every cell has its headers. ``rows`` are those of :func:`standing`.
    """
    cells = [cell for row in rows for cell in row]
    for cell in cells:
        cell.scope = "col" if cell.row < head else "row" if cell.column < columns else ""
        if cell.is_empty:
            cell.scope = ""  # a header that says nothing heads nothing
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
    """Does the cell say that the one above, or the one before, goes on?"""
    text = cell.inline.content.strip()
    return text == ABOVE, text == BEFORE or cell.joined
