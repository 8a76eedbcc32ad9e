"""Sets the words of an SVG picture as words, where WeasyPrint 70 sets letter after letter.

Without their neighbors, Arabic letters are not joined and run the wrong way, the signs of an Indic
syllable come apart, and no pair is kerned. A text that gives its letters no places of their own
(SVG 2 §11.4) is drawn as one. This wraps a private function; ``tests/formats/pdf`` fails if an
upgrade moves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import svg
from weasyprint.svg.utils import normalize

_weasyprint_text = svg.text
_OF_LETTERS = ("rotate", "letter-spacing", "textLength")
"""Attributes that need each letter by itself."""
_PLACES = ("x", "y", "dx", "dy")


class _Whole(str):
    """A text that WeasyPrint takes for one letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        if self:
            yield str(self)


def install() -> None:
    """Wrap WeasyPrint's function; may be called again."""
    svg.text = _text
    svg.TAGS.update(dict.fromkeys(("a", "text", "textPath", "tspan"), _text))


def _text(drawing: Any, node: Any, font_size: float) -> None:
    if node.text and _is_one(node):
        node._etree_node.text = _Whole(node.text)
    _weasyprint_text(drawing, node, font_size)


def _is_one(node: Any) -> bool:
    """Whether the letters of a text have no places of their own."""
    return not any(node.get(name) for name in _OF_LETTERS) and all(
        len(normalize(node.attrib.get(name, "")).split()) < 2 for name in _PLACES
    )
