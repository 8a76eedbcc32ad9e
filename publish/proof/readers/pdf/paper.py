"""The places of a PDF's text and pictures, and whether they are on the paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.utils import apply_matrix_pt

from publish.proof.readers.bidi import logical, runs_left

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""

_TOLERANCE = 1.0
"""Points that content can extend beyond an edge before it counts as cut off."""
_DEPTH, _HEIGHT = -0.2, 0.7
"""The extent of letters below and above their baseline, in sizes of the type: of readable letters.
A font's own values are the height of its line, which no reader misses."""
_UNIT: Box = (0, 0, 1, 1)
"""The square that every image fills before it is placed (ISO 32000-1 §8.9.5)."""


class Paper:
    """One page's edges, and the content painted across them.

    Text must be on the trimmed page (ISO 32000-1 §14.11.2); a picture can extend into the bleed
    around it. A clip cuts off a picture on purpose, as ``object-fit`` does.
    """

    def __init__(self, page: PDFPage, ctm: Matrix) -> None:
        self._sheet = _bounds(ctm, page.cropbox)
        trim = _box(page.attrs.get("TrimBox"))
        self._trim = _overlap(self._sheet, _bounds(ctm, trim) if trim else self._sheet)
        self._clip: Box | None = None
        self._saved: list[Box | None] = []
        self._lines: dict[Matrix, list[str]] = {}

    @property
    def overruns(self) -> tuple[str, ...]:
        """The lines of text that leave the page, in reading order."""
        return tuple(
            "".join(logical(glyphs, leftward=runs_left(glyphs))).strip()
            for glyphs in self._lines.values()
        )

    def save(self) -> None:
        """Save the present clip."""
        self._saved.append(self._clip)

    def restore(self) -> None:
        """Go back to the last saved clip."""
        if self._saved:
            self._clip = self._saved.pop()

    def clip(self, ctm: Matrix, points: Sequence[tuple[float, float]]) -> None:
        """Show only content within the bounds of a path."""
        bounds = _around(apply_matrix_pt(ctm, point) for point in points)
        self._clip = bounds if self._clip is None else _overlap(self._clip, bounds)

    def text(
        self, place: Matrix, reach: tuple[float, float], size: float, glyphs: Sequence[str]
    ) -> None:
        """Record a piece of text, from ``reach``'s start to its end along the baseline."""
        extent = (reach[0], _DEPTH * size, reach[1], _HEIGHT * size)
        if place in self._lines or not _holds(self._trim, _bounds(place, extent)):
            self._lines.setdefault(place, []).extend(glyphs)

    def shows(self, ctm: Matrix) -> bool:
        """Whether the visible part of a picture is on the page."""
        bounds = _bounds(ctm, _UNIT)
        seen = bounds if self._clip is None else _overlap(bounds, self._clip)
        if seen[0] == seen[2] or seen[1] == seen[3]:
            seen = bounds
        return _holds(self._sheet, seen)


def _box(value: Any) -> Box | None:
    """A PDF's rectangle; None if there is none."""
    numbers = [resolve1(number) for number in resolve1(value) or ()]
    if len(numbers) != 4 or not all(isinstance(number, (int, float)) for number in numbers):
        return None
    return _around([(numbers[0], numbers[1]), (numbers[2], numbers[3])])


def _bounds(matrix: Matrix, box: Sequence[float]) -> Box:
    """The smallest upright box around a moved, turned or scaled box."""
    x0, y0, x1, y1 = box
    corners = ((x0, y0), (x1, y0), (x0, y1), (x1, y1))
    return _around(apply_matrix_pt(matrix, corner) for corner in corners)


def _around(points: Iterable[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _overlap(one: Box, other: Box) -> Box:
    """The intersection of two boxes; a box without extent where it is empty."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    return left, bottom, max(left, min(one[2], other[2])), max(bottom, min(one[3], other[3]))


def _holds(paper: Box, box: Box) -> bool:
    return (
        box[0] >= paper[0] - _TOLERANCE
        and box[1] >= paper[1] - _TOLERANCE
        and box[2] <= paper[2] + _TOLERANCE
        and box[3] <= paper[3] + _TOLERANCE
    )
