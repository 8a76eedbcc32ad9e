"""Formats as XML: the children of ``rPr`` and ``pPr``, in the schema's order.

ISO 29500-1 annex A: CT_RPr, CT_PPrBase.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from publish.fonts.scripts import COMPLEX, HAN, family_of
from publish.formats.docx.model.formatting import NO_RULE, Line, Properties, Rule
from publish.formats.docx.xml.elements import Element, w

_LATIN_AMONG_OTHERS = "en-US"
_BODY_TEXT = 9
"""The outline level that means "body text" (§17.3.1.20)."""

Write = Callable[[Any], Iterator[Element]]


def border(rule: Rule, name: str) -> Element:
    """A border as the element ``name``."""
    return w(name, val=rule.kind, sz=rule.size, space=rule.space, color=rule.color)


def shading(color: str | None) -> Element:
    """A ground of one color; ``None`` takes one away."""
    return w("shd", val="clear", color="auto", fill=color or "auto")


def languages(lang: str, rtl: bool) -> dict[str, str]:
    """A language in the attributes for its script: Word keeps three (§17.3.2.20).

    Latin letters among other scripts are taken for English, as Word itself does: by the
    rules of Japanese a word in them could break anywhere.
    """
    script = family_of(lang)
    attributes = {"val": _LATIN_AMONG_OTHERS if script in HAN or script in COMPLEX else lang}
    if script in HAN:
        attributes["eastAsia"] = lang
    if rtl or script in COMPLEX:
        attributes["bidi"] = lang
    return attributes


def _toggle(*names: str) -> Write:
    """Elements that are on, or off."""
    return lambda value: (w(name) if value else w(name, val=False) for name in names)


def _value(*names: str, default: object = None, attribute: str = "val") -> Write:
    """Elements with the value as attribute, or ``default`` instead of ``None``."""
    return lambda value: (
        w(name, **{attribute: default if value is None else value}) for name in names
    )


_RUN: tuple[tuple[str, Write], ...] = (
    ("bold", _toggle("b")),
    ("bold_complex", _toggle("bCs")),
    ("italic", _toggle("i", "iCs")),
    ("caps", _toggle("caps")),
    ("small_caps", _toggle("smallCaps")),
    ("strike", _toggle("strike")),
    ("color", _value("color")),
    ("spacing", _value("spacing")),
    ("kerning", _value("kern")),
    ("lift", _value("position")),
    ("size", _value("sz", "szCs")),
    ("underline", lambda on: iter([w("u", val="single" if on else "none")])),
    ("shading", lambda color: iter([shading(color)])),
    ("position", _value("vertAlign", default="baseline")),
    ("ligatures", _value("w14:ligatures", attribute="w14_val")),
    ("figure_form", _value("w14:numForm", default="default", attribute="w14_val")),
    ("figure_spacing", _value("w14:numSpacing", default="default", attribute="w14_val")),
)
"""The elements of each property of a run."""
_FONTS = {"ascii": "font", "hAnsi": "font", "eastAsia": "east_asian", "cs": "complex"}
"""The attributes of ``rFonts``, and the properties that they are."""


def run_properties(properties: Properties) -> list[Element]:
    """The children of an ``rPr`` for ``properties``."""
    fonts = {name: properties[key] for name, key in _FONTS.items() if key in properties}
    return [*([w("rFonts", **fonts)] if fonts else []), *_each(_RUN, properties)]


def paragraph_properties(properties: Properties, numbering: Element | None = None) -> list[Element]:
    """The children of a ``pPr`` for ``properties``, with a ``numPr`` if there is one."""
    parts = (
        *_each(_BEFORE_NUMBERING, properties),
        numbering,
        _borders(properties),
        *_each(_BEFORE_SPACING, properties),
        _spacing(properties),
        _indents(properties),
        *_each(_AFTER_SPACING, properties),
    )
    return [element for element in parts if element is not None]


def _each(rows: tuple[tuple[str, Write], ...], properties: Properties) -> Iterator[Element]:
    return (e for key, write in rows if key in properties for e in write(properties[key]))


def _tabs(stops: tuple[tuple[str, int], ...]) -> Iterator[Element]:
    if stops:
        ordered = sorted(stops, key=lambda stop: stop[1])
        yield w("tabs", *(w("tab", val=kind, pos=position) for kind, position in ordered))


_BEFORE_NUMBERING: tuple[tuple[str, Write], ...] = (
    ("keep_next", _toggle("keepNext")),
    ("keep_lines", _toggle("keepLines")),
    ("page_break", _toggle("pageBreakBefore")),
    ("widow_control", _toggle("widowControl")),
)
_BEFORE_SPACING: tuple[tuple[str, Write], ...] = (
    ("shading", lambda color: iter([shading(color)])),
    ("tabs", _tabs),
    ("hyphenate", lambda on: iter([w("suppressAutoHyphens", val=not on)])),
    ("rtl", _value("bidi")),
)
_AFTER_SPACING: tuple[tuple[str, Write], ...] = (
    ("align", _value("jc")),
    # A variant may take away the level of the style that it is based on.
    ("outline", _value("outlineLvl", default=_BODY_TEXT)),
)
_BORDERS = {"top": "top", "left_rule": "left", "bottom": "bottom", "right_rule": "right"}


def _borders(properties: Properties) -> Element | None:
    borders = [
        border(properties[key] or NO_RULE, name)
        for key, name in _BORDERS.items()
        if key in properties
    ]
    return w("pBdr", *borders) if borders else None


def _spacing(properties: Properties) -> Element | None:
    if not {"before", "after", "line"} & properties.keys():
        return None
    line: Line | None = properties.get("line")
    return w(
        "spacing",
        before=properties.get("before"),
        after=properties.get("after"),
        line=line and line.value,
        lineRule=line and line.rule,
    )


def _indents(properties: Properties) -> Element | None:
    sides = {
        name: properties[name] for name in ("left", "right") if properties.get(name) is not None
    }
    first = properties.get("first")
    if first is not None:
        sides |= {"hanging": -first} if first < 0 else {"firstLine": first}
    return w("ind", **sides) if sides else None
