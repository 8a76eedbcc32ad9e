"""Draws the rules between right-to-left columns in the right places.

WeasyPrint draws a rule to the left of every column but the first; from right to left
that is outside the columns. This wraps WeasyPrint's private function; ``tests/formats/pdf``
fails if an upgrade moves it.
"""

from __future__ import annotations

from typing import Any

from weasyprint.draw import border

from publish.values import dataclass

_weasyprint_draw = border.draw_column_rules


@dataclass(frozen=True)
class _ReversedBox:
    """The used attributes of a box, with its columns from left to right."""

    children: tuple[Any, ...]
    style: Any
    width: float


def _draw_rules(stream: Any, box: Any) -> None:
    if box.style["direction"] == "rtl":
        box = _ReversedBox(tuple(reversed(box.children)), box.style, box.width)
    _weasyprint_draw(stream, box)


def install() -> None:
    """Wrap WeasyPrint's function; may be called again."""
    border.draw_column_rules = _draw_rules
