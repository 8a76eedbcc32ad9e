"""The room that ``@page`` leaves for text.

A page without room gets one line, one letter or nothing, and an article then needs too
many pages to wait for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tinycss2.ast import Declaration, Node

from publish.css_units import POINTS
from publish.values import dataclass

LEAST = 85.0
"""The smallest width and height in points: 30 mm."""

_MM = POINTS["mm"]
SIZES = {
    **{f"a{n}": (w * _MM, h * _MM) for n, w, h in ((3, 297, 420), (4, 210, 297), (5, 148, 210))},
    "a6": (105 * _MM, 148 * _MM),
    "b4": (250 * _MM, 353 * _MM),
    "b5": (176 * _MM, 250 * _MM),
    "jis-b4": (257 * _MM, 364 * _MM),
    "jis-b5": (182 * _MM, 257 * _MM),
    "letter": (612.0, 792.0),
    "legal": (612.0, 1008.0),
    "ledger": (792.0, 1224.0),
}
"""Width and height in points (CSS Paged Media 3 §7.1)."""


@dataclass(frozen=True)
class PageRule:
    """An ``@page`` rule: its selector, its place, its declarations."""

    pages: str
    line: int
    declarations: tuple[Declaration, ...]


def cramped(rules: Iterable[PageRule]) -> Iterator[tuple[PageRule, str]]:
    """The rules that leave too little room, with the room they leave in words.

    Computed values (``calc()``) count as nothing, so that no rule is blamed wrongly.
    """
    general: dict[str, list[Node]] = {}
    for rule in rules:
        own = {d.lower_name: _plain(d.value) for d in rule.declarations}
        if not rule.pages:
            general |= own
        declared = {**general, **own}
        width, height = _size(declared.get("size", []))
        sides = _margins(declared)
        wide = width - _length(sides[1], width) - _length(sides[3], width)
        high = height - _length(sides[0], height) - _length(sides[2], height)
        if min(wide, high) < LEAST:
            yield rule, f"{wide / _MM:.0f} × {high / _MM:.0f} mm"


def _plain(nodes: Iterable[Node]) -> list[Node]:
    return [node for node in nodes if node.type not in ("whitespace", "comment")]


def _size(nodes: list[Node]) -> tuple[float, float]:
    words = [node.lower_value for node in nodes if node.type == "ident"]
    lengths = [_length(node, 0) for node in nodes if node.type in _LENGTHS]
    width, height = next((SIZES[word] for word in words if word in SIZES), SIZES["a4"])
    if lengths:
        width, height = lengths[0], lengths[-1]
    if "landscape" in words:
        width, height = max(width, height), min(width, height)
    return width, height


def _margins(declared: dict[str, list[Node]]) -> list[Node | None]:
    """Top, right, bottom, left; the longhands win, as themes write them after the shorthand."""
    four = declared.get("margin", [])[:4]
    all_four = [four[n] for n in _SPREAD.get(len(four), ())] or [None] * 4
    sides = ("top", "right", "bottom", "left")
    return [
        next(iter(declared.get(f"margin-{side}", [])), default)
        for side, default in zip(sides, all_four, strict=True)
    ]


_LENGTHS = ("dimension", "number")
_SPREAD = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}
"""The index of the value of ``margin`` for each side (CSS Box 4 §3.2)."""


def _length(node: Node | None, whole: float) -> float:
    if node is None:
        return 0.0
    if node.type == "percentage":
        return float(node.value) * whole / 100
    if node.type == "dimension":
        return float(node.value) * POINTS.get(node.lower_unit, 0.0)
    return 0.0
