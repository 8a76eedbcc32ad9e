"""Probes of an element's computed style for requests that Word cannot meet.

A probe returns the loss in the words of CSS, or ``None``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.looks import SIDES, Border, BoxLook
from publish.formats.docx.blocks import listings
from publish.formats.docx.blocks.heading_numbers import HeadingNumbers
from publish.formats.docx.blocks.walk import Honored
from publish.formats.docx.model import boxes, roles
from publish.values import dataclass

_LINES = 2
"""Lines that Word's widow control keeps together."""
_NEAR = 0.02
"""A difference in half points that nobody sees."""


@dataclass(frozen=True)
class Probed:
    """An element of the specimen, with what probes look at."""

    element: Element
    cascade: Cascade
    plain: Cascade
    """The cascade without the theme: the browser's default style is no loss."""
    heading_numbers: HeadingNumbers
    honored: Honored
    table: Element | None = None

    @property
    def box(self) -> BoxLook:
        """Its box."""
        return self.cascade.box(self.element)

    def plain_border(self, side: str) -> Border | None:
        """The border that it has without the theme."""
        return self.plain.box(self.element).border[side]

    def non_default(self, name: str) -> str | None:
        """The value that the theme gives a property, if any."""
        value = self.cascade.non_default(self.element, name)
        return None if value == self.plain.non_default(self.element, name) else value


@dataclass(frozen=True)
class Probe:
    """A rule, the function that finds a loss at an element, and Word's substitute."""

    rule: str
    find: Callable[[Probed], str | None]
    instead: str


def _font_size(probed: Probed) -> str | None:
    look = probed.cascade.characters(probed.element)
    halves = look.size * 2
    if look.shift or probed.non_default("font-size") is None or abs(halves - round(halves)) < _NEAR:
        return None
    return f"font-size: {look.size:.4g}pt"


def _raised_size(probed: Probed) -> str | None:
    raised = probed.cascade.characters(probed.element).shift
    return "font-size" if raised and probed.non_default("font-size") is not None else None


def _caption_margin(probed: Probed) -> str | None:
    box = probed.box
    given = any(boxes.length(box.margin[side], 100.0) for side in ("top", "bottom"))
    return "margin" if probed.element.tag == "caption" and given else None


def _floating(probed: Probed) -> str | None:
    if not probed.box.floating or probed.element in probed.honored.floats:
        return None
    return "float"


def _initial(probed: Probed) -> str | None:
    initial = probed.cascade.initial(probed.element)
    dropped = probed.element in probed.honored.initials
    if initial is None or dropped or not (probed.element.text or "").strip():
        return None
    return "::first-letter"


def _first_line(probed: Probed) -> str | None:
    return "::first-line" if probed.cascade.has_first_line(probed.element) else None


def _generated(probed: Probed) -> str | None:
    for where in ("before", "after"):
        generated = probed.cascade.generated(probed.element, where)
        if generated is None or probed.plain.generated(probed.element, where) is not None:
            continue
        if where == "before" and listings.NUMBER in probed.element.attrib:
            continue  # Word numbers the line itself
        if where == "after" or not probed.heading_numbers.is_numbered(
            probed.cascade, probed.element
        ):
            return f"::{where}"
    return None


def _columns(probed: Probed) -> str | None:
    wanted = probed.box.columns is not None and probed.box.columns.fitting(1000.0) > 1
    return "columns" if wanted and probed.element not in probed.honored.columns else None


def _column_rule(probed: Probed) -> str | None:
    columns = probed.box.columns
    drawn = columns and columns.rule and probed.element in probed.honored.columns
    return "column-rule" if drawn else None


def _spanning(probed: Probed) -> str | None:
    lost = probed.box.spanning and probed.element not in probed.honored.spanning
    return "column-span: all" if lost and probed.honored.columns else None


def _negative_margin(probed: Probed) -> str | None:
    box = probed.box
    sides = [s for s in ("top", "bottom") if boxes.length(box.margin[s], 100.0) < 0]
    return " and ".join(f"a negative margin-{side}" for side in sides) or None


def _height(probed: Probed) -> str | None:
    sized = probed.box.height is not None or probed.box.max_height is not None
    return "height" if sized and probed.element.tag not in ("img", "hr") else None


def _max_width(probed: Probed) -> str | None:
    inline = probed.box.display in ("inline", "cell", "row", "table", "caption")
    given = probed.box.max_width is not None and probed.element.tag != "img"
    return "max-width" if given and inline else None


def _display(probed: Probed) -> str | None:
    value = (probed.non_default("display") or "").split()
    if value == ["inline", "flow-root"] and probed.element in probed.honored.hanging_boxes:
        return None  # a tab makes the box as wide
    kinds = {"flex", "grid", "flow-root", "ruby"}.intersection(value)
    return f"display: {' '.join(value)}" if kinds else None


def _border(probed: Probed) -> str | None:
    known = ("solid", *boxes.LINES)
    for side in SIDES:
        border = probed.box.border[side]
        if border and border.style not in known and border != probed.plain_border(side):
            return f"border-style: {border.style}"
    return None


def _inline_box(probed: Probed) -> str | None:
    box = probed.box
    sides = ("left", "right")
    if box.display != "inline" or probed.element.tag not in roles.INLINE_ELEMENTS:
        return None
    if any(box.border[side] for side in SIDES):
        return "a border in a line of text"
    around = any(boxes.length(box.margin[s], 1.0) or box.padding[s].of(1.0) for s in sides)
    return "margins or padding in a line of text" if around else None


def _kept_lines(probed: Probed) -> str | None:
    if probed.non_default("widows") is None and probed.non_default("orphans") is None:
        return None
    more = max(probed.box.widows, probed.box.orphans) > _LINES
    return "widows or orphans above 2" if more else None


def _last_line(probed: Probed) -> str | None:
    last, align = probed.non_default("text-align-last"), probed.box.align
    usual = last in (None, "auto", align) or (align == "justify" and last in ("start", "left"))
    return None if usual else f"text-align-last: {last}"


def _cell_padding(probed: Probed) -> str | None:
    if probed.element.tag not in ("td", "th") or probed.table is None:
        return None
    first = probed.table.find(".//td")
    if first is None:
        return None
    usual, own = probed.cascade.box(first).padding, probed.box.padding
    if not probed.box.rtl:
        # At its right a cell may have its own padding.
        own = replace(own, right=usual.right)
    return "padding of its own" if own != usual else None


PROBES: tuple[Probe, ...] = (
    Probe("word-font-size", _font_size, "It is rounded to the nearest half point."),
    Probe("word-raised-size", _raised_size, "Superscripts and subscripts have Word's own size."),
    Probe("word-caption-margin", _caption_margin,
             "Of two margins the larger counts; in CSS a caption's and the table's add up."),
    Probe("word-float", _floating, "It is in the text, where the markup has it."),
    Probe("word-first-letter", _initial, "The letter looks like the others."),
    Probe("word-first-line", _first_line, "The line looks like the others."),
    Probe("word-generated", _generated, "The text that the theme adds is left out."),
    Probe("word-columns", _columns, "Only the whole width of the text is divided."),
    Probe("word-column-rule", _column_rule, "The rule is thin and black."),
    Probe("word-column-span", _spanning, "It is in its column."),
    Probe("word-negative-margin", _negative_margin, "The gap is closed, and no more."),
    Probe("word-height", _height, "It is as high as its content."),
    Probe("word-max-width", _max_width, "It is as wide as its content."),
    Probe("word-display", _display, "Its parts are below each other, or in the line."),
    Probe("word-border-style", _border, "The border is a solid line."),
    Probe("word-inline-box", _inline_box, "Words have a ground, but no padding or border."),
    Probe("word-widows", _kept_lines, "Two lines stay together."),
    Probe("word-text-align-last", _last_line, "The last line begins where the others do."),
    Probe("word-cell-padding", _cell_padding,
          "All cells have the padding of the first in the body."),
)  # fmt: skip
