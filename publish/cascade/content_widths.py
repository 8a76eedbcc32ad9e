"""The widths of what is in a box: its widest word and its longest line (CSS Sizing 3 §4.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Protocol
from xml.etree.ElementTree import Element

from publish.cascade.formula_text import MATH, shown_text
from publish.cascade.looks import BoxLook, CharacterLook
from publish.cascade.nodes import child_nodes, classes
from publish.cascade.values import PIXEL
from publish.values import dataclass

_SPACE = re.compile(r"[^\S\u00a0\u202f]+")
_BREAK = re.compile(rf"{_SPACE.pattern}|\u200b|(?<=[-‐/])(?=[^\W\d])|(?<=[–—])(?=\w)")
"""Where a line may end (UAX #14): not between a hyphen and a digit."""
_SOFT, _SHOWN = "\u00ad", "-\u200b"
_PICTURE = 36.0
"""Points that a picture in a cell shrinks to."""
_SLACK = 0.5
"""Points added to every width for kerning and rounding."""

Width = Callable[[str, CharacterLook], float]
"""The width of a text in points, on one line."""


class Looks(Protocol):
    """The looks of elements, such as a ``Cascade`` has them."""

    def box(self, element: Element, /) -> BoxLook:
        """The box of an element."""

    def characters(self, element: Element, /) -> CharacterLook:
        """The look of its text."""


def content_widths(looks: Looks, width: Width, cell: Element) -> tuple[float, float]:
    """Points of the widest word and of the longest line in ``cell``, without its padding."""
    return _Measurer(looks, width).block(cell)


def around(box: BoxLook) -> float:
    """Points of a box's margins, padding and borders at its sides."""
    total = 0.0
    for side in ("left", "right"):
        margin, border = box.margin[side], box.border[side]
        total += (margin.of(0.0) if margin else 0.0) + box.padding[side].of(0.0)
        total += border.width if border else 0.0
    return total


@dataclass(frozen=True)
class _Measurer:
    looks: Looks
    width: Width

    def block(self, element: Element) -> tuple[float, float]:
        """The widths of a block's content."""
        least = most = word = line = 0.0
        preserve = self.looks.box(element).preserve
        whole = preserve or "numeric" in classes(element)
        for node in self._nodes(element, self.looks.characters(element)):
            if isinstance(node, Element):
                word = line = 0.0
                if node.tag != "br":
                    inner, outer = self._child(node)
                    least, most = max(least, inner), max(most, outer)
                continue
            text, look = node
            for n, part in enumerate(text.split("\n") if preserve else [text]):
                if n:
                    word = line = 0.0
                for m, (piece, space) in enumerate(_pieces(part, whole)):
                    wide = self.width(piece, look)
                    # A word goes on from one element to the next.
                    word = wide if m else word + wide
                    line += wide + (self.width(" ", look) if space else 0.0)
                    least, most = max(least, word), max(most, line)
        return least + _SLACK, most + _SLACK

    def _nodes(
        self, element: Element, look: CharacterLook
    ) -> Iterator[tuple[str, CharacterLook] | Element]:
        """Texts with their looks, and elements that are no part of a line of text."""
        for node in child_nodes(element):
            if isinstance(node, str):
                yield node, look
            elif node.tag == MATH:
                # A formula is one word.
                yield re.sub(r"\s+", "", shown_text(node)), self.looks.characters(node)
            elif self._is_inline(node):
                yield from self._nodes(node, self.looks.characters(node))
            else:
                yield node

    def _is_inline(self, node: Element) -> bool:
        return node.tag not in ("br", "img") and self.looks.box(node).display == "inline"

    def _child(self, element: Element) -> tuple[float, float]:
        box = self.looks.box(element)
        if element.tag == "img":
            if box.width and not box.width.share:
                width = box.width.points
            else:
                width = float(element.get("width") or 0) * PIXEL
            return min(width, _PICTURE), width
        beside = around(box)
        if element.tag == "tr":
            cells = [self.block(cell) for cell in element]
            return sum(c[0] for c in cells) + beside, sum(c[1] for c in cells) + beside
        least, most = self.block(element)
        return least + beside, most + beside


def _pieces(text: str, whole: bool) -> Iterator[tuple[str, bool]]:
    """The words of a text, each with whether a space is behind it."""
    if whole:
        yield text, False
        return
    text, begin = text.replace(_SOFT, _SHOWN), 0
    for found in _BREAK.finditer(text):
        yield text[begin : found.start()], bool(_SPACE.match(found.group()))
        begin = found.end()
    yield text[begin:], False
