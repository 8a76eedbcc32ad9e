"""States how the items of a list are numbered (ISO 32000-1 §14.8.5.5, ListNumbering)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pydyf

_NUMBERING: Mapping[str, str] = {
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
"""The values for CSS's ``list-style-type``."""


def number(element: Any, box: Any) -> None:
    """Set the numbering of a list: as its items show it, or as its kind is without."""
    element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{_numbering(box)}"})


def _numbering(box: Any) -> str:
    if box.element.tag == "dl":
        return "None"
    style = next((item.style["list_style_type"] for item in box.children), "none")
    if isinstance(style, str) and style in _NUMBERING:
        return _NUMBERING[style]
    if box.element.tag == "ol":
        return "Decimal"
    return "None" if style == "none" else "Disc"
