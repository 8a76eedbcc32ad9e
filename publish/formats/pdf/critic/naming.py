"""The elements of a laid-out article in words, such as "Figure 3"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes

from publish.cascade.nodes import classes

CONTAINERS = frozenset({"html", "body", "main", "article"})
"""Elements that hold an article's blocks, and are none."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS = {"figure": "a picture", "table": "a table", "pre": "a listing", "p": "a paragraph"}
_BY_CLASS = {
    "pullquote": "a pull quote",
    "figure-of": "a callout number",
    "recommendations": "the recommendations",
    "box": "a box",
    "equation": "a formula",
    "credits": "the image credits",
    "colophon": "the colophon",
    "references": "the references",
    "end": "the end matter",
    "matter": "the end matter",
    "guide": "the contents",
    "key-points": "the key points",
    "table-source": "the source of a table",
}
_WORDS = 6
_FORCED = frozenset({"always", "page", "left", "right", "recto", "verso"})
"""Values of `break-before` and `break-after` (CSS Fragmentation 3 §3.1)."""


def first_block(box: Any) -> Element | None:
    """The first block of the article on a page or in a column."""
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox):
            continue
        element = getattr(child, "element", None)
        if element is None or child.element_tag in CONTAINERS:
            if (found := first_block(child)) is not None:
                return found
        else:
            return _own(child)
    return None


def _own(box: Any) -> Element | None:
    element: Element | None = box.element
    return element


def named(element: Element) -> str:
    """An editor's name for it: its number, or its kind and its first words."""
    names = classes(element)
    number = next((e for e in element.iter() if "number" in classes(e)), None)
    if element.tag in ("figure", "table") and number is not None:
        return " ".join("".join(number.itertext()).split()).rstrip(".:")
    if element.tag in _HEADINGS:
        return f"the heading “{_words(element)}”"
    for name, words in _BY_CLASS.items():
        if name in names:
            return words
    kind = _KINDS.get(element.tag, "what follows")
    caption = next((e for e in element.iter() if "caption" in classes(e)), None)
    if caption is not None and (words := _words(caption)):
        return f"{kind} (“{words}”)"
    return kind


def is_forced(element: Element) -> bool:
    """Whether the source asks for a page break here."""
    return "page-break" in classes(element)


def is_set_apart(before: Any, after: Any) -> bool:
    """Whether the theme asks for the break between two pages: a chapter begins, or a cover ends.

    What goes on from one page to the other asks for nothing between them.
    """
    ends, begins = _outermost(before, last=True), _outermost(after)
    continued = {box.element for box in ends} & {box.element for box in begins}
    return any(
        box.style[side] in _FORCED and box.element not in continued
        for side, edge in (("break_after", ends), ("break_before", begins))
        for box in edge
    )


def _outermost(page: Any, *, last: bool = False) -> list[Any]:
    """The boxes at the head of a page, or at its foot, from the outside in."""
    found: list[Any] = []
    box = page
    while inner := [child for child in getattr(box, "children", ()) if is_flow(child)]:
        box = inner[-1 if last else 0]
        if getattr(box, "element", None) is None:
            continue
        found.append(box)
    return found


def is_flow(box: Any) -> bool:
    """Whether a box is one of the article's blocks on a page, and none of its margins or notes."""
    apart = isinstance(box, boxes.MarginBox | boxes.FootnoteAreaBox)
    return not apart and isinstance(box, boxes.BlockLevelBox)


def mentions(elements: list[Element]) -> Iterator[tuple[Element, Element]]:
    """Figures and tables, each with the first reference to it, in the order of these references."""
    holders: dict[str, Element] = {}
    for element in elements:
        if element.tag in ("figure", "table"):
            for inner in element.iter():
                if (id := inner.get("id")) is not None:
                    holders.setdefault(id, element)
    done: set[Element] = set()
    for element in elements:
        if element.tag == "a" and "xref" in classes(element):
            target = holders.get((element.get("href") or "").removeprefix("#"))
            if target is not None and target not in done:
                done.add(target)
                yield target, element


def _words(element: Element) -> str:
    words = "".join(element.itertext()).split()
    return " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")
