"""Listings: every line is a paragraph, so that it can hang; Word numbers the lines."""

from __future__ import annotations

from dataclasses import field, replace
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.nodes import classes
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.formatting import ParagraphFormat, twips
from publish.formats.docx.model.numbering import GREATEST, Item, Level
from publish.formats.docx.styles.fonts import FontBook
from publish.values import dataclass

NUMBER = "data-line"
"""The attribute with the number of a line."""


def is_line(element: Element) -> bool:
    """Is ``element`` a line of a listing?"""
    return element.tag == "span" and roles.LINE in classes(element)


@dataclass
class Listings:
    """Numbers the lines of listings; every listing has a series of its own.

    Series of lists count up from 1, those of listings down from -1.
    """

    cascade: Cascade
    book: FontBook
    _series: int = 0
    _expected: int = field(default=-1)
    _start: int = 1

    def numbered(
        self, element: Element, format: ParagraphFormat
    ) -> tuple[Item | None, ParagraphFormat]:
        """The place of a line in the numbering of its listing, and its format with that."""
        written = element.get(NUMBER, "")
        if not written.isdecimal() or int(written) > GREATEST:
            return None, format
        number = int(written)
        if number != self._expected:
            self._series -= 1
            self._start = number
        self._expected = number + 1
        level = self._level(element, format)
        # The numbering indents the line, so that its further lines are below its beginning.
        return Item((level,), self._series, self._start), replace(format, left=None, first=None)

    def _level(self, element: Element, format: ParagraphFormat) -> Level:
        before = self.cascade.generated(element, "before")
        left = format.left or 0
        if before is None:
            return Level("decimal", "{}", left, 0)
        gap = boxes.length(before.box.margin.right, 0.0) + before.box.padding.right.of(0.0)
        characters = self.book.changes(before.characters, self.cascade.characters(element))
        return Level("decimal", "{}", left, twips(gap), characters=characters)
