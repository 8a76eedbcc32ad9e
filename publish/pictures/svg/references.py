"""Checks references within an SVG for recursion and excessive repetition.

Nested reuse multiplies: ten lines of ``use`` can draw a billion shapes.
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
"""Shapes drawn, counting every use."""


def refuse_recursion(root: etree._Element) -> None:
    """Raise :class:`BadPixels` if an SVG refers to itself or draws too many shapes."""
    named = {id: e for e in root.iter(f"{_SVG}*") if (id := e.get("id"))}
    weights: dict[etree._Element, int] = {}
    open_: set[etree._Element] = set()
    # A stack, not recursion: references may nest without limit.
    waiting: list[tuple[etree._Element, bool]] = [(root, False)]
    while waiting:
        element, done = waiting.pop()
        if done:
            open_.discard(element)
            weights[element] = 1 + sum(weights.get(below, 0) for below in _drawn_by(element, named))
            if weights[element] > _MOST:
                message = f"the SVG draws more than {_MOST:,} shapes by reusing some"
                raise BadPixels("image-too-large", message, "Simplify it, or save it as PNG.")
        elif element in open_:
            message = f"a part of the SVG contains itself (line {element.sourceline})"
            raise BadPixels("image-drawing", message, "Save it again, as plain SVG or as PNG.")
        elif element not in weights:
            open_.add(element)
            waiting.append((element, True))
            waiting += [(below, False) for below in _drawn_by(element, named)]


def _drawn_by(
    element: etree._Element, named: dict[str, etree._Element]
) -> Iterator[etree._Element]:
    """Yield what an element draws: its children and the elements that it refers to."""
    yield from element.iterchildren("*")
    for key in _HREFS:
        target = named.get(element.get(key, "").strip().removeprefix("#"))
        if target is not None:
            yield target
    for value in element.attrib.values():
        for id in _URL.findall(str(value)):
            if (target := named.get(id.strip())) is not None:
                yield target
