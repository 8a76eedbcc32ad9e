"""The formats of runs and paragraphs, in Word's own units. Twips are twentieths of a point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Literal

from publish.values import dataclass

Side = Literal["top", "left", "bottom", "right"]
SIDES: tuple[Side, ...] = ("top", "left", "bottom", "right")
FARTHEST = 31
"""Points: the greatest distance between a paragraph's text and its border (§17.3.4)."""


def twips(points: float) -> int:
    """Points as twentieths of a point."""
    return round(points * 20)


@dataclass(frozen=True)
class Rule:
    """A border: ``size`` in eighths of a point, ``space`` to the text in points."""

    size: int
    color: str
    space: int = 0
    kind: str = "single"


NO_RULE = Rule(0, "auto", 0, "none")


@dataclass(frozen=True)
class RunFormat:
    """The format of characters: ``size`` in half points, ``spacing`` in twips."""

    font: str
    bold: bool
    italic: bool
    size: int
    color: str
    caps: bool = False
    small_caps: bool = False
    strike: bool = False
    spacing: int = 0
    underline: bool = False
    shading: str | None = None
    position: str | None = None
    figure_form: str | None = None
    figure_spacing: str | None = None
    lift: int = 0
    """Half points above the line; below it if negative."""
    east_asian: str = ""
    complex: str = ""
    """The fonts of Word's other two kinds of script (ISO 29500-1 §17.3.2.26)."""
    bold_complex: bool = False


TOGGLES = ("bold", "bold_complex", "italic", "caps", "small_caps", "strike")
"""Properties that a character style switches off where the paragraph's style switches them
on (ISO 29500-1 §17.7.3)."""


_SNUG = 0.99
"""Lines closer than this share of the font's height need an exact height."""


@dataclass(frozen=True)
class Line:
    """Line spacing: 240ths of the font's own height where ``rule`` is auto, else twips."""

    rule: Literal["auto", "atLeast", "exact"]
    value: int

    @classmethod
    def of(cls, height: float, natural: float | None) -> Line:
        """Lines ``height`` points apart, of characters that need ``natural`` points.

        "At least" is used wherever the font allows it: it is exact to a twentieth
        of a point (LibreOffice rounds multiples to a hundredth), holds without the
        font, and gives way to a picture or to larger characters.
        """
        snug = natural is None or height < natural * _SNUG
        return cls("exact" if snug else "atLeast", twips(height))


SINGLE = Line("auto", 240)
HAIR = Line("exact", 20)
"""A line of one point, for paragraphs with only a rule or a gap."""


@dataclass(frozen=True)
class ParagraphFormat:
    """The format of a paragraph, in twips. Indents are ``None`` where the numbering has them."""

    left: int | None = 0
    right: int | None = 0
    first: int | None = 0
    before: int = 0
    after: int = 0
    line: Line = SINGLE
    align: str = "left"
    top: Rule | None = None
    left_rule: Rule | None = None
    bottom: Rule | None = None
    right_rule: Rule | None = None
    shading: str | None = None
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    widow_control: bool = True
    hyphenate: bool = False
    rtl: bool = False
    outline: int | None = None
    numbered: bool = False
    """Does it have the number of its outline level?"""
    tabs: tuple[tuple[str, int], ...] = ()

    def rules(self) -> dict[Side, Rule | None]:
        """The borders by side."""
        return {
            "top": self.top,
            "left": self.left_rule,
            "bottom": self.bottom,
            "right": self.right_rule,
        }

    def merges_with(self, other: ParagraphFormat) -> bool:
        """Would Word draw one box around both, one after the other?"""
        mine, theirs = ((f.rules(), f.left, f.right, f.first, f.shading) for f in (self, other))
        return mine == theirs and any(self.rules().values())


Properties = Mapping[str, Any]
"""Some fields of a format by name: those that a style sets."""


def properties_of(format: RunFormat | ParagraphFormat) -> dict[str, Any]:
    """Every field of ``format`` by name."""
    return {field.name: getattr(format, field.name) for field in fields(format)}


def difference(
    format: RunFormat | ParagraphFormat, base: RunFormat | ParagraphFormat
) -> dict[str, Any]:
    """The fields of ``format`` that differ from ``base``."""
    before = properties_of(base)
    return {name: value for name, value in properties_of(format).items() if value != before[name]}
