"""Matrices of PDF (ISO 32000-1 §8.3.4), and boxes."""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot
from typing import Any

from pikepdf import Array

from publish.inspecting.pdf.press.facts import Box

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def product(first: Matrix, then: Matrix) -> Matrix:
    """``first``, and ``then`` the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, l = then  # noqa: E741
    return (
        *(a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j),
        *(e * g + f * i + k, e * h + f * j + l),
    )


def lengths(matrix: Matrix) -> tuple[float, float]:
    """The lengths that a unit along x and along y become."""
    a, b, c, d, *_ = matrix
    return hypot(a, b), hypot(c, d)


def smallest(matrix: Matrix) -> float:
    """The thinnest that a pen of width 1 can become."""
    return min(lengths(matrix))


def numbers(values: Iterable[Any]) -> list[float]:
    """Operands as numbers; anything else, and what is beyond any page, is 0."""
    found = []
    for value in values:
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            number = 0.0
        found.append(number if abs(number) < 1e9 else 0.0)
    return found


def matrix_of(values: Any) -> Matrix:
    """A matrix in a file; the identity if it is none."""
    found = numbers(values) if isinstance(values, Array | list) else []
    return tuple(found) if len(found) == 6 else IDENTITY  # type: ignore[return-value]


def box_of(value: Any) -> Box | None:
    """A rectangle in a file, its corners in order; None if it is none."""
    found = numbers(value) if isinstance(value, Array) else []
    if len(found) != 4:
        return None
    left, bottom, right, top = found
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
