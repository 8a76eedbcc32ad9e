"""What is asked of an element's computed look, to find what Word cannot do.

Each answer says what the theme wants there, in the words of CSS; ``None`` if Word does it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.looks import SIDES, Border, BoxLook
from publish.formats.docx.blocks import listings
from publish.formats.docx.blocks.heading_numbers import Outline
from publish.formats.docx.blocks.walk import Honored
from publish.formats.docx.model import boxes, roles

_LINES = 2
"""Lines that Word's widow control keeps together."""
_NEAR = 0.02
"""Half points that nobody sees."""


@dataclass(frozen=True)
class Place:
    """An element of the specimen, and all that may be asked of it."""

    element: Element
    cascade: Cascade
    plain: Cascade
    """The cascade without the theme: what browsers do by themselves is no loss."""
    outline: Outline
    honored: Honored
    table: Element | None = None

    @property
    def box(self) -> BoxLook:
        """Its box."""
        return self.cascade.box(self.element)

    def plain_border(self, side: str) -> Border | None:
        """The border that it would have without the theme."""
        return self.plain.box(self.element).border[side]

    def stated(self, name: str) -> str | None:
        """What the theme says of a property, if it says anything."""
        value = self.cascade.stated(self.element, name)
        return None if value == self.plain.stated(self.element, name) else value


@dataclass(frozen=True)
class Question:
    """What is asked of an element: the answer says what the theme wants, if Word cannot do it."""

    rule: str
    ask: Callable[[Place], str | None]
    instead: str


def _font_size(place: Place) -> str | None:
    look = place.cascade.characters(place.element)
    halves = look.size * 2
    if look.shift or place.stated("font-size") is None or abs(halves - round(halves)) < _NEAR:
        return None
    return f"font-size: {look.size:.4g}pt"


def _raised_size(place: Place) -> str | None:
    raised = place.cascade.characters(place.element).shift
    return "font-size" if raised and place.stated("font-size") is not None else None


def _caption_margin(place: Place) -> str | None:
    box = place.box
    given = any(boxes.length(box.margin[side], 100.0) for side in ("top", "bottom"))
    return "margin" if place.element.tag == "caption" and given else None


def _floating(place: Place) -> str | None:
    if not place.box.floating or place.element in place.honored.floats:
        return None
    return "float"


def _initial(place: Place) -> str | None:
    initial = place.cascade.initial(place.element)
    dropped = place.element in place.honored.initials
    if initial is None or dropped or not (place.element.text or "").strip():
        return None
    return "::first-letter"


def _first_line(place: Place) -> str | None:
    return "::first-line" if place.cascade.has_first_line(place.element) else None


def _generated(place: Place) -> str | None:
    for where in ("before", "after"):
        there = place.cascade.generated(place.element, where)
        if there is None or place.plain.generated(place.element, where) is not None:
            continue
        if where == "before" and listings.NUMBER in place.element.attrib:
            continue  # Word numbers the line itself
        if where == "after" or not place.outline.numbers(place.cascade, place.element):
            return f"::{where}"
    return None


def _columns(place: Place) -> str | None:
    wanted = place.box.columns is not None and place.box.columns.fitting(1000.0) > 1
    return "columns" if wanted and place.element not in place.honored.columns else None


def _column_rule(place: Place) -> str | None:
    columns = place.box.columns
    there = columns and columns.rule and place.element in place.honored.columns
    return "column-rule" if there else None


def _spanning(place: Place) -> str | None:
    lost = place.box.spanning and place.element not in place.honored.spanning
    return "column-span: all" if lost and place.honored.columns else None


def _negative_margin(place: Place) -> str | None:
    box = place.box
    sides = [s for s in ("top", "bottom") if boxes.length(box.margin[s], 100.0) < 0]
    return " and ".join(f"a negative margin-{side}" for side in sides) or None


def _height(place: Place) -> str | None:
    sized = place.box.height is not None or place.box.max_height is not None
    return "height" if sized and place.element.tag not in ("img", "hr") else None


def _max_width(place: Place) -> str | None:
    inline = place.box.display in ("inline", "cell", "row", "table", "caption")
    given = place.box.max_width is not None and place.element.tag != "img"
    return "max-width" if given and inline else None


def _display(place: Place) -> str | None:
    value = (place.stated("display") or "").split()
    if value == ["inline", "flow-root"] and place.element in place.honored.hung:
        return None  # a tab makes the box as wide
    kinds = {"flex", "grid", "flow-root", "ruby"}.intersection(value)
    return f"display: {' '.join(value)}" if kinds else None


def _border(place: Place) -> str | None:
    known = ("solid", *boxes.KINDS)
    for side in SIDES:
        border = place.box.border[side]
        if border and border.style not in known and border != place.plain_border(side):
            return f"border-style: {border.style}"
    return None


def _inline_box(place: Place) -> str | None:
    box = place.box
    sides = ("left", "right")
    if box.display != "inline" or place.element.tag not in roles.PHRASES:
        return None
    if any(box.border[side] for side in SIDES):
        return "a border in a line of text"
    around = any(boxes.length(box.margin[s], 1.0) or box.padding[s].of(1.0) for s in sides)
    return "margins or padding in a line of text" if around else None


def _kept_lines(place: Place) -> str | None:
    if place.stated("widows") is None and place.stated("orphans") is None:
        return None
    more = max(place.box.widows, place.box.orphans) > _LINES
    return "widows or orphans above 2" if more else None


def _last_line(place: Place) -> str | None:
    last, align = place.stated("text-align-last"), place.box.align
    usual = last in (None, "auto", align) or (align == "justify" and last in ("start", "left"))
    return None if usual else f"text-align-last: {last}"


def _cell_padding(place: Place) -> str | None:
    if place.element.tag not in ("td", "th") or place.table is None:
        return None
    first = place.table.find(".//td")
    if first is None:
        return None
    usual, own = place.cascade.box(first).padding, place.box.padding
    if not place.box.rtl:
        # At its right a cell may have a room of its own.
        own = replace(own, right=usual.right)
    return "padding of its own" if own != usual else None


QUESTIONS: tuple[Question, ...] = (
    Question("word-font-size", _font_size, "It is set in the nearest half point."),
    Question("word-raised-size", _raised_size, "What is raised or lowered has Word's own size."),
    Question("word-caption-margin", _caption_margin,
             "Of two margins the larger counts; in CSS a caption's and the table's add up."),
    Question("word-float", _floating, "It stands in the text, where the markup has it."),
    Question("word-first-letter", _initial, "The letter looks like the others."),
    Question("word-first-line", _first_line, "The line looks like the others."),
    Question("word-generated", _generated, "What the theme adds to the text is left out."),
    Question("word-columns", _columns, "Only the whole width of the text is divided."),
    Question("word-column-rule", _column_rule, "The rule is thin and black."),
    Question("word-column-span", _spanning, "It stands in its column."),
    Question("word-negative-margin", _negative_margin, "The gap is closed, and no more than that."),
    Question("word-height", _height, "It is as high as what is in it."),
    Question("word-max-width", _max_width, "It is as wide as what is in it."),
    Question("word-display", _display, "Its parts stand below each other, or in the line."),
    Question("word-border-style", _border, "The border is a solid line."),
    Question("word-inline-box", _inline_box, "Words have a ground, and neither room nor border."),
    Question("word-widows", _kept_lines, "Two lines stay together."),
    Question("word-text-align-last", _last_line, "The last line begins where the others do."),
    Question("word-cell-padding", _cell_padding, "All cells have that of the first in the body."),
)  # fmt: skip
