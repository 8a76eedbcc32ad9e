"""The columns of a table, and how wide the words in them are (CSS Tables 3 §4.3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.formula_text import ELEMENTS, shown_text
from publish.cascade.looks import CharacterLook
from publish.fonts.advances import advances
from publish.model.publication import FontFace

_BREAK = re.compile(r"[^\S\u00a0\u202f]+|\u200b|(?<=[-‐/])(?=[^\W\d])|(?<=[–—])(?=\w)")
"""Where a line may end (UAX #14): not between a hyphen and a digit."""
_SOFT, _SHOWN = "\u00ad", "-\u200b"
_UNKNOWN, _FIXED = 0.55, 0.61
"""Ems of a character that no font of the theme has, and of one in a monospaced font."""
_PICTURE = 36.0
"""Points of a picture in a cell; it shrinks."""
_KERNING = 0.5


@dataclass(frozen=True)
class Cell:
    """A cell in the grid: its first column, and how many it spans."""

    element: Element
    column: int
    across: int


@dataclass(frozen=True)
class Grid:
    """The cells of a table at their places (HTML §4.9.12)."""

    cells: tuple[Cell, ...]
    count: int

    @classmethod
    def of(cls, table: Element) -> Grid:
        """The grid of a table."""
        cells: list[Cell] = []
        below: dict[int, int] = {}
        """Rows for which a cell from above still takes a column."""
        for row in table.iter("tr"):
            x, above = 0, {c: n - 1 for c, n in below.items() if n > 1}
            for element in row:
                while below.get(x, 0) > 0:
                    x += 1
                across, down = _span(element, "colspan"), _span(element, "rowspan")
                cells.append(Cell(element, x, across))
                above |= {x + n: down - 1 for n in range(across) if down > 1}
                x += across
            below = above
        return cls(tuple(cells), max((c.column + c.across for c in cells), default=0))

    def least(self, widths: Mapping[Element, float]) -> list[float]:
        """The least width of every column, from those of the cells."""
        columns = [0.0] * self.count
        for cell in sorted(self.cells, key=lambda cell: cell.across):
            span = range(cell.column, cell.column + cell.across)
            lacking = widths[cell.element] - sum(columns[c] for c in span)
            for c in span if lacking > 0 else ():
                columns[c] += lacking / cell.across
        return columns


@dataclass(frozen=True)
class Words:
    """Measures words in the fonts of a theme."""

    faces: Sequence[FontFace]

    def widest(self, cell: Element, cascade: Cascade, like: Mapping[Element, Element]) -> float:
        """Points of the widest word in a cell; ``like`` has the elements that look like it."""
        whole = "numeric" in cell.get("class", "").split()
        widest = word = 0.0
        for text, look in self._texts(cell, cascade, like):
            parts = [text] if whole else _BREAK.split(text.replace(_SOFT, _SHOWN))
            for n, part in enumerate(parts):
                word = self.width(part, look) + (0.0 if n else word)
                widest = max(widest, word)
        pictures = _PICTURE if cell.find(".//img") is not None else 0.0
        return max(widest, pictures) + _KERNING

    def width(self, text: str, look: CharacterLook) -> float:
        """Points of a text, without kerning."""
        text = text.upper() if look.caps else text
        known = _advances(self.faces, look)
        usual = _FIXED if "monospace" in look.families else _UNKNOWN
        ems = sum(known.get(ord(c)) or _other(c, usual) for c in text)
        return ems * look.size + look.spacing * len(text)

    def _texts(
        self, element: Element, cascade: Cascade, like: Mapping[Element, Element]
    ) -> Iterator[tuple[str, CharacterLook]]:
        look = cascade.characters(like[element])
        if element.tag.rpartition("}")[2] in ELEMENTS:
            # A formula is one word.
            yield re.sub(r"\s+", "", shown_text(element)), look
            return
        yield element.text or "", look
        for child in element:
            if child.tag == "br":
                yield " ", look
            yield from self._texts(child, cascade, like)
            yield child.tail or "", look


def _advances(faces: Sequence[FontFace], look: CharacterLook) -> Mapping[int, float]:
    for family in look.families:
        own = [face for face in faces if face.family.lower() == family.lower()]
        if own:
            return advances(min(own, key=lambda face: _distance(face, look)).data)
    return {}


def _distance(face: FontFace, look: CharacterLook) -> tuple[bool, int]:
    return (face.style != "normal") != look.italic, abs(face.weight - look.weight)


@lru_cache(maxsize=1024)
def _other(character: str, usual: float) -> float:
    """Ems of a character that the theme's fonts lack."""
    if unicodedata.combining(character):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else usual


def _span(cell: Element, name: str) -> int:
    text = cell.get(name, "1")
    return min(1000, max(1, int(text))) if text.isdigit() else 1
