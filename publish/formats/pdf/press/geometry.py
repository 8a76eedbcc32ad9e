"""Matrices (ISO 32000-1 §8.3.4) and boxes of what is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot, inf

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
EVERYWHERE: Box = (-inf, -inf, inf, inf)
NOWHERE: Box = (inf, inf, -inf, -inf)
MILLIMETRE = 72 / 25.4


def product(first: Matrix, then: Matrix) -> Matrix:
    """``first``, and ``then`` the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    linear = (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j)
    return (*linear, e * g + f * i + k, e * h + f * j + m)


def lengths(matrix: Matrix) -> tuple[float, float]:
    """The lengths that a unit along x and along y become."""
    a, b, c, d, *_ = matrix
    return hypot(a, b), hypot(c, d)


def around(box: Box, points: Sequence[float], matrix: Matrix) -> Box:
    """``box``, grown to hold points that are given as x, y, x, y …"""
    a, b, c, d, e, f = matrix
    left, bottom, right, top = box
    for at in range(0, len(points) - 1, 2):
        x, y = points[at], points[at + 1]
        across, up = a * x + c * y + e, b * x + d * y + f
        left, right = min(left, across), max(right, across)
        bottom, top = min(bottom, up), max(top, up)
    return left, bottom, right, top


def corners(x: float, y: float, wide: float, high: float) -> tuple[float, ...]:
    """The corners of a rectangle."""
    return x, y, x + wide, y, x, y + high, x + wide, y + high


def common(one: Box, other: Box) -> Box:
    """The part that two boxes share; it may be empty."""
    low = max(one[0], other[0]), max(one[1], other[1])
    return (*low, min(one[2], other[2]), min(one[3], other[3]))


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share an area."""
    left, bottom, right, top = common(one, other)
    return left < right and bottom < top


def holds(outer: Box, inner: Box, slack: float = 0.5) -> bool:
    """Whether a box is inside another."""
    low = inner[0] >= outer[0] - slack and inner[1] >= outer[1] - slack
    return low and inner[2] <= outer[2] + slack and inner[3] <= outer[3] + slack


def thickness(box: Box) -> float:
    """The smaller side of a box; 0 if it is empty."""
    return max(0.0, min(box[2] - box[0], box[3] - box[1]))
