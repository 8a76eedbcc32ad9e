"""Lengths and colors of CSS, as far as it matters whether somebody sees them.

A length that a screen decides is taken as on a small one (a page of 340 by 500 points).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tinycss2.ast import Node
from tinycss2.color4 import Color
from tinycss2.color5 import parse_color

from publish.cascade.luminance import ratio
from publish.css_units import POINTS
from publish.values import dataclass

ROOT = 12.0
"""Points of ``1rem``: a reader's usual size."""
WIDTH, HEIGHT = 340.0, 500.0
_EMS: Mapping[str, float] = {"em": 1.0, "ex": 0.5, "ch": 0.5, "cap": 0.7, "ic": 1.0, "lh": 1.2}
_SUMS = frozenset({"calc", "min", "max", "clamp", "-webkit-calc"})
_COLOR_CALLS = frozenset(
    {"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch"}
    | {"color", "color-mix", "device-cmyk", "light-dark"}
)


@dataclass(frozen=True)
class Paint:
    """A color in sRGB, 0 to 1, with its opacity."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, ground: Paint) -> Paint:
        """The color that is seen where this one lies on an opaque ground."""
        mixed = (
            own * self.alpha + below * (1 - self.alpha)
            for own, below in zip(self.channels, ground.channels, strict=True)
        )
        return Paint(*mixed)

    def faded(self, share: float) -> Paint:
        """The same color at a share of its opacity."""
        return Paint(self.red, self.green, self.blue, self.alpha * share)

    @property
    def channels(self) -> tuple[float, float, float]:
        """Red, green, blue."""
        return self.red, self.green, self.blue

    def contrast(self, ground: Paint) -> float:
        """The contrast with an opaque ground, 1 to 21 (WCAG 2.2)."""
        return ratio(self.over(ground).channels, ground.channels)

    @property
    def name(self) -> str:
        """``#rrggbb``"""
        return "#" + "".join(f"{round(255 * min(1, max(0, c))):02x}" for c in self.channels)


WHITE, BLACK = Paint(1, 1, 1), Paint(0, 0, 0)
CLEAR = Paint(0, 0, 0, 0)


def bare(nodes: Iterable[Node]) -> list[Node]:
    """Nodes without the white space and comments between them."""
    return [node for node in nodes if node.type not in ("whitespace", "comment")]


def word(nodes: Sequence[Node]) -> str:
    """The keyword that a value is; "" if it is anything else."""
    return str(nodes[0].lower_value) if len(nodes) == 1 and nodes[0].type == "ident" else ""


def paint(nodes: Sequence[Node]) -> Paint | str | None:
    """A color; a keyword in place of one, or ``unknown``; None for what is no color."""
    if len(nodes) != 1:
        return None
    node = nodes[0]
    if word(nodes) in ("currentcolor", "inherit"):
        return word(nodes)
    try:
        color = parse_color(node)
        if isinstance(color, Color):
            return _srgb(color)
    except (NotImplementedError, ValueError, TypeError):
        return "unknown"
    if node.type == "function" and node.lower_name in _COLOR_CALLS:
        return "unknown"
    return None


def _srgb(color: Color) -> Paint:
    """A color of any space; of one that is far from sRGB, the gray that is as light."""
    alpha = float(color.alpha)
    if color.space == "device-cmyk":
        cyan, magenta, yellow, black = color.coordinates
        red, green, blue = ((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow))
        return Paint(red, green, blue, alpha)
    if color.space in ("lab", "lch", "oklab", "oklch"):
        light = color.to("xyz-d50" if color.space.startswith("l") else "xyz-d65").coordinates[1]
        gray = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
        return Paint(gray, gray, gray, alpha)
    known = color.to("srgb") if color.space in ("srgb", "hsl", "hwb") else color
    red, green, blue = known.coordinates
    return Paint(red, green, blue, alpha)


def points(nodes: Sequence[Node], em: float, whole: float = WIDTH) -> float | None:
    """A length in points; ``whole`` is a hundred percent. None for what is no length."""
    if len(nodes) != 1:
        return None
    node = nodes[0]
    if node.type == "number":
        return 0.0 if node.value == 0 else None
    return _measure(node, em, whole)


def number(nodes: Sequence[Node], whole: float = 1.0) -> float | None:
    """A number, or a share of ``whole``; None for what is neither."""
    if len(nodes) != 1 or nodes[0].type not in ("number", "percentage", "function"):
        return None
    return _measure(nodes[0], 1.0, whole)


def _measure(node: Node, em: float, whole: float) -> float | None:
    match node.type:
        case "number":
            return float(node.value)
        case "percentage":
            return float(node.value) * whole / 100
        case "dimension":
            return _dimension(float(node.value), node.lower_unit, em)
        case "() block":
            return _sum(node.content, em, whole)
        case "function" if node.lower_name in _SUMS:
            return _called(node.lower_name, node.arguments, em, whole)
    return None


def _dimension(value: float, unit: str, em: float) -> float | None:
    if unit in POINTS:
        return value * POINTS[unit]
    if unit in _EMS:
        return value * _EMS[unit] * em
    if unit.startswith("r") and unit[1:] in _EMS:
        return value * _EMS[unit[1:]] * ROOT
    if unit[-1:] in ("w", "h", "i", "b") or unit.endswith(("vmin", "vmax")):
        high = unit.endswith(("h", "b", "vmax"))
        return value * (HEIGHT if high else WIDTH) / 100
    return None


def _called(name: str, arguments: Iterable[Node], em: float, whole: float) -> float | None:
    parts: list[list[Node]] = [[]]
    for node in arguments:
        if node == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    values = [_sum(part, em, whole) for part in parts]
    known = [value for value in values if value is not None]
    if len(known) < len(values) or not known:
        return None
    if name == "clamp" and len(known) == 3:
        return max(known[0], min(known[1], known[2]))
    return {"min": min, "max": max}.get(name, lambda all: all[0])(known)


def _sum(nodes: Iterable[Node], em: float, whole: float) -> float | None:
    """The result of ``+``, ``-``, ``*`` and ``/`` between numbers."""
    total, product, sign, operator = 0.0, None, 1.0, "*"
    for node in bare(nodes):
        if node.type == "literal" and node.value in ("+", "-"):
            total += sign * (product or 0.0)
            product, sign, operator = None, 1.0 if node.value == "+" else -1.0, "*"
        elif node.type == "literal" and node.value in ("*", "/"):
            operator = node.value
        else:
            value = _measure(node, em, whole)
            if value is None or (operator == "/" and not value):
                return None
            before = 1.0 if product is None else product
            product = before * value if operator == "*" else before / value
    return None if product is None else total + sign * product
