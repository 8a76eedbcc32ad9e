"""Areas and pictures that end at the edge of the page are drawn to the end of the bleed.

Themes know the trimmed page alone. The layout is done, so nothing moves: what is drawn is larger at
the sides that touch an edge. A picture is enlarged, and what is beyond its box is cut off.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import ReplacedBox

_NEAR = 1.5
"""Pixels of CSS between an edge and what ends there."""


def extend(document: Any) -> None:
    """Draw all pages of a document that is laid out into their bleed."""
    for page in document.pages:
        if any(page.bleed.values()):
            for box in _below(page._page_box):
                _extend(box, page)


def _extend(box: Any, page: Any) -> None:
    if getattr(box, "background", None) is not None and box.background.layers:
        layers = [_layer(layer, page) for layer in box.background.layers]
        box.background = box.background._replace(layers=layers)
    if isinstance(box, ReplacedBox):
        _picture(box, page)


def _layer(layer: Any, page: Any) -> Any:
    return layer._replace(
        painting_area=_grown(layer.painting_area, page),
        clipped_boxes=[(*_grown(shape[:4], page), *shape[4:]) for shape in layer.clipped_boxes],
    )


def _picture(box: Any, page: Any) -> None:
    before = box.content_box_x(), box.content_box_y(), box.width, box.height
    after = _grown(before, page)
    if after == before:
        return
    box.position_x += after[0] - before[0]
    box.position_y += after[1] - before[1]
    box.width, box.height = after[2:]
    box.style = box.style.copy()
    box.style["object_fit"] = "cover"


def _grown(area: Any, page: Any) -> tuple[float, float, float, float]:
    """An area, to the end of the bleed at each side where it meets an edge of the page."""
    x, y, wide, high = area
    right, bottom = x + wide, y + high
    if right <= 0 or bottom <= 0 or x >= page.width or y >= page.height:
        return x, y, wide, high
    x = min(x, -page.bleed["left"]) if x <= _NEAR else x
    y = min(y, -page.bleed["top"]) if y <= _NEAR else y
    right = max(right, page.width + page.bleed["right"]) if right >= page.width - _NEAR else right
    if bottom >= page.height - _NEAR:
        bottom = max(bottom, page.height + page.bleed["bottom"])
    return x, y, right - x, bottom - y


def _below(box: Any) -> Iterator[Any]:
    for child in box.all_children() if hasattr(box, "all_children") else ():
        real = getattr(child, "_box", child)
        yield real
        yield from _below(real)
