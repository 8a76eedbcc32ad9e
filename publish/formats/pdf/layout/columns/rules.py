"""Draws the rules between columns in the right places, and no longer than their text.

WeasyPrint draws a rule to the left of every column but the first; from right to left
that is outside the columns. And it draws it as long as the columns' boxes, down to whatever comes
below, margins included. This wraps WeasyPrint's private function; ``tests/formats/pdf``
fails if an upgrade moves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from weasyprint.draw import border

from publish.formats.pdf.layout.placement.sizes import reach
from publish.values import dataclass

_weasyprint_draw = border.draw_column_rules


@dataclass(frozen=True)
class _Columns:
    """The used attributes of a box, with its columns from left to right."""

    children: tuple[Any, ...]
    style: Any
    width: float


def _draw_rules(stream: Any, box: Any) -> None:
    children = tuple(_as_long_as_text(box.children))
    if box.style["direction"] == "rtl":
        children = children[::-1]
    _weasyprint_draw(stream, _Columns(children, box.style, box.width))


def _as_long_as_text(children: Sequence[Any]) -> Iterator[Any]:
    """The boxes of columns, which end where the last of those beside each other does."""
    for spans, row in groupby(children, lambda child: child.style["column_span"] == "all"):
        columns = list(row)
        if not spans:
            end = max(map(reach, columns))
            columns = [_ending(column, end) for column in columns]
        yield from columns


def _ending(column: Any, end: float) -> Any:
    column = column.copy()
    column.height = max(0.0, min(column.height, end - column.position_y))
    return column


def install() -> None:
    """Wrap WeasyPrint's function; may be called again."""
    border.draw_column_rules = _draw_rules
