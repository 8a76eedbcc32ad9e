"""Blocks that span all columns, and go on over the page: WeasyPrint 70 loses its place in them.

It notes where a spanning block broke off as if that were a place among the
columns, and goes on from there on the next page: with another block, with the
wrong part of this one, or with none at all, and then it fails. Where each block
broke off is remembered here, and said again. And where columns cannot be
balanced in the room that is left, it forgets whatever comes after them. The
functions are private to WeasyPrint; ``tests/pdf`` tells when an upgrade moves them.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import block

_level = block.block_level_layout
_columns = block.columns_layout
_RESUME, _BROKEN = "_publish_resume", "_publish_broken"


def install() -> None:
    """Let WeasyPrint lay out as above; harmless when done twice."""
    block.block_level_layout = _lay_out_block
    block.columns_layout = _lay_out_columns


def _lay_out_block(
    context: Any, box: Any, bottom_space: Any, skip_stack: Any, *others: Any, **named: Any
) -> Any:
    """As WeasyPrint's, but it goes on where the block broke off, and remembers the next place."""
    skip_stack = vars(box).pop(_RESUME, skip_stack)
    result = _level(context, box, bottom_space, skip_stack, *others, **named)
    if result[0] is not None and result[1] and _spans(box):
        setattr(result[0], _BROKEN, result[1])
    return result


def _lay_out_columns(
    context: Any, box: Any, bottom_space: Any, skip_stack: Any, *others: Any
) -> Any:
    """As WeasyPrint's, but a spanning block's place is its own."""
    if skip_stack:
        ((index, inside),) = skip_stack.items()
        if inside and _spans(box.children[index]):
            children = list(box.children)
            children[index] = children[index].copy()
            setattr(children[index], _RESUME, inside)
            box = box.copy_with_children(children)
    new, *rest = _columns(context, box, bottom_space, skip_stack, *others)
    if new is not None and new.children:
        start = next(iter(skip_stack), 0) if skip_stack else 0
        rest[0] = _place(box.children, new.children, start, rest[0])
    return (new, *rest)


def _place(children: Any, drawn: Any, start: int, place: Any) -> Any:
    """Where to go on after what was ``drawn`` of ``children``, from the child ``start`` on."""
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
