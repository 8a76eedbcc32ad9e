"""The lines of a PDF's blocks, letter by letter, by their places on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from math import hypot
from unicodedata import bidirectional

from publish.content import Lines, Piece
from publish.proof.readers.pdf.paper import Matrix
from publish.values import dataclass

Mark = tuple[int, int]
_LINE = 0.7
"""The distance of another line, in sizes of the type; raised or lowered text is nearer."""


@dataclass(frozen=True)
class Shown:
    """A painted string: its place, the size of its type, and its glyphs, measured when asked."""

    matrix: Matrix
    size: float
    measured: Callable[[], tuple[Sequence[str], Sequence[tuple[float, float]]]]
    """Gives the glyphs, and the begin and end of each along the line."""

    def piece(self) -> Piece:
        """The letters, and the middle of each."""
        a, b, _, _, e, f = self.matrix
        scale = hypot(a, b) or 1.0
        origin = (e * a + f * b) / scale
        letters: list[str] = []
        places: list[float] = []
        for glyph, (start, end) in zip(*self.measured(), strict=True):
            count = len(glyph)
            turned = count > 1 and bidirectional(glyph[0]) in ("R", "AL")
            for n, letter in enumerate(glyph):
                share = (count - 1 - n if turned else n) + 0.5
                letters.append(letter)
                places.append(origin + scale * (start + (end - start) * share / count))
        return Piece(tuple(letters), tuple(places))

    @property
    def height(self) -> float:
        """The height of the baseline, across the direction of the line."""
        a, b, _, _, e, f = self.matrix
        return (f * a - e * b) / (hypot(a, b) or 1.0)

    @property
    def type_size(self) -> float:
        """The size of the type on the page."""
        return abs(self.size) * hypot(self.matrix[0], self.matrix[1])


@dataclass
class Blocks:
    """The marks of every block, in the order of reading."""

    marks: list[list[Mark]] = field(default_factory=lambda: [[]])

    def divide(self) -> None:
        """Begin or end a block."""
        if self.marks[-1]:
            self.marks.append([])

    def add(self, marks: Iterable[Mark]) -> None:
        """Add marks to the present block."""
        self.marks[-1] += marks

    def lines(self, shown: Mapping[Mark, Sequence[Shown]]) -> tuple[Lines, ...]:
        """The lines of every visible block."""
        blocks = (_lines_of(marks, shown) for marks in self.marks)
        return tuple(block for block in blocks if block)


def _lines_of(marks: Iterable[Mark], shown: Mapping[Mark, Sequence[Shown]]) -> Lines:
    lines: list[list[Piece]] = []
    last: tuple[int, float] | None = None
    for mark in marks:
        for one in shown.get(mark, ()):
            page, height = mark[0], one.height
            if last is None or last[0] != page or abs(height - last[1]) > _LINE * one.type_size:
                lines.append([])
                last = (page, height)
            lines[-1].append(one.piece())
    return tuple(map(tuple, lines))
