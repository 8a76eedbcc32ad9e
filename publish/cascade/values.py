"""Converts WeasyPrint's computed values to the records of ``looks``.

Computed styles are lazy dictionaries: use only ``style[key]``; an empty one is falsy.
Lengths are in CSS pixels (96 per inch), colors are objects of tinycss2.
"""

from __future__ import annotations

from math import inf
from typing import Any, get_args

from weasyprint.css.functions import check_math
from weasyprint.layout.percent import percentage

from publish.cascade.looks import (
    SIDES,
    Align,
    Border,
    BoxLook,
    Break,
    CharacterLook,
    Columns,
    Display,
    Length,
    Part,
    Sides,
)
from publish.errors import Problem, ThemeError

Style = Any
"""A computed style of WeasyPrint, which has no types."""

PIXEL = 0.75
"""Points per CSS pixel."""
_WHITE = (1.0, 1.0, 1.0)
_DISPLAYS: dict[str, Display] = {
    "table-row-group": "row-group",
    "table-header-group": "header-group",
    "table-footer-group": "footer-group",
    "table-row": "row",
    "table-cell": "cell",
    "table-caption": "caption",
    "table-column": "column",
    "table-column-group": "column",
}
_PRESERVED = ("pre", "pre-wrap", "break-spaces")
_NUMERALS = {
    "lining-nums": "lining",
    "oldstyle-nums": "oldstyle",
    "tabular-nums": "tabular",
    "proportional-nums": "proportional",
}


def color(value: Any, current: Any = None) -> str | None:
    """Return RRGGBB, with transparency blended onto white; None if it is fully transparent."""
    if value == "currentcolor":
        value = current
    srgb = value.to("srgb")
    if not srgb.alpha:
        return None
    mixed = (c * srgb.alpha + w * (1 - srgb.alpha) for c, w in zip(srgb, _WHITE, strict=False))
    return "".join(f"{round(255 * min(1.0, max(0.0, c))):02X}" for c in mixed)


def length(style: Style, key: str) -> Length | None:
    """Return the length at ``key``, perhaps a percentage; None for ``auto`` or no limit."""
    value = style[key]
    if value in ("auto", "normal", "content", "min-content", "max-content", "fit-content"):
        return None
    if not check_math(value) and value.value == inf:
        return None
    # A CSS length is linear in the whole (except min() and max()), so two points define it.
    none, hundred = (percentage(value, style, whole) for whole in (0, 100))
    return Length(none * PIXEL, (hundred - none) / 100)


def set_length(style: Style, key: str) -> Length:
    """Return a length that cannot be ``auto``."""
    return length(style, key) or Length()


def border(style: Style, side: str) -> Border | None:
    """Return the border at ``side``, if visible."""
    return _rule(style, f"border_{side}")


def _rule(style: Style, name: str) -> Border | None:
    kind = style[f"{name}_style"]
    width = style[f"{name}_width"] * PIXEL
    paint = color(style[f"{name}_color"], style["color"])
    if kind in ("none", "hidden") or not width or paint is None:
        return None
    return Border(width, paint, kind)


def characters(style: Style, own_ground: bool) -> CharacterLook:
    """Return a style's text style; a background counts only for inline boxes."""
    decoration = style["text_decoration_line"]
    spacing = style["letter_spacing"]
    numerals = style["font_variant_numeric"]
    return CharacterLook(
        families=tuple(style["font_family"]),
        weight=int(style["font_weight"]),
        italic=style["font_style"] != "normal",
        size=style["font_size"] * PIXEL,
        color=color(style["color"]) or "FFFFFF",
        ground=color(style["background_color"], style["color"]) if own_ground else None,
        caps=style["text_transform"] == "uppercase",
        small_caps=style["font_variant_caps"] in ("small-caps", "all-small-caps"),
        spacing=0.0 if spacing == "normal" else spacing * PIXEL,
        underline="underline" in decoration,
        strike="line-through" in decoration,
        shift=_shift(style["vertical_align"]) if own_ground else 0,
        numerals=frozenset(_NUMERALS[n] for n in numerals if n in _NUMERALS)
        if isinstance(numerals, tuple)
        else frozenset(),
        kerning=style["font_kerning"] != "none",
        rtl=style["direction"] == "rtl",
    )


def _shift(value: Any) -> int:
    """Return the sign of super and sub, which WeasyPrint computes to pixels."""
    return 0 if isinstance(value, str) else (value > 0) - (value < 0)


def display(style: Style) -> Display:
    """Return the kind of box of a style, reduced to the kinds used here."""
    value = style["display"]
    if value[0] in _DISPLAYS:
        return _DISPLAYS[value[0]]
    if value[0] == "none":
        return "none"
    if value[0] in ("inline", "contents"):
        return "inline"
    if "table" in value:
        return "table"
    return "list-item" if "list-item" in value else "block"


def box(style: Style) -> BoxLook:
    """Return the box of a style."""
    kind = style["list_style_type"]
    anonymous = isinstance(kind, tuple)
    collapsed = style["border_collapse"] == "collapse"
    across, down = style["border_spacing"]
    return BoxLook(
        display=display(style),
        width=length(style, "width"),
        height=length(style, "height"),
        max_width=length(style, "max_width"),
        max_height=length(style, "max_height"),
        margin=Sides(*(length(style, f"margin_{side}") for side in SIDES)),
        padding=Sides(*(set_length(style, f"padding_{side}") for side in SIDES)),
        border=Sides(*(border(style, side) for side in SIDES)),
        ground=color(style["background_color"], style["color"]),
        border_box=style["box_sizing"] == "border-box",
        align=_align(style["text_align_all"]),
        indent=set_length(style, "text_indent"),
        line_height=_line_height(style),
        vertical=style["vertical_align"] if isinstance(style["vertical_align"], str) else "",
        break_before=_break(style["break_before"]),
        break_after=_break(style["break_after"]),
        break_inside=_break(style["break_inside"]),
        widows=int(style["widows"]),
        orphans=int(style["orphans"]),
        preserve=style["white_space"] in _PRESERVED,
        tab_size=float(style["tab_size"]) if isinstance(style["tab_size"], (int, float)) else 8.0,
        hyphenate=style["hyphens"] == "auto",
        list_style="string" if anonymous else str(kind),
        list_text=str(kind[1]) if anonymous and kind[0] == "string" else None,
        caption_side=style["caption_side"],
        border_spacing=(0.0, 0.0) if collapsed else (across * PIXEL, down * PIXEL),
        rtl=style["direction"] == "rtl",
        floating=style["float"] in ("left", "right"),
        columns=_columns(style),
        spanning=style["column_span"] == "all",
    )


def _columns(style: Style) -> Columns | None:
    count, width = style["column_count"], style["column_width"]
    if count == "auto" and width == "auto":
        return None
    normal = style["column_gap"] == "normal"
    return Columns(
        count=None if count == "auto" else int(count),
        width=None if width == "auto" else width * PIXEL,
        # "normal" is one em in columns (CSS Box Alignment 3 §8.1).
        gap=Length(style["font_size"] * PIXEL) if normal else set_length(style, "column_gap"),
        rule=_rule(style, "column_rule"),
        balanced=style["column_fill"] != "auto",
    )


def _align(value: str) -> Align:
    return value if value in get_args(Align) else "start"  # type: ignore[return-value]


def _break(value: str) -> Break:
    if value.startswith("avoid"):
        return "avoid"
    return "page" if value in ("page", "always", "left", "right", "recto", "verso") else "auto"


def _line_height(style: Style) -> float | None:
    value = style["line_height"]
    if value == "normal":
        return None
    number = style["font_size"] * value if isinstance(value, (int, float)) else value.value
    return float(number) * PIXEL


def generated(content: Any) -> tuple[Part, ...] | None:
    """Return the generated content; None if it has more than texts and counters."""
    found: list[Part] = []
    for kind, value in content:
        if kind == "string":
            found.append(Part("text", value))
        elif kind == "counter()" and isinstance(value[1], str):
            found.append(Part("counter", value[0], value[1]))
        else:
            return None
    return tuple(part for part in found if part.value)


def as_text(value: Any) -> str:
    """Return a value as text for comparison and messages; lengths are in pixels."""
    if isinstance(value, tuple):
        return " ".join(as_text(part) for part in value)
    if isinstance(value, (int, float)):
        return f"{value:g}"
    if hasattr(value, "unit"):
        return f"{value.value:g}{value.unit or ''}"
    return str(value)


def parts(content: Any) -> tuple[Part, ...]:
    """Return the content of a margin box. Raises ``ThemeError`` for unsupported content."""
    if content in ("normal", "none", "inhibit"):
        return ()
    return tuple(_part(kind, value) for kind, value in content)


def _part(kind: str, value: Any) -> Part:
    if kind == "string":
        return Part("text", value)
    if kind == "string()":
        return Part("string", value[0])
    if kind == "counter()" and value[0] in ("page", "pages"):
        return Part("counter", value[0])
    raise ThemeError(
        Problem(
            "theme-page-content",
            f"content of a page margin: {kind} is not supported",
            "Use texts, string(), counter(page) and counter(pages).",
        )
    )
