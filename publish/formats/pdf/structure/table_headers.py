"""Sets the Headers of table cells (ISO 32000-1 §14.8.5.7), with spans resolved.

WeasyPrint counts columns wrongly after cells that span rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name

from publish.formats.pdf.structure.tree import kids
from publish.values import dataclass


@dataclass(frozen=True)
class _Placed:
    cell: Dictionary
    row: int
    column: int
    across: int
    down: int

    @property
    def heads_rows(self) -> bool:
        return bool(Name.Row == self.cell.A.get("/Scope"))


def set_headers(table: Dictionary) -> None:
    """Set the Headers of every cell of ``table``; header cells have their Scope already."""
    cells = list(_place_cells(table))
    by_column: dict[int, list[_Placed]] = {}
    by_row: dict[int, list[_Placed]] = {}
    for header in (c for c in cells if Name.TH == c.cell.S and "/ID" in c.cell):
        if header.heads_rows:
            for r in range(header.row, header.row + header.down):
                by_row.setdefault(r, []).append(header)
        else:
            for c in range(header.column, header.column + header.across):
                by_column.setdefault(c, []).append(header)
    for cell in cells:
        left = [h for r in range(cell.row, cell.row + cell.down) for h in by_row.get(r, ())]
        above = [
            h for c in range(cell.column, cell.column + cell.across) for h in by_column.get(c, ())
        ]
        found = [h for h in left if h.column < cell.column]
        found += [h for h in above if h.row + h.down <= cell.row]
        names = {bytes(h.cell.ID): h.cell.ID for h in found}
        if names:
            cell.cell.A.Headers = Array(names.values())
        elif "/Headers" in cell.cell.A:
            del cell.cell.A["/Headers"]


def _place_cells(table: Dictionary) -> Iterator[_Placed]:
    """Yield the cells of a table with their grid positions."""
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(_rows(table)):
        column = 0
        for cell in kids(row):
            if cell.S not in (Name.TH, Name.TD) or not isinstance(cell.get("/A"), Dictionary):
                continue
            while (r, column) in taken:
                column += 1
            across, down = (int(cell.A.get(key, 1)) for key in ("/ColSpan", "/RowSpan"))
            taken |= {(r + i, column + j) for i in range(down) for j in range(across)}
            yield _Placed(cell, r, column, across, down)
            column += across


def _rows(node: Dictionary) -> Iterator[Dictionary]:
    for kid in kids(node):
        if Name.TR == kid.S:
            yield kid
        elif kid.S != Name.Caption:
            yield from _rows(kid)
