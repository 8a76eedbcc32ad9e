"""Checks references within an SVG: no part contains itself, and reuse has limits.

Nested reuse multiplies: ten lines of ``use`` can draw a billion shapes. And it nests:
each renderer follows references by recursion, and a long chain ends its stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

import cssselect2
import tinycss2
from lxml import etree

from publish.pictures.pixels import BadPixels

_SVG = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_URL = re.compile(r"url\(\s*['\"]?\s*#([^)'\"]+)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+\.?\d*|\.\d+")
_COMMAND = re.compile(r"([MLHVCSQTAZ])([^MLHVCSQTAZ]*)", re.IGNORECASE)
_ARITY = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 5, "z": 1}
"""Numbers of each command of a path; the flags of an arc may run together."""
_MOST = 200_000
"""Shapes drawn, counting every use, and every marker on the corner of a line."""
DEEPEST = 100
"""Levels of elements, those below a reference counted below what refers to them."""
_Named = Mapping[str, list[etree._Element]]


def refuse_endless(root: etree._Element) -> None:
    """Raise :class:`BadPixels` if an SVG refers to itself, or nests or draws too much.

    Clips, masks, patterns, markers and gradients count as uses do, in attributes and in
    stylesheets. Of parts with the same name, the first and the last count: renderers take one.
    """
    named: dict[str, list[etree._Element]] = {}
    for element in root.iter(f"{_SVG}*"):
        if id := element.get("id"):
            named[id.strip()] = [*named.get(id.strip(), [])[:1], element]
    styled = _styled(root)
    weights: dict[etree._Element, int] = {}
    depths: dict[etree._Element, int] = {}
    open_: set[etree._Element] = set()
    # A stack, not recursion: references may nest without limit.
    waiting: list[tuple[etree._Element, bool]] = [(root, False)]
    while waiting:
        element, done = waiting.pop()
        below = [*_drawn_by(element, named, styled)] if done or element not in weights else []
        if done:
            open_.discard(element)
            weights[element] = 1 + sum(times * weights.get(part, 0) for part, times in below)
            depths[element] = 1 + max((depths.get(part, 0) for part, _ in below), default=0)
            _check(weights[element], depths[element])
        elif element in open_:
            message = f"a part of the SVG contains itself (line {element.sourceline})"
            raise BadPixels("image-drawing", message, "Save it again, as plain SVG or as PNG.")
        elif element not in weights:
            open_.add(element)
            waiting.append((element, True))
            waiting += [(part, False) for part, _ in below]


def _check(weight: int, depth: int) -> None:
    fix = "Simplify it, or save it as PNG."
    if weight > _MOST:
        message = f"the SVG draws more than {_MOST:,} shapes by reusing some"
        raise BadPixels("image-too-large", message, fix)
    if depth > DEEPEST:
        message = f"the SVG's parts refer to each other more than {DEEPEST} levels deep"
        raise BadPixels("image-too-large", message, fix)


def _drawn_by(
    element: etree._Element, named: _Named, styled: Mapping[etree._Element, str]
) -> Iterator[tuple[etree._Element, int]]:
    """Yield what an element draws, and how often: its children, and what it refers to."""
    for child in element.iterchildren("*"):
        yield child, 1
    for key in _HREFS:
        for target in _targets(element.get(key, "").strip().removeprefix("#"), named):
            yield target, 1
    written = " ".join([*map(str, element.attrib.values()), styled.get(element, "")])
    for id in dict.fromkeys(_URL.findall(written)):
        for target in _targets(id.strip(), named):
            yield target, _times(element, target)


def _targets(id: str, named: _Named) -> list[etree._Element]:
    return named.get(id) or named.get(unquote(id), [])


def _times(element: etree._Element, target: etree._Element) -> int:
    """How often a reference draws: paint and markers are inherited by all shapes below."""
    kind = str(target.tag).removeprefix(_SVG)
    if kind == "marker":
        return max(1, sum(map(_corners, element.iter("*"))))
    return sum(1 for _ in element.iter("*")) if kind == "pattern" else 1


def _corners(element: etree._Element) -> int:
    """About how many corners, each with a marker, a line has (SVG 1.1 §8.3, §9.6, §11.6)."""
    runs = _COMMAND.findall(element.get("d", ""))
    of_path = sum(max(1, len(_NUMBER.findall(run)) // _ARITY[key.lower()]) for key, run in runs)
    return of_path + len(_NUMBER.findall(element.get("points", ""))) // 2


def _styled(root: etree._Element) -> dict[etree._Element, str]:
    """Return, for each element, the declarations of stylesheets that refer to something."""
    sheets = [sheet.text or "" for sheet in root.iter(f"{_SVG}style")]
    matcher = cssselect2.Matcher()
    for sheet in filter(_URL.search, sheets):
        for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
            declared = tinycss2.serialize(rule.content) if rule.type == "qualified-rule" else ""
            if _URL.search(declared):
                for selector in _selectors(rule.prelude):
                    matcher.add_selector(selector, declared)
    if not matcher.order:
        return {}
    nodes = cssselect2.ElementWrapper.from_xml_root(root).iter_subtree()
    return {
        node.etree_element: " ".join(declared for *_, declared in matcher.match(node))
        for node in nodes
    }


def _selectors(prelude: list[Any]) -> list[Any]:
    try:
        compiled: list[Any] = cssselect2.compile_selector_list(prelude)
    except cssselect2.SelectorError:
        return []  # the renderers match selectors of this kind, or simpler ones
    return compiled
