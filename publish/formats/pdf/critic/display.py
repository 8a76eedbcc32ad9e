"""The last lines of titles, headings, pull quotes and captions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unicodedata import east_asian_width
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from publish.cascade.nodes import classes
from publish.formats.pdf.critic.measures import LastLine

_CLASSES = ("title", "subtitle", "standfirst", "caption")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_LEAST = 0.2
"""The share of the longest line that a last line is wide, at least."""
_LEAST_WORD = 0.5
"""The same for one word: a long one under two short ones is no widow."""
_MOST = 4
"""Lines: what is longer is text."""

_Line = tuple[str, float, float]
"""The text of a line, its width, and the width of its block."""
_Found = dict[Element, tuple[int, str, list[_Line]]]


def last_lines(pages: list[Any]) -> Iterator[LastLine]:
    """Display type of two to four lines that ends in a short word, or in a fifth of a line."""
    found: _Found = {}
    for number, page in enumerate(pages, 1):
        for box in page.children:
            if not isinstance(box, boxes.MarginBox):
                _collect(box, number, None, found, 0.0)
    for number, kind, lines in found.values():
        text, width, _ = lines[-1]
        share = width / max(max(line[1] for line in lines), 1.0)
        least = _LEAST_WORD if words(text) == 1 else _LEAST
        if 1 < len(lines) <= _MOST and share < least:
            yield LastLine(number, kind, text, share, _is_unavoidable(*lines[-2:]))


def _is_unavoidable(before: _Line, last: _Line) -> bool:
    """Whether the last word of the line before has no room in the last one."""
    text, width, _ = before
    if words(last[0]) != 1 or words(text) != len(text.split()):
        return False
    *others, moved = text.split()
    return not others or width * (len(moved) + 1) / len(text) + last[1] > last[2]


def words(text: str) -> int:
    """The number of words in a line; scripts without spaces have one of two letters, on average."""
    wide = sum(east_asian_width(letter) in "WF" for letter in text)
    return max(len(text.split()), -(-wide // 2))


def _collect(
    box: Any,
    number: int,
    shown: tuple[str, Element] | None,
    found: _Found,
    room: float,
) -> None:
    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    if box.element is not None and box.element_tag == box.element.tag:
        shown = _shown(box.element, shown)
    if isinstance(box, boxes.LineBox):
        texts = [b for b in box.descendants() if isinstance(b, boxes.TextBox) and b.text.strip()]
        if shown is not None and texts:
            kind, element = shown
            width = max(b.position_x + b.width for b in texts) - min(b.position_x for b in texts)
            line = " ".join("".join(b.text for b in texts).split()), width, room
            found.setdefault(element, (number, kind, []))[2].append(line)
        return
    for child in getattr(box, "children", ()):
        _collect(child, number, shown, found, getattr(box, "width", room))


def _shown(element: Element, around: tuple[str, Element] | None) -> tuple[str, Element] | None:
    """The kind of display type that an element is, or is in, and the element that is it."""
    names = classes(element)
    for name in _CLASSES:
        if name in names:
            return name, element
    if element.tag in _HEADINGS:
        return "heading", element
    if "pullquote" in names or (around is not None and around[0] == "pull quote"):
        return "pull quote", element
    return around
