"""CSS boxes, folded into what a paragraph can carry: indents, gaps, borders, a ground.

Word has no boxes inside boxes. A paragraph's indents are the sum of what lies
around it; its gaps are the margins that collapse (CSS 2.2 §8.3.1), of which Word
too takes the larger (ISO 29500-1 §17.3.1.33). Points throughout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from publish.cascade.looks import Border, BoxLook, Length
from publish.formats.docx.model.formatting import FARTHEST, Rule

AROUND = ("top", "left", "bottom", "right")
"""The sides in the order in which Word names them."""
WHITE = "FFFFFF"
_HAIRLINE = 2
"""Eighths of a point: the thinnest line Word draws, for borders that only give room."""
KINDS = {"dashed": "dashed", "dotted": "dotted", "double": "double"}
"""Word's names of the lines that CSS has; all others are solid."""


@dataclass(frozen=True)
class Edge:
    """The gap that grows at one side of what comes next.

    ``settled`` will not change any more, ``open`` margins may still collapse
    with others. Behind a border the edge is ``sealed``: what lies inside has
    gone into the border's distance already.
    """

    settled: float = 0.0
    open: float = 0.0
    sealed: bool = False
    rule: Rule | None = None

    def margin(self, points: float) -> Edge:
        """The edge with one more margin adjoining."""
        return self if self.sealed else replace(self, open=collapsed(self.open, points))

    def padding(self, points: float) -> Edge:
        """The edge with padding inside of it, through which no margin collapses."""
        if self.sealed or not points:
            return self
        return Edge(self.settled + self.open + points)

    def seal(self, rule: Rule | None) -> Edge:
        """The edge with a border, or a ground, drawn at it."""
        return Edge(self.total, 0.0, True, rule)

    @property
    def total(self) -> float:
        """The gap; never negative, since Word has no such thing."""
        return max(0.0, self.settled + self.open)

    @property
    def pull(self) -> float:
        """What a negative margin takes from the gap on the other side."""
        return min(0.0, self.settled + self.open)


OPEN = Edge()


def collapsed(one: float, other: float) -> float:
    """Two adjoining margins as one: the greatest, less the most negative."""
    return max(one, other, 0.0) + min(one, other, 0.0)


@dataclass(frozen=True)
class Band:
    """Borders and ground that all paragraphs of one box carry, so that Word draws one box."""

    top: Rule | None
    left: Rule | None
    bottom: Rule | None
    right: Rule | None
    shading: str | None
    group: int


def thickness(border: Border | None) -> float:
    """The width of a border; 0 of none."""
    return border.width if border else 0.0


def rule(border: Border, space: float = 0.0) -> Rule:
    """A border as Word draws it."""
    size = min(96, max(_HAIRLINE, round(border.width * 8)))
    return Rule(size, border.color, _space(space), KINDS.get(border.style, "single"))


def spacer(space: float, ground: str | None) -> Rule | None:
    """A border in the color of the ground, which gives a box its padding."""
    return Rule(_HAIRLINE, ground or WHITE, _space(space)) if round(space) > 0 else None


def _space(points: float) -> int:
    return max(0, min(FARTHEST, round(points)))


def length(value: Length | None, whole: float) -> float:
    """A length; ``auto`` is nothing."""
    return value.of(whole) if value else 0.0


def placed(box: BoxLook, measure: float) -> tuple[float, float]:
    """Where the content of a block begins, from its container's left edge, and its width."""
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
    """Does the box show at its sides: a ground, or a border there?"""
    return bool(box.ground or box.border.left or box.border.right)


def is_visible(box: BoxLook) -> bool:
    """Does the box show at all?"""
    return is_sided(box) or bool(box.border.top or box.border.bottom)


def is_inset(box: BoxLook) -> bool:
    """Does the content begin or end elsewhere than that of the box around?"""
    insets = (box.margin.left, box.margin.right, box.padding.left, box.padding.right)
    return box.width is not None or any(length(inset, 100.0) for inset in insets)


def inner_edge(boxes: Sequence[BoxLook], side: str, measure: float) -> float:
    """The gap inside a box's edge that the chain of its first (last) descendants makes."""
    edge = OPEN
    for box in boxes:
        edge = edge.margin(length(box.margin[side], measure))
        edge = edge.padding(box.padding[side].of(measure))
    return edge.total


def band(box: BoxLook, measure: float, inside: tuple[float, float], group: int) -> Band:
    """What the paragraphs of a box carry; ``inside`` are the gaps at its top and bottom edge."""

    def line(side: str, extra: float) -> Rule | None:
        border = box.border[side]
        space = box.padding[side].of(measure) + extra
        if border:
            return rule(border, space)
        vertical = side in ("top", "bottom")
        # Without a ground only the sides' borders need to be drawn longer, past the padding.
        needed = box.ground or (vertical and box.padding[side].of(measure))
        return spacer(space, box.ground) if needed else None

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
    """Is the padding at the sides within what Word allows between text and border?"""
    return all(box.padding[side].of(measure) <= FARTHEST for side in ("left", "right"))
