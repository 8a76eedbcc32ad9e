"""Takes back all that laying out a box leaves in WeasyPrint's context.

This uses private attributes of WeasyPrint; ``tests/formats/pdf`` fails if an upgrade moves them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_LISTS = ("footnotes", "current_page_footnotes", "reported_footnotes", "excluded_shapes")


def remembered(context: Any, *lists: list[Any] | None) -> Callable[[], None]:
    """A function that brings ``context`` and ``lists`` back to the state of now.

    WeasyPrint's own way back (``remove_placeholders``) leaves the room that notes took.
    """
    kept = [getattr(context, name) for name in _LISTS]
    kept += [given for given in lists if given is not None]
    contents = [list(one) for one in kept]
    area = context.current_footnote_area
    room = context.page_bottom, area.height, area.children
    broken = dict(context.broken_out_of_flow)

    def bring_back() -> None:
        for one, content in zip(kept, contents, strict=True):
            one[:] = content
        context.page_bottom, area.height, area.children = room
        context.broken_out_of_flow.clear()
        context.broken_out_of_flow.update(broken)

    return bring_back
