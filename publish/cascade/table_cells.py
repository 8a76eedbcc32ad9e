"""The cells of a table at their places in its grid (HTML §4.9.12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from publish.values import dataclass

_WIDEST = 1000
"""The most columns and rows that a cell may span (HTML §4.9.11)."""


@dataclass(frozen=True)
class Placed:
    """A cell and its place in the grid."""

    element: Element
    row: int
    column: int
    across: int
    down: int


def placed(rows: Sequence[Element]) -> Iterator[Placed]:
    """Every cell of ``rows`` with its place."""
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            across = _span(cell.get("colspan"))
            down = min(_span(cell.get("rowspan")), len(rows) - y)
            taken |= {(y + j, x + i) for j in range(1, down) for i in range(across)}
            yield Placed(cell, y, x, across, down)
            x += across


def _span(value: str | None) -> int:
    return min(_WIDEST, max(1, int(value))) if value and value.isdigit() else 1
