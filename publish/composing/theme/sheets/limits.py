"""The limits of a stylesheet, as tables: a new case is a new line.

The numbers are far above the needs of any page, and far below those that keep WeasyPrint
busy for minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tinycss2.ast import Node

from publish.css_units import POINTS
from publish.values import dataclass

SIZE = 256 * 1024
"""Characters of one stylesheet, its parents' before it."""
NODES = 60_000
"""Tokens of one stylesheet, once those of the theme are put in."""
CHARACTERS = 500_000
"""Characters in its names and texts."""
TEXT = 2000
"""Characters of one text or name; labels are the longest."""
SELECTORS = 4000
SELECTOR_PARTS = 60
DESCENDANTS, FOLLOWERS = 6, 2
"""``a b`` and ``a ~ b`` in one selector: each looks at all ancestors, or siblings, again."""
VALUE_PARTS = 300
DEEPEST_VALUE = 8
"""Brackets in each other."""
DEEPEST_RULE = 3
"""At-rules in each other."""

MARGIN_BOXES = frozenset(
    {f"{edge}-{place}" for edge in ("top", "bottom") for place in ("left", "center", "right")}
    | {f"{edge}-{side}-corner" for edge in ("top", "bottom") for side in ("left", "right")}
    | {f"{side}-{place}" for side in ("left", "right") for place in ("top", "middle", "bottom")}
)
"""CSS Paged Media 3 §5.1."""

RULES, BOXES, DECLARATIONS = "rules", "boxes", "declarations"
AT_RULES: Mapping[str, str] = {
    "media": RULES,
    "supports": RULES,
    "page": BOXES,
    "footnote": DECLARATIONS,
    "charset": DECLARATIONS,
    **dict.fromkeys(MARGIN_BOXES, DECLARATIONS),
}
"""The allowed at-rules, and their contents."""

REFUSED_AT_RULES: Mapping[str, tuple[str, str, str]] = {
    "import": (
        "theme-import",
        "a theme imports no stylesheets",
        "Copy the rules into the theme's own stylesheet.",
    ),
    "font-face": (
        "theme-css-font-face",
        "fonts are named in theme.toml, so that all formats have them",
        "List the files under [[fonts]].",
    ),
}
OTHER_AT_RULE = ("theme-css-at-rule", "not every format knows it", "Write it in another way.")

_SUMS = "calc min max clamp"
_COLORS = "rgb rgba hsl hsla hwb"
"""Those of sRGB: Word has no others, and WeasyPrint converts no others for it."""
_PICTURES = "linear-gradient radial-gradient conic-gradient"
_CONTENTS = "attr counter counters content string leader"
_TARGETS = "target-counter target-counters target-text"
_TRANSFORMS = "matrix rotate scale scalex scaley skew skewx skewy translate translatex translatey"
SUMS = frozenset(_SUMS.split())
FUNCTIONS = frozenset(
    " ".join((_SUMS, _COLORS, _PICTURES, _CONTENTS, _TARGETS, _TRANSFORMS, "nth url")).split()
)
"""Functions in values. ``url()`` may name a place in the page: ``url(#title)``."""
_SELECTING = "not is where has lang dir nth-child nth-last-child nth-of-type nth-last-of-type"
SELECTOR_FUNCTIONS = frozenset(_SELECTING.split())

REFUSED_PROPERTIES: Mapping[str, str] = {
    "link": "a link belongs into a template: <a href>",
    **dict.fromkeys(("border-image", "border-image-source", "border-image-slice"), "no pictures"),
    **dict.fromkeys(("mask", "mask-image", "mask-border", "mask-border-source"), "no pictures"),
}

_MULTIPLY = "Word has none of it, and each level in another doubles the time of layout"
REFUSED_KEYWORDS: Mapping[str, Mapping[str, str]] = {
    "display": dict.fromkeys(("flex", "inline-flex", "grid", "inline-grid"), _MULTIPLY),
}
"""Keywords that a property may not have, and why."""

_BY_TYPE = "em rem ex rex ch rch cap rcap ic ric lh rlh"
RELATIVE = frozenset(_BY_TYPE.split())
"""Units that are measured by the type (CSS Values 4 §6.1)."""


@dataclass(frozen=True)
class Limit:
    """The limits of a property's numbers, whatever their sign; 0 always passes."""

    points: float = 10_000
    least: float = 0
    """Points of the smallest length that is not 0; a hundredth of it in relative units."""
    relative: float = 200
    percent: float = 2000
    number: float = 10_000
    plain: bool = False
    """Properties whose lengths must be literal: a sum could hide their size."""

    def trouble(self, node: Node) -> str | None:
        """The fault of a number, a percentage or a dimension; None without one."""
        size, unit, most, least = abs(node.value), "", self.number, 0.0
        if node.type == "percentage":
            unit, most, least = "%", self.percent, self.least
        elif node.type == "dimension" and node.lower_unit in POINTS:
            unit, most, least = "pt", self.points, self.least
            size *= POINTS[node.lower_unit]
        elif node.type == "dimension" and node.lower_unit in RELATIVE:
            unit, most, least = node.unit, self.relative, self.least / 10
        if not size <= most:
            return f"more than {most:g}{unit}"
        return f"less than {least:g}{unit}" if 0 < size < least else None


_USUAL = Limit()
_TYPE = Limit(points=300, relative=6, percent=600, number=1000)
_RULE = Limit(points=200, least=0.2, relative=20, percent=200, plain=True)
_SPACE = Limit(points=300, relative=20)
LIMITS: Mapping[str, Limit] = {
    "font-size": _TYPE,
    "font": _TYPE,
    "line-height": replace(_TYPE, relative=20, number=20, percent=2000),
    "letter-spacing": _SPACE,
    "word-spacing": _SPACE,
    "columns": Limit(least=20, number=8),
    "column-count": Limit(number=8),
    "column-width": Limit(least=20),
    "tab-size": Limit(number=32),
    "size": Limit(points=6000, least=140, relative=0, percent=0, number=0, plain=True),
    "text-decoration": _RULE,
    "text-decoration-thickness": _RULE,
}
"""Properties that cost more than others when their numbers grow, or shrink."""

_RULED = ("border", "outline", "column-rule")
_NOT_RULED = ("-radius", "-spacing", "-offset")


def limit(name: str) -> Limit:
    """The limit of a property; rules of all kinds share one, because dots are drawn one by one."""
    if name.startswith(_RULED) and not name.endswith(_NOT_RULED):
        return _RULE
    return LIMITS.get(name, _USUAL)
