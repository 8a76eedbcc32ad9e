"""Sets the end of an article in columns: end matter below them gives way before it has a page.

``placement/end_matter`` says how, and ``placement/later_figures`` does it without columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from math import inf
from typing import Any

from weasyprint.css.properties import Dimension

from publish.formats.pdf.layout.columns import balance
from publish.formats.pdf.layout.placement import end_matter, positions, sizes

_RESUME = 1
"""The place in WeasyPrint's result of where to go on."""

Result = tuple[Any, ...]
LayOut = Callable[[Any, float], Result]
"""Lays out a box in columns, with so many pixels left below it and nothing left of a trial."""


def with_good_end(context: Any, box: Any, space: float, start: int, lay_out: LayOut) -> Result:
    """The layout of an article from its child ``start`` on, with a page more or a fuller last one
    where only end matter or a few lines are left for it."""
    result = lay_out(box, space)
    if box.element_tag != "article" or result[0] is None or not result[_RESUME]:
        return result
    if abs(space) == inf:
        return result
    left = _left(box, result[_RESUME])
    if left and all(map(end_matter.is_end, left)):
        for tried in _tighter(context, box, start, result):
            again = lay_out(tried, space)
            if again[0] is not None and not again[_RESUME]:
                return again
        result = lay_out(box, space)
    if not end_matter.is_short(left):
        return result
    return _with_fuller_last(context, box, space, lay_out, result)


def _with_fuller_last(
    context: Any, box: Any, space: float, lay_out: LayOut, result: Result
) -> Result:
    """The result with more left for the last page, if that is a few lines now."""
    top, foot = result[0].position_y, context.page_bottom - space
    column = _column(result)

    def height(child: Any) -> float:
        parent = result[0] if _spans(child) or column is None else column
        beside = balance.count(child, parent.width) if _is_divided(child) else 1
        alone = child if beside == 1 else _in_one_column(child, parent.width / beside)
        laid = sizes.laid_out(context, parent, alone)
        return float(laid.margin_height() / beside * parent.width / result[0].width)

    left = _left(box, result[_RESUME])
    if need := end_matter.lacking(left, height, foot - top):
        again = lay_out(box, space + need)
        foot = context.page_bottom - space
        if again[0] is not None and end_matter.is_full(_mean_reach(again[0]), top, foot):
            return again
        return lay_out(box, space)
    return result


def _mean_reach(laid: Any) -> float:
    """How far down the page the text goes, less what shorter columns leave empty."""
    reach, rows = sizes.reach(laid), groupby(laid.children, lambda child: child.is_column)
    for is_column, row in rows:
        if is_column:
            ends = [sizes.reach(column) for column in row]
            reach -= sum(max(ends) - end for end in ends) / len(ends)
    return reach


def _in_one_column(box: Any, width: float) -> Any:
    """A copy of a box in columns with one of them alone, of which the height is found at once."""
    copy = box.copy()
    copy.style = box.style.copy()
    copy.style["column_width"] = copy.style["column_count"] = "auto"
    copy.style["width"] = Dimension(width, "px")
    return copy


def _is_divided(box: Any) -> bool:
    return any(box.style[name] != "auto" for name in ("column_width", "column_count"))


def _left(box: Any, position: dict[int, Any]) -> list[Any]:
    """The boxes that are left after a position, as far as none is broken."""
    ((at, inside),) = position.items()
    early = [piece.box for piece in positions.first(inside)]
    if isinstance(inside, positions.Position) and inside.done:
        return early
    return [*early, *box.children[at:]]


def _tighter(context: Any, box: Any, start: int, result: Result) -> Iterator[Any]:
    """The box with tight end matter, then with a smaller last picture in the columns, too."""
    children = [
        end_matter.tight(child) if place >= start and end_matter.is_end(child) else child
        for place, child in enumerate(box.children)
    ]
    yield box.copy_with_children(children)
    column = _column(result)
    for place in reversed(range(start, len(children))):
        child = children[place]
        if column is not None and sizes.can_give_way(child) and not _spans(child):
            children[place] = sizes.smaller(context, column, child, sizes.SLIGHTLY)
            yield box.copy_with_children(children)
            return


def _column(result: Result) -> Any | None:
    return next((child for child in result[0].children if child.is_column), None)


def _spans(box: Any) -> bool:
    return bool(box.style["column_span"] == "all")
