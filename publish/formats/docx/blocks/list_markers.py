"""The markers of list items: their format, and how numbers count."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.looks import BoxLook
from publish.errors import Problem, ThemeError
from publish.formats.docx.model import boxes
from publish.formats.docx.model.formatting import twips
from publish.formats.docx.model.numbering import GREATEST, Item, Level
from publish.formats.docx.styles.fonts import FontBook
from publish.values import dataclass

NUMBERS = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "hebrew": "hebrew1",
    # Whether Word shows digits in the numerals of the language is its reader's setting.
    **dict.fromkeys(("arabic-indic", "persian", "bengali", "devanagari", "myanmar"), "decimal"),
}
"""Word's number formats for CSS's counter styles."""
BULLETS = {"disc": "•", "circle": "◦", "square": "▪"}


@dataclass
class Series:
    """The counter of an ordered list: its next number, and how its items counted so far."""

    number: int
    id: int = 0
    start: int = 0
    expected: int = 0
    levels: tuple[Level, ...] = ()

    @classmethod
    def of(cls, element: Element) -> Series | None:
        """The counter of a list, from its ``start``; ``None`` for a bulleted list."""
        if element.tag != "ol":
            return None
        start = element.get("start", "1")
        return cls(int(start) if start.lstrip("-").isdigit() else 1)


@dataclass
class Marker:
    """The marker of one list item, until the item's first paragraph takes it."""

    element: Element
    outer: tuple[Level, ...]
    level: Level
    series: Series | None = None
    number: int = 0
    taken: bool = False

    @property
    def levels(self) -> tuple[Level, ...]:
        """All levels down to this one."""
        return (*self.outer, self.level)


@dataclass
class ListMarkers:
    """Makes markers and items; items that count on are one series."""

    cascade: Cascade
    book: FontBook
    _series: int = 0

    def has_marker(self, item: Element) -> bool:
        """Does the item have a marker?"""
        return self.cascade.box(item).list_style != "none" or bool(self.cascade.marker(item).text)

    def marker(
        self, item: Element, outer: tuple[Level, ...], left: float, series: Series | None
    ) -> Marker:
        """The marker of ``item``, whose text begins ``left`` points from the start of lines."""
        level = self._level(item, left)
        if series is None:
            return Marker(item, outer, level)
        if item.get("value", "").lstrip("-").isdigit():
            series.number = int(item.get("value", ""))
        number = series.number
        series.number += 1
        if level.kind == "bullet":
            return Marker(item, outer, level)
        if not 0 <= number <= GREATEST:
            literal = replace(level, kind="bullet", text=level.text.format(number))
            return Marker(item, outer, literal)
        return Marker(item, outer, level, series, number)

    def item(self, marker: Marker, left: int) -> Item:
        """The place in its list of the paragraph that takes ``marker``, indented by ``left``."""
        marker.taken = True
        level = marker.level
        if left != level.left:
            # The first paragraph is indented more than the item: a quotation, a listing.
            level = replace(level, left=left, hanging=left - level.left + level.hanging)
        levels = (*marker.outer, level)
        series = marker.series
        if series is None:
            return Item(levels)
        if (series.levels, series.expected) != (levels, marker.number):
            self._series += 1
            series.id, series.start, series.levels = self._series, marker.number, levels
        series.expected = marker.number + 1
        return Item(levels, series.id, series.start)

    def _level(self, item: Element, left: float) -> Level:
        marker = self.cascade.marker(item)
        kind, text = _kind_and_text(self.cascade.box(item), marker.text)
        characters = self.book.changes(marker.characters, self.cascade.characters(item))
        # The marker ends with a space (CSS Counter Styles 3 §3.4), and that at the text's edge.
        gap = max(1.0, self.book.width(" ", marker.characters)) + self._inset(item)
        level = Level(kind, text, twips(left), twips(gap), characters=characters)
        if not self.cascade.box(item).rtl:
            return level
        # In lines from the right, programs disagree about what left means, but not about the
        # center: half a marker reaches from there to the gap.
        half = self.book.width(text.replace("{}", "0"), marker.characters) / 2
        return replace(level, align="center", hanging=twips(gap + half))

    def _inset(self, item: Element) -> float:
        """From the edge of an item's box, outside of which its marker is, to its text."""
        box = self.cascade.box(item)
        side = "right" if box.rtl else "left"
        return box.padding[side].of(0.0) + boxes.thickness(box.border[side])


def _kind_and_text(box: BoxLook, text: str | None) -> tuple[str, str]:
    """Word's number format and the marker's text, with ``{}`` for the number."""
    text = text if text is not None else box.list_text
    if text is not None:
        return "bullet", text.rstrip(" ")
    if box.list_style in BULLETS:
        return "bullet", BULLETS[box.list_style]
    if box.list_style in NUMBERS:
        return NUMBERS[box.list_style], "{}."
    raise ThemeError(
        Problem(
            "theme-list-style",
            f"list-style-type: {box.list_style} has no counterpart in Word",
            f"Use a string, or one of {', '.join((*BULLETS, *NUMBERS))}.",
        )
    )
