"""CSS boxes as properties of paragraphs: indents, gaps, borders, shading.

Word has no boxes inside boxes. A paragraph's indents are the sum of the boxes around
it; its gaps are the margins that collapse (CSS 2.2 §8.3.1), of which Word also takes
the larger (ISO 29500-1 §17.3.1.33). All lengths are in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publish.cascade.looks import Border, BoxLook, Length
from publish.formats.docx.model.formatting import FARTHEST, Rule
from publish.values import dataclass

WHITE = "FFFFFF"
_HAIRLINE = 2
"""Eighths of a point: the thinnest line that Word draws, for borders that are only padding."""
LINES = {"dashed": "dashed", "dotted": "dotted", "double": "double"}
"""Word's names for CSS's border styles; all others are solid."""


@dataclass(frozen=True)
class Edge:
    """The gap at one edge of the next block, as boxes are entered.

    ``fixed`` will not change any more, ``open`` margins may still collapse with
    others. Inside a border the edge is ``sealed``: further gaps are already in the
    border's distance.
    """

    fixed: float = 0.0
    open: float = 0.0
    sealed: bool = False
    rule: Rule | None = None

    def margin(self, points: float) -> Edge:
        """The edge with one more adjoining margin."""
        return self if self.sealed else replace(self, open=collapsed(self.open, points))

    def padding(self, points: float) -> Edge:
        """The edge with padding, through which no margin collapses."""
        if self.sealed or not points:
            return self
        return Edge(self.fixed + self.open + points)

    def seal(self, rule: Rule | None) -> Edge:
        """The edge with a border or a ground drawn at it."""
        return Edge(self.total, 0.0, True, rule)

    @property
    def total(self) -> float:
        """The gap; never negative, since Word has no negative gaps."""
        return max(0.0, self.fixed + self.open)

    @property
    def pull(self) -> float:
        """The negative margin, which is taken from the gap of the block before."""
        return min(0.0, self.fixed + self.open)


OPEN = Edge()


def collapsed(one: float, other: float) -> float:
    """Two adjoining margins as one: the largest, less the most negative."""
    return max(one, other, 0.0) + min(one, other, 0.0)


@dataclass(frozen=True)
class Band:
    """Borders and shading of all paragraphs of one box, so that Word draws one box."""

    top: Rule | None
    left: Rule | None
    bottom: Rule | None
    right: Rule | None
    shading: str | None
    group: int


def thickness(border: Border | None) -> float:
    """The width of a border; 0 for none."""
    return border.width if border else 0.0


def rule(border: Border, space: float = 0.0) -> Rule:
    """A border in Word's units."""
    size = min(96, max(_HAIRLINE, round(border.width * 8)))
    return Rule(size, border.color, _space(space), LINES.get(border.style, "single"))


def _padding(space: float, ground: str | None) -> Rule | None:
    """A border in the color of the ground, as padding."""
    return Rule(_HAIRLINE, ground or WHITE, _space(space)) if round(space) > 0 else None


def _space(points: float) -> int:
    return max(0, min(FARTHEST, round(points)))


def length(value: Length | None, whole: float) -> float:
    """A length in points; ``auto`` is 0."""
    return value.of(whole) if value else 0.0


def placed(box: BoxLook, measure: float) -> tuple[float, float]:
    """The left edge of a block's content, from its container's, and its width."""
    left, right = (length(box.margin[side], measure) for side in ("left", "right"))
    inner_left, inner_right = (
        thickness(box.border[side]) + box.padding[side].of(measure) for side in ("left", "right")
    )
    extra = inner_left + inner_right
    inset = extra if box.border_box else 0.0
    width = free = measure - left - right - extra
    if box.width is not None:
        width = box.width.of(measure) - inset
    if box.max_width is not None:
        width = min(width, box.max_width.of(measure) - inset)
    if free > width and box.margin.left is None:
        left = (free - width) / (2 if box.margin.right is None else 1)
    return left + inner_left, max(1.0, width)


def is_sided(box: BoxLook) -> bool:
    """Does the box show at its sides, by a ground or a border there?"""
    return bool(box.ground or box.border.left or box.border.right)


def is_visible(box: BoxLook) -> bool:
    """Does the box show at all?"""
    return is_sided(box) or bool(box.border.top or box.border.bottom)


def is_inset(box: BoxLook) -> bool:
    """Is the content indented in the box around?"""
    insets = (box.margin.left, box.margin.right, box.padding.left, box.padding.right)
    return box.width is not None or any(length(inset, 100.0) for inset in insets)


def inner_edge(boxes: Sequence[BoxLook], side: str, measure: float) -> float:
    """The gap inside a box's edge, from the boxes of its first (last) descendants."""
    edge = OPEN
    for box in boxes:
        edge = edge.margin(length(box.margin[side], measure))
        edge = edge.padding(box.padding[side].of(measure))
    return edge.total


def band(box: BoxLook, measure: float, inside: tuple[float, float], group: int) -> Band:
    """The borders and shading of a box's paragraphs.

    ``inside`` are the gaps inside its top and bottom edge.
    """

    def line(side: str, extra: float) -> Rule | None:
        border = box.border[side]
        space = box.padding[side].of(measure) + extra
        if border:
            return rule(border, space)
        vertical = side in ("top", "bottom")
        # Without a ground only vertical padding is needed, to make the borders at the sides longer.
        needed = box.ground or (vertical and box.padding[side].of(measure))
        return _padding(space, box.ground) if needed else None

    top, bottom = inside
    return Band(
        line("top", top),
        line("left", 0.0),
        line("bottom", bottom),
        line("right", 0.0),
        box.ground,
        group,
    )


def fits_a_band(box: BoxLook, measure: float) -> bool:
    """Does Word allow the padding at the sides, between text and border?"""
    return all(box.padding[side].of(measure) <= FARTHEST for side in ("left", "right"))
