"""Determines an SVG's size from viewBox, width and height (SVG 1.1 §7)."""

from __future__ import annotations

import re

from lxml import etree

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_LENGTH = re.compile(rf"\s*({NUMBER})\s*(px|pt|pc|mm|cm|in|Q)?\s*")
_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 960 / 25.4, "in": 96.0,
           "Q": 24 / 25.4}  # fmt: skip
_WIDEST = 40
"""Largest ratio of the sides; beyond it the picture is a line."""
_LARGEST = 20_000
"""CSS pixels: five meters."""


class NoSize(Exception):
    """An SVG without a usable size."""


def set_size(root: etree._Element) -> tuple[int, int]:
    """Set width, height and viewBox on ``root``; return the size in whole CSS pixels.

    Raises :class:`NoSize`.
    """
    view = [float(number) for number in re.findall(NUMBER, root.get("viewBox", ""))]
    sides = [_pixels(root.get(side, "")) for side in ("width", "height")]
    box = view if len(view) == 4 and min(view[2:]) > 0 else None
    width, height = _sides(sides, box)
    if not 1 / _WIDEST <= width / height <= _WIDEST:
        raise NoSize("it is a line, not a picture")
    if box is None:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    scale = min(1.0, _LARGEST / max(width, height))
    whole = max(1, round(width * scale)), max(1, round(height * scale))
    root.set("width", str(whole[0]))
    root.set("height", str(whole[1]))
    return whole


def _sides(sides: list[float | None], box: list[float] | None) -> tuple[float, float]:
    width, height = sides
    if width and height:
        return width, height
    if box is None:
        raise NoSize("it states no size")
    ratio = box[2] / box[3]
    if width:
        return width, width / ratio
    if height:
        return height * ratio, height
    return box[2], box[3]


def _pixels(written: str) -> float | None:
    match = _LENGTH.fullmatch(written)
    if match is None:
        return None
    value = float(match[1]) * _PIXELS[match[2] or "px"]
    return value if value > 0 else None
