"""What a Word style can say, as frozen records in Word's own units, and its XML.

Twips are twentieths of a point. The order of elements is the schema's
(ISO 29500-1 annex A: CT_RPr, CT_PPrBase).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from publish.fonts.scripts import COMPLEX, HAN, family_of
from publish.formats.docx.xml.elements import Element, w

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

    def xml(self, name: str) -> Element:
        """The border as the element ``name``."""
        return w(name, val=self.kind, sz=self.size, space=self.space, color=self.color)


NO_RULE = Rule(0, "auto", 0, "none")


@dataclass(frozen=True)
class RunFormat:
    """Characters: ``size`` in half points, ``spacing`` in twips."""

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
    """Half points above the line, or below it where negative."""
    east_asian: str = ""
    complex: str = ""
    """The fonts of Word's other two kinds of script (ISO 29500-1 §17.3.2.26)."""
    bold_complex: bool = False


TOGGLES = ("bold", "bold_complex", "italic", "caps", "small_caps", "strike")
"""Properties that a character style does not set but flips, where the paragraph's
style has set them (ISO 29500-1 §17.7.3)."""


_SNUG = 0.99
"""Lines that are set closer than this share of the font's height need to be cut."""


@dataclass(frozen=True)
class Line:
    """Line spacing: 240ths of the font's own height where ``rule`` is auto, else twips."""

    rule: Literal["auto", "atLeast", "exact"]
    value: int

    @classmethod
    def of(cls, height: float, natural: float | None) -> Line:
        """Lines ``height`` points apart, of characters that need ``natural`` points.

        "At least" serves wherever the font allows it: it is exact to a twentieth
        of a point (LibreOffice rounds multiples to a hundredth), holds when the
        font is missing, and gives way to a picture or to larger type.
        """
        snug = natural is None or height < natural * _SNUG
        return cls("exact" if snug else "atLeast", twips(height))


SINGLE = Line("auto", 240)
HAIR = Line("exact", 20)
"""A line of one point, for paragraphs that hold but a rule or a gap."""


@dataclass(frozen=True)
class ParagraphFormat:
    """A paragraph: lengths in twips. ``None`` for the indents of what a numbering indents."""

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
    """Has it the number of its outline level?"""
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
        """Would Word draw one box around the two, if they stood one after the other?"""
        mine, theirs = ((f.rules(), f.left, f.right, f.first, f.shading) for f in (self, other))
        return mine == theirs and any(self.rules().values())


Facts = Mapping[str, Any]
"""Fields of a format by name, as many of them as a style is to say."""


def facts(record: RunFormat | ParagraphFormat) -> dict[str, Any]:
    """Every field of ``record`` by name."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def difference(
    record: RunFormat | ParagraphFormat, base: RunFormat | ParagraphFormat
) -> dict[str, Any]:
    """The fields in which ``record`` departs from ``base``."""
    before = facts(base)
    return {name: value for name, value in facts(record).items() if value != before[name]}


_AMONG_OTHERS = "en-US"


def languages(lang: str, rtl: bool) -> dict[str, str]:
    """A language in the attributes for its script: Word keeps three (§17.3.2.20).

    What is in Latin letters among others is taken for English, as Word itself does:
    by the rules of Japanese a word in it could break anywhere.
    """
    script = family_of(lang)
    said = {"val": _AMONG_OTHERS if script in HAN or script in COMPLEX else lang}
    if script in HAN:
        said["eastAsia"] = lang
    if rtl or script in COMPLEX:
        said["bidi"] = lang
    return said


def run_properties(said: Facts) -> list[Element]:
    """The children of an ``rPr`` that say ``said``."""
    return [element for element in _run(said) if element is not None]


def _run(said: Facts) -> Iterator[Element | None]:
    fonts = {
        name: said[field]
        for name, field in (
            ("ascii", "font"),
            ("hAnsi", "font"),
            ("eastAsia", "east_asian"),
            ("cs", "complex"),
        )
        if field in said
    }
    if fonts:
        yield w("rFonts", **fonts)
    for field, names in (
        ("bold", ("b",)),
        ("bold_complex", ("bCs",)),
        ("italic", ("i", "iCs")),
        ("caps", ("caps",)),
        ("small_caps", ("smallCaps",)),
        ("strike", ("strike",)),
    ):
        for name in names if field in said else ():
            yield w(name) if said[field] else w(name, val=False)
    for field, name in (("color", "color"), ("spacing", "spacing")):
        if field in said:
            yield w(name, val=said[field])
    if "kerning" in said:
        yield w("kern", val=said["kerning"])
    if "lift" in said:
        yield w("position", val=said["lift"])
    for name in ("sz", "szCs") if "size" in said else ():
        yield w(name, val=said["size"])
    if "underline" in said:
        yield w("u", val="single" if said["underline"] else "none")
    if "shading" in said:
        yield w("shd", val="clear", color="auto", fill=said["shading"] or "auto")
    if "position" in said:
        yield w("vertAlign", val=said["position"] or "baseline")
    if "ligatures" in said:
        yield w("w14:ligatures", w14_val=said["ligatures"])
    if "figure_form" in said:
        yield w("w14:numForm", w14_val=said["figure_form"] or "default")
    if "figure_spacing" in said:
        yield w("w14:numSpacing", w14_val=said["figure_spacing"] or "default")


def paragraph_properties(said: Facts, numbering: Element | None = None) -> list[Element]:
    """The children of a ``pPr`` that say ``said``, a ``numPr`` among them if there is one."""
    return [element for element in _paragraph(said, numbering) if element is not None]


def _paragraph(said: Facts, numbering: Element | None) -> Iterator[Element | None]:
    for field, name in (
        ("keep_next", "keepNext"),
        ("keep_lines", "keepLines"),
        ("page_break", "pageBreakBefore"),
        ("widow_control", "widowControl"),
    ):
        if field in said:
            yield w(name) if said[field] else w(name, val=False)
    yield numbering
    yield _borders(said)
    if "shading" in said:
        yield w("shd", val="clear", color="auto", fill=said["shading"] or "auto")
    if said.get("tabs"):
        stops = sorted(said["tabs"], key=lambda stop: stop[1])
        yield w("tabs", *(w("tab", val=kind, pos=pos) for kind, pos in stops))
    if "hyphenate" in said:
        yield w("suppressAutoHyphens", val=not said["hyphenate"])
    if "rtl" in said:
        yield w("bidi", val=said["rtl"])
    yield _spacing(said)
    yield _indents(said)
    if "align" in said:
        yield w("jc", val=said["align"])
    if "outline" in said:
        # 9 is "body text" (§17.3.1.20): a variant may take its base's level away.
        yield w("outlineLvl", val=9 if said["outline"] is None else said["outline"])


def _borders(said: Facts) -> Element | None:
    names = {"top": "top", "left_rule": "left", "bottom": "bottom", "right_rule": "right"}
    drawn = [(said[f] or NO_RULE).xml(name) for f, name in names.items() if f in said]
    return w("pBdr", *drawn) if drawn else None


def _spacing(said: Facts) -> Element | None:
    if not {"before", "after", "line"} & said.keys():
        return None
    line: Line | None = said.get("line")
    return w(
        "spacing",
        before=said.get("before"),
        after=said.get("after"),
        line=line and line.value,
        lineRule=line and line.rule,
    )


def _indents(said: Facts) -> Element | None:
    sides = {name: said[name] for name in ("left", "right") if said.get(name) is not None}
    first = said.get("first")
    if first is not None:
        sides |= {"hanging": -first} if first < 0 else {"firstLine": first}
    return w("ind", **sides) if sides else None
