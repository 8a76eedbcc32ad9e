"""Corrects blocks that span all columns and break across pages.

WeasyPrint 70 records the break in a spanning block as a position among the columns,
so the next page continues with another block, the wrong part, or fails. Here the
break position of each block is stored and restored. And if columns cannot be balanced
in the remaining space, WeasyPrint drops what follows them. It also leaves ``column-span`` at
a table, inside the box that the table and its caption share, where nothing spans. This wraps
private functions; ``tests/formats/pdf`` fails if an upgrade moves them.
"""

from __future__ import annotations

from math import inf
from typing import Any

from weasyprint.css import properties
from weasyprint.layout import block

from publish.formats.pdf.layout.columns import ends
from publish.formats.pdf.layout.columns.balance import POSITIONED, lay_out_columns
from publish.formats.pdf.layout.placement.sizes import LEAST_GAIN, reach
from publish.formats.pdf.layout.placement.spanning_figures import with_smaller
from publish.formats.pdf.layout.placement.trials import remembered

_weasyprint_block = block.block_level_layout
_RESUME, _BROKEN = "_publish_resume", "_publish_broken"


def resuming(box: Any, inside: Any) -> Any:
    """Return a copy of ``box`` whose layout goes on ``inside`` it."""
    box = box.copy()
    setattr(box, _RESUME, inside)
    return box


def install() -> None:
    """Wrap WeasyPrint's functions; may be called again."""
    block.block_level_layout = _lay_out_block
    block.columns_layout = _lay_out_columns
    properties.TABLE_WRAPPER_BOX_PROPERTIES.add("column_span")


def _lay_out_block(
    context: Any, box: Any, bottom_space: Any, skip_stack: Any, *others: Any, **named: Any
) -> Any:
    """Resume a block where it broke off, and store its next break."""
    skip_stack = vars(box).get(_RESUME, skip_stack)
    result = _weasyprint_block(context, box, bottom_space, skip_stack, *others, **named)
    if result[0] is not None and result[1] and _spans(box):
        setattr(result[0], _BROKEN, result[1])
    return result


def _lay_out_columns(
    context: Any, box: Any, bottom_space: float, skip_stack: Any, *others: Any
) -> Any:
    """Lay out columns with pictures across them and an end that find their place."""
    bring_back = remembered(context, *others[POSITIONED])
    is_first = True

    def lay_out(tried: Any, space: float) -> Any:
        nonlocal is_first
        if not is_first:
            bring_back()
        is_first = False
        return _with_smaller_picture(context, tried, space, skip_stack, *others)

    start, inside = next(iter(skip_stack.items())) if skip_stack else (0, None)
    return ends.with_good_end(context, box, bottom_space, start + bool(inside), lay_out)


def _with_smaller_picture(
    context: Any, box: Any, bottom_space: float, skip_stack: Any, *others: Any
) -> Any:
    """Lay out columns, with a smaller picture across them where the page would end before it."""
    bring_back = remembered(context, *others[POSITIONED])
    foot = context.page_bottom - bottom_space
    result = _resumed(context, box, bottom_space, skip_stack, *others)
    if abs(foot) == inf:
        return result
    laid, position, *_ = result
    smaller = with_smaller(context, box, laid, position, foot)
    if smaller is not None:
        bring_back()
        again = _resumed(context, smaller, bottom_space, skip_stack, *others)
        if again[0] is not None and reach(again[0]) > reach(result[0]) + LEAST_GAIN:
            return again
        bring_back()
        result = _resumed(context, box, bottom_space, skip_stack, *others)
    return result


def _resumed(context: Any, box: Any, bottom_space: float, skip_stack: Any, *others: Any) -> Any:
    """Pass a spanning block its own break position."""
    if skip_stack:
        ((index, inside),) = skip_stack.items()
        if inside and _spans(box.children[index]):
            children = list(box.children)
            children[index] = resuming(children[index], inside)
            box = box.copy_with_children(children)
    new, *rest = lay_out_columns(context, box, bottom_space, skip_stack, *others)
    if new is not None and new.children:
        start = next(iter(skip_stack), 0) if skip_stack else 0
        rest[0] = _next_position(box.children, new.children, start, rest[0])
    return (new, *rest)


def _next_position(children: Any, drawn: Any, start: int, place: Any) -> Any:
    """Return where to resume after the boxes ``drawn`` of ``children`` from ``start`` on."""
    spanning = [n for n, child in enumerate(children) if n >= start and _spans(child)]
    done = [n for n in spanning if any(children[n].element is box.element for box in drawn)]
    if inside := vars(drawn[-1]).get(_BROKEN):
        return {done[-1]: inside}
    if place is not None:
        return place
    after = done[-1] + 1 if done else start
    if drawn[-1].is_column:
        after = next((n for n in spanning if n >= after), len(children))
    return {after: None} if after < len(children) else None


def _spans(box: Any) -> bool:
    return bool(box.style["column_span"] == "all")
