"""Rules between columns that run from right to left.

WeasyPrint draws a rule to the left of every column but the first. From right to
left, that is between no two columns: the last one has nothing to its left. The
function that draws them is private to WeasyPrint; it is wrapped here, in one
place, and ``tests/pdf`` tells when an upgrade moves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint.draw import border

_draw = border.draw_column_rules


@dataclass(frozen=True)
class _Backwards:
    """What is asked of a box in columns, its columns from left to right."""

    children: tuple[Any, ...]
    style: Any
    width: float


def _rules(stream: Any, box: Any) -> None:
    if box.style["direction"] == "rtl":
        box = _Backwards(tuple(reversed(box.children)), box.style, box.width)
    _draw(stream, box)


def install() -> None:
    """Let WeasyPrint draw rules as above; harmless when done twice."""
    border.draw_column_rules = _rules
