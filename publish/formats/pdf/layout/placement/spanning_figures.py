"""Makes a picture that spans the columns smaller where its page would else end before it.

Figures in columns find their place by ``later_figures``; one that spans them stays in its place,
so its picture gives way, within the same limits.
"""

from __future__ import annotations

from typing import Any

from publish.formats.pdf.layout.placement import sizes


def with_smaller(context: Any, box: Any, laid: Any, position: Any, foot: float) -> Any | None:
    """``box`` with a smaller picture where it goes on, if that then fits above ``foot``.

    ``laid`` is its layout on this page, which goes on at ``position``. None if no picture that
    spans the columns ended the page, or if it would have to be too small.
    """
    if laid is None or not laid.children or not position:
        return None
    ((index, inside),) = position.items()
    figure = box.children[index]
    if inside or index == 0 or figure.style["column_span"] != "all":
        return None
    last = laid.children[-1]
    end = last.border_box_y() + last.border_height()
    hole = foot - end
    if hole < sizes.LEAST_GAIN:
        return None
    found = sizes.fitting_share(context, laid, figure, hole - max(0.0, last.margin_bottom))
    share = found[0] if found else 0.0
    least = sizes.MUCH if hole > sizes.HOLE * (foot - laid.position_y) else sizes.SLIGHTLY
    if share < least:
        return None
    children = list(box.children)
    children[index] = sizes.smaller(context, laid, figure, share)
    return box.copy_with_children(children)
