"""What a drawing draws more than once: none of it may be in itself, or without measure.

A shape that is used in a group that is used again grows like a chain letter: ten
lines can draw a billion shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from publish.pictures.pixels import BadPixels

_SVG = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_URL = re.compile(r"url\(\s*['\"]?#([^)'\"]+)")
_MOST = 200_000
"""Shapes that are drawn, each use of one counted."""


def refuse_endless(root: etree._Element) -> None:
    """Raise :class:`BadPixels` for a drawing that refers to itself, or draws too much."""
    named = {id: e for e in root.iter(f"{_SVG}*") if (id := e.get("id"))}
    weights: dict[etree._Element, int] = {}
    open_: set[etree._Element] = set()
    # By hand, not by calls: a drawing may nest as deep as it likes through its references.
    waiting: list[tuple[etree._Element, bool]] = [(root, False)]
    while waiting:
        element, done = waiting.pop()
        if done:
            open_.discard(element)
            weights[element] = 1 + sum(weights.get(below, 0) for below in _below(element, named))
            if weights[element] > _MOST:
                message = f"the drawing draws more than {_MOST:,} shapes, by using some again"
                raise BadPixels("image-too-large", message, "Simplify it, or save it as PNG.")
        elif element in open_:
            message = f"a part of the drawing is drawn in itself (line {element.sourceline})"
            raise BadPixels("image-drawing", message, "Save it again, as plain SVG or as PNG.")
        elif element not in weights:
            open_.add(element)
            waiting.append((element, True))
            waiting += [(below, False) for below in _below(element, named)]


def _below(element: etree._Element, named: dict[str, etree._Element]) -> Iterator[etree._Element]:
    """What an element draws: what is in it, and what it refers to."""
    yield from element.iterchildren("*")
    for key in _HREFS:
        target = named.get(element.get(key, "").strip().removeprefix("#"))
        if target is not None:
            yield target
    for value in element.attrib.values():
        for id in _URL.findall(str(value)):
            if (target := named.get(id.strip())) is not None:
                yield target
