"""The printed widths of pictures, computed from a theme's CSS before layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.looks import BoxLook
from publish.cascade.on_paper import of_shape
from publish.page import Page

_MILLIMETRES = 25.4 / 72


def printed_widths(page: Page) -> Mapping[str, float]:
    """Millimetres across which ``page`` prints each of its pictures, at most.

    By the names of their files: the text area, less what surrounds a picture, divided
    by the columns where it is in one.
    """
    found = of_shape(page, _widths)
    return {image.source_name: found[image.name] for image in page.images if image.name in found}


def _widths(cascade: Cascade) -> Mapping[str, float]:
    """The same by the names of pictures in the markup."""
    root = cascade.root
    whole = cascade.page("right").measure
    parents = {child: parent for parent in root.iter() for child in parent}
    found: dict[str, float] = {}
    for picture in root.iter("img"):
        width = width_on_paper(cascade, _path(picture, parents), whole) * _MILLIMETRES
        found.setdefault(picture.get("src", ""), width)
    return found


def _path(picture: Element, parents: Mapping[Element, Element]) -> list[Element]:
    """The elements from the root down to ``picture``."""
    path = [picture]
    while path[-1] in parents:
        path.append(parents[path[-1]])
    return path[::-1]


def width_on_paper(cascade: Cascade, path: Sequence[Element], whole: float) -> float:
    """Points across the last element of ``path``, which leads from the root down to it.

    An element that spans columns has the width of all of them.
    """
    room = undivided = whole
    for element in path:
        box = cascade.box(element)
        if box.spanning:
            room = undivided
        room = undivided = _inside(box, room)
        if box.columns is not None:
            count = box.columns.fitting(room)
            room = (room - (count - 1) * box.columns.gap.of(room)) / count
    return room


def _inside(box: BoxLook, room: float) -> float:
    """The width of a box's content in ``room`` points."""
    margins = sum(side.of(room) for side in (box.margin.left, box.margin.right) if side)
    edges = sum(side.of(room) for side in (box.padding.left, box.padding.right))
    edges += sum(side.width for side in (box.border.left, box.border.right) if side)
    held = edges if box.border_box else 0.0
    width = room - margins - edges
    if box.width is not None:
        width = box.width.of(room) - held
    if box.max_width is not None:
        width = min(width, box.max_width.of(room) - held)
    return max(1.0, width)
