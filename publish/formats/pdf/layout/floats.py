"""Keeps floated pictures whole, and leaves no narrow column of text beside them.

One that does not fit starts the next page. Nothing waits for the end of what is in the margin.

WeasyPrint 70 breaks floats even if they must not break, which would separate a
picture from its credit. Here a broken float gets the height of the whole, so that
WeasyPrint finds that it does not fit. This wraps a private function; ``tests/formats/pdf``
fails if an upgrade moves it.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline

_weasyprint_float = block.float_layout
_weasyprint_avoid = inline.avoid_collisions
_weasyprint_clearance = block.get_clearance
_UNLIMITED = -1e6
"""A bottom space (pixels) with which nothing breaks."""
_ROUNDING = 0.1
"""Pixels."""
_LEAST = 12.0
"""The least width in ems of a column of text beside a picture."""


def install() -> None:
    """Wrap WeasyPrint's functions; may be called again."""
    block.float_layout = _place_whole
    inline.avoid_collisions = _leave_room
    block.get_clearance = _clear


def _leave_room(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
    """Place a line beside pictures only where there is room for a column of text."""
    if not isinstance(box, boxes.LineBox) or not any(map(_is_figure, context.excluded_shapes)):
        return _weasyprint_avoid(context, box, containing_block, outer)
    width = box.width
    box.width = max(width, min(_LEAST * box.style["font_size"], containing_block.width))
    try:
        return _weasyprint_avoid(context, box, containing_block, outer)
    finally:
        box.width = width


def _clear(context: Any, box: Any, *others: Any) -> Any:
    """Clear what is beside a block in the flow, not what is wholly in the margin on its left."""
    if box.style["clear"] == "none" or box.is_floated():
        return _weasyprint_clearance(context, box, *others)
    shapes = context.excluded_shapes
    margin = box.margin_left if isinstance(box.margin_left, int | float) else 0
    left = box.position_x + min(0, margin) + _ROUNDING
    context.excluded_shapes = [s for s in shapes if s.position_x + s.margin_width() > left]
    try:
        return _weasyprint_clearance(context, box, *others)
    finally:
        context.excluded_shapes = shapes


def _is_figure(shape: Any) -> bool:
    return shape.element is not None and shape.element.tag == "figure"


def _place_whole(
    context: Any,
    box: Any,
    containing_block: Any,
    absolute_boxes: Any,
    fixed_boxes: Any,
    bottom_space: Any,
    skip_stack: Any,
) -> Any:
    shapes = len(context.excluded_shapes)
    others = (containing_block, absolute_boxes, fixed_boxes)
    placed, resume_at = _weasyprint_float(
        context, box, *others, bottom_space, skip_stack=skip_stack
    )
    kept = box.style["break_inside"] in ("avoid", "avoid-page", "avoid-column")
    if resume_at is None or skip_stack is not None or not kept:
        return placed, resume_at
    del context.excluded_shapes[shapes:]
    whole, _ = _weasyprint_float(
        context, box, containing_block, [], [], _UNLIMITED, skip_stack=None
    )
    del context.excluded_shapes[shapes:]
    # WeasyPrint adds the height alone to the top of the margin, and asks whether that fits.
    placed.height = whole.margin_height()
    context.excluded_shapes.append(placed)
    return placed, resume_at
