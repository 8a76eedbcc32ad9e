"""Lists: every item's blocks, the first of them with the item's marker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from publish.formats.docx.blocks.context import Context
from publish.formats.docx.blocks.list_markers import Series
from publish.formats.docx.model import boxes, roles

if TYPE_CHECKING:
    from publish.formats.docx.blocks.walk import Walk


def add_list(walk: Walk, element: Element, context: Context) -> None:
    """Add the items of a list."""
    if (element.text or "").strip() or any((item.tail or "").strip() for item in element):
        raise roles.unknown(element, "a list, outside its items,")
    items = list(element)
    series = Series.of(element)
    context = replace(context, marker=None)
    if not context.levels:
        context = replace(context, first=True, last=True)

    def fill(inner: Context) -> None:
        for number, item in enumerate(items):
            if item.tag != "li":
                raise roles.unknown(item, "a list")
            _add_item(walk, item, series, inner.child(number == 0, number == len(items) - 1))

    walk.add_box(element, context, fill)


def _add_item(walk: Walk, item: Element, series: Series | None, context: Context) -> None:
    if not walk.markers.has_marker(item):
        keeps_place = (*roles.SECTIONS.values(), roles.CONTENTS, roles.LISTS)
        place = context.place if context.place in keeps_place else "List"
        walk.block(item, replace(context, place=place))
        return
    marker = walk.markers.marker(item, context.levels, _start(walk, item, context), series)
    kind = "Bullet" if series is None else "Number"
    place = roles.leveled(f"List {kind}", len(marker.levels))
    walk.block(item, replace(context, place=place, marker=marker, levels=marker.levels))


def _start(walk: Walk, item: Element, context: Context) -> float:
    """Where the lines of an item begin, from the side where lines begin."""
    box = walk.cascade.box(item)
    offset, width = boxes.placed(box, context.measure)
    inner = replace(context, left=context.left + offset, measure=width)
    return inner.right if box.rtl else inner.left
