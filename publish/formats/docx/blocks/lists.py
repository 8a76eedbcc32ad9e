"""Lists: what a list item's marker looks like, and how its numbers count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.looks import BoxLook
from publish.errors import Problem, ThemeError
from publish.formats.docx.model import boxes
from publish.formats.docx.model.blocks import Item, Level
from publish.formats.docx.model.formatting import difference, twips
from publish.formats.docx.styles.fonts import FontBook

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
    # Word shows figures as its reader has set it, in the numerals of the language or not.
    **dict.fromkeys(("arabic-indic", "persian", "bengali", "devanagari", "myanmar"), "decimal"),
}
BULLETS = {"disc": "•", "circle": "◦", "square": "▪"}


GREATEST = 32767
"""The greatest number that Word counts to in a list (§17.9.26)."""


@dataclass
class Series:
    """An ordered list as it is walked: the number to come, and how it has counted so far."""

    number: int
    id: int = 0
    start: int = 0
    expected: int = 0
    levels: tuple[Level, ...] = ()


@dataclass
class Marker:
    """The marker of one list item, waiting for the item's first paragraph to take it."""

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
class Lists:
    """Makes markers and items; gives every run of counted items its own series."""

    cascade: Cascade
    book: FontBook
    _series: int = 0

    def is_marked(self, item: Element) -> bool:
        """Does the item have a marker at all?"""
        return self.cascade.box(item).list_style != "none" or bool(self.cascade.marker(item).text)

    def marker(
        self, item: Element, outer: tuple[Level, ...], left: float, series: Series | None
    ) -> Marker:
        """The marker of ``item``, whose text begins ``left`` points from where lines begin."""
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

    def _level(self, item: Element, left: float) -> Level:
        marker = self.cascade.marker(item)
        kind, text = _content(self.cascade.box(item), marker.text)
        own = self.book.format(self.cascade.characters(item))
        said = difference(self.book.format(marker.characters), own)
        # The marker ends with a space (CSS Counter Styles 3 §3.4), and that at the text's edge.
        gap = max(1.0, self.book.width(" ", marker.characters)) + self._inset(item)
        level = Level(kind, text, twips(left), twips(gap), said=tuple(sorted(said.items())))
        if not self.cascade.box(item).rtl:
            return level
        # Where lines run from the right, programs differ about what left is, but not about the
        # center: half a marker reaches from there to the gap.
        half = self.book.width(text.replace("{}", "0"), marker.characters) / 2
        return replace(level, align="center", hanging=twips(gap + half))

    def _inset(self, item: Element) -> float:
        """From the edge of an item's box, outside of which its marker stands, to its text."""
        box = self.cascade.box(item)
        side = "right" if box.rtl else "left"
        return box.padding[side].of(0.0) + boxes.thickness(box.border[side])

    def item(self, marker: Marker, left: int) -> Item:
        """The place in its list of the paragraph that takes ``marker``, indented by ``left``."""
        marker.taken = True
        level = marker.level
        if left != level.left:
            # The item's first paragraph stands deeper than the item: a quotation, a listing.
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


def _content(box: BoxLook, text: str | None) -> tuple[str, str]:
    """Word's number format and the marker's text, ``{}`` standing for the number."""
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


def series_of(list_: Element) -> Series | None:
    """The counter of an ordered list, from its ``start``; ``None`` for a bulleted one."""
    if list_.tag != "ol":
        return None
    start = list_.get("start", "1")
    return Series(int(start) if start.lstrip("-").isdigit() else 1)
