"""Finds the least height of columns by halves, not by steps.

WeasyPrint 70 begins with the mean of the columns' heights and makes them higher by the least step
that it has met so far, often a pixel: a list of references is laid out fifty times. Here, columns
are filled to a height that is doubled and halved until they are as short as they can be. Where
not all fits, or a block spans the columns, or notes are called in them, WeasyPrint decides. This
wraps a private function; ``tests/formats/pdf`` fails if an upgrade moves it.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block
from weasyprint.layout.percent import percentage

from publish.formats.pdf.layout.placement.sizes import reach
from publish.formats.pdf.layout.placement.trials import remembered

_weasyprint_columns = block.columns_layout
_STEP, _NEAR = 12.0, 1.0
"""Pixels: the first step up from the mean height, and the step at which the search ends."""
_ROUNDING = 0.01
"""Pixels."""
POSITIONED = slice(2, 4)
"""The lists of boxes out of the flow, among the further arguments of ``columns_layout``."""
_RESUME = 1
"""The place in WeasyPrint's result of where to go on."""

Result = tuple[Any, ...]


def lay_out_columns(
    context: Any, box: Any, bottom_space: float, skip_stack: Any, *others: Any
) -> Result:
    """``columns_layout``, whose columns are balanced as above."""
    if abs(bottom_space) == inf or not _is_simple(box):
        return tuple(_weasyprint_columns(context, box, bottom_space, skip_stack, *others))
    bring_back = remembered(context, *others[POSITIONED])
    filled = box.copy()
    filled.style = box.style.copy()
    filled.style["column_fill"] = "auto"

    def fill(space: float) -> Result:
        bring_back()
        return tuple(_weasyprint_columns(context, filled, space, skip_stack, *others))

    whole = fill(bottom_space)
    if whole[0] is None or whole[_RESUME]:
        return whole
    top = _columns(whole)[0].position_y if _columns(whole) else None
    if top is None:
        return whole
    foot = context.page_bottom - bottom_space
    heights = [reach(column) - top for column in _columns(whole)]
    mean = sum(heights) / count(box, whole[0].width)
    return _least(fill, context.page_bottom - top, mean, foot - top, whole)


def _least(
    fill: Callable[[float], Result], below: float, mean: float, most: float, whole: Result
) -> Result:
    """The result of the least height from ``mean`` to ``most`` into which all fits."""
    low, high, step = mean, mean, _STEP
    best = whole
    while high < most:
        found = fill(below - high)
        if _fits(found, high):
            best = found
            break
        low, high, step = high, high + step, 2 * step
    else:
        return fill(below - most)
    last = high
    while high - low > _NEAR:
        middle = (low + high) / 2
        found, last = fill(below - middle), middle
        if _fits(found, middle):
            best, high = found, middle
        else:
            low = middle
    return best if last == high else fill(below - high)


def _fits(found: Result, height: float) -> bool:
    columns = _columns(found)
    return (
        bool(columns)
        and not found[_RESUME]
        and (max(reach(column) - column.position_y for column in columns) <= height + _ROUNDING)
    )


def _columns(found: Result) -> list[Any]:
    return [] if found[0] is None else list(found[0].children)


def count(box: Any, width: float) -> int:
    """The number of columns of a box that is so wide (CSS Multi-column 1 §3.4)."""
    style = box.style
    if style["column_width"] == "auto":
        return int(style["column_count"])
    normal = style["column_gap"] == "normal"
    gap = style["font_size"] if normal else percentage(style["column_gap"], style, width)
    most = max(1, int((width + gap) / (style["column_width"] + gap)))
    return most if style["column_count"] == "auto" else min(most, int(style["column_count"]))


def _is_simple(box: Any) -> bool:
    """Whether all of it is balanced as one, and nothing in it is laid out elsewhere."""
    style = box.style
    return (
        style["column_fill"] == "balance"
        and style["height"] == "auto"
        and style["max_height"].value == inf
        and bool(box.children)
        and all(child.style["column_span"] != "all" for child in box.children)
        and all(
            inner.footnote is None
            for inner in box.descendants()
            if isinstance(inner, boxes.InlineBox | boxes.TextBox | boxes.BlockBox)
        )
    )
