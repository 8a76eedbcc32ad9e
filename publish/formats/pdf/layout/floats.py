"""Pictures at the side stay whole: where there is no room for one, it begins the next page.

WeasyPrint 70 breaks whatever floats, also what must not break, so that a picture
would part from its credit at the foot of a page. Here the height of the whole is told
of what was broken; then WeasyPrint itself finds that it does not fit. The function
is private to WeasyPrint; ``tests/pdf`` tells when an upgrade moves it.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import block

_float = block.float_layout
_ENDLESS = -1e6
"""A space to be left at the foot of the page with which nothing ever breaks (pixels)."""


def install() -> None:
    """Let WeasyPrint place floats as above; harmless when done twice."""
    block.float_layout = _place


def _place(
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
    placed, resume_at = _float(context, box, *others, bottom_space, skip_stack=skip_stack)
    kept = box.style["break_inside"] in ("avoid", "avoid-page", "avoid-column")
    if resume_at is None or skip_stack is not None or not kept:
        return placed, resume_at
    del context.excluded_shapes[shapes:]
    whole, _ = _float(context, box, containing_block, [], [], _ENDLESS, skip_stack=None)
    del context.excluded_shapes[shapes:]
    placed.height = whole.height
    context.excluded_shapes.append(placed)
    return placed, resume_at
