"""Lets a table or a box that is kept whole go on over the page, where it would leave a hole.

This is the last resort: a table has at least two rows on each side of the break.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from weasyprint.formatting_structure import boxes

from publish.cascade.nodes import classes

LEAST_HOLE = 0.15
"""The empty share of a page that justifies it."""
_LEAST_ROWS = 4
_KEPT = frozenset({"avoid", "avoid-page", "avoid-column"})
_BOX = "box"


def parted(figure: Any) -> Any | None:
    """A copy of a table or box that may break; None if ``figure`` is neither, or may already."""
    if getattr(figure, "is_table_wrapper", False):
        return _parted_table(figure)
    is_box = figure.element is not None and _BOX in classes(figure.element)
    return _free(figure) if is_box and figure.style["break_inside"] in _KEPT else None


def _parted_table(wrapper: Any) -> Any | None:
    table = wrapper.get_wrapped_table()
    is_kept = table.style["break_inside"] in _KEPT or wrapper.style["break_inside"] in _KEPT
    groups = [g for g in table.children if not (g.is_header or g.is_footer)]
    rows = list(chain.from_iterable(group.children for group in groups))
    if not is_kept or len(rows) < _LEAST_ROWS:
        return None
    joined = {id(rows[1]), id(rows[-1])}
    changed = [_with_joined_rows(g, joined) if g in groups else g for g in table.children]
    table = _free(table)
    table.children = changed
    wrapper = _free(wrapper)
    wrapper.children = [
        table if isinstance(child, boxes.TableBox) else child for child in wrapper.children
    ]
    return wrapper


def _with_joined_rows(group: Any, joined: set[int]) -> Any:
    """A copy of a group of rows; no page breaks before the rows that are ``joined``."""
    group = group.copy()
    rows = []
    for row in group.children:
        if id(row) in joined:
            row = row.copy()
            row.style = row.style.copy()
            row.style["break_before"] = "avoid"
        rows.append(row)
    group.children = rows
    return group


def _free(box: Any) -> Any:
    box = box.copy()
    box.style = box.style.copy()
    box.style["break_inside"] = "auto"
    return box
