"""Strings set in type: the text of each, and where its glyphs are along the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from itertools import chain
from typing import Any, NamedTuple

from publish.proof.readers.pdf.fonts import Glyph, glyph_of
from publish.proof.readers.pdf.instructions import Strings, values_of
from publish.values import dataclass

_SPACE = 32
"""The code that word spacing applies to (ISO 32000-1 §9.3.3)."""

Extent = tuple[float, float]
"""The begin and end of a glyph along the line."""


class _Step(NamedTuple):
    """A glyph and the move after it, or a move alone."""

    advance: float
    """The advance of both, in sizes of the type."""
    width: float
    text: str | None
    """The glyph's text; None for a mere move."""
    blank: bool


@dataclass
class Typeface:
    """A font, and the glyphs and moves that were met in it."""

    font: Any
    glyphs: dict[int, Glyph] = field(default_factory=dict)
    steps: dict[bytes, _Step | None] = field(default_factory=dict)
    """Pieces of strings as they are written; None for one that is not a single glyph or a move."""

    def glyph(self, code: int) -> Glyph:
        """The glyph for a code."""
        return self.glyphs.get(code) or self.glyphs.setdefault(code, glyph_of(self.font, code))

    def step(self, piece: bytes) -> _Step | None:
        """One glyph or one move; None for several."""
        if piece not in self.steps:
            self.steps[piece] = self._step(piece)
        return self.steps[piece]

    def _step(self, piece: bytes) -> _Step | None:
        *strings, last = values_of(piece)
        move = 0.0 if isinstance(last, bytes) else last * 0.001
        codes = [
            code
            for string in (*strings, last)
            if isinstance(string, bytes)
            for code in self.font.decode(string)
        ]
        if len(codes) > 1:
            return None
        for code in codes:
            glyph = self.glyph(code)
            return _Step(glyph.width - move, glyph.width, glyph.text, glyph.blank)
        return _Step(-move, 0.0, None, blank=True)


@dataclass(frozen=True)
class TypeState:
    """The state in which a string is set (§9.3)."""

    start: float
    """Where it begins along the line."""
    size: float
    """The size of the type, scaled along the line."""
    space: float
    """Added after each glyph, and after a space."""
    word_space: float


@dataclass(frozen=True)
class SetString:
    """A string that was set: its text, where it ends, and its first and last visible place."""

    letters: list[str]
    end: float
    reach: Extent | None


def set_string(face: Typeface, state: TypeState, pieces: Strings | Sequence[Any]) -> SetString:
    """Set a string whose ``pieces`` are ``Strings``, or strings and moves as pdfminer has them."""
    if isinstance(pieces, Strings) and not state.space and not state.word_space:
        known = face.steps
        steps = [known.get(piece) or face.step(piece) for piece in pieces.pieces()]
        if None not in steps:
            return _in_steps(steps, state)  # type: ignore[arg-type]  # no None is among them
    letters, extents, blanks, end = _glyph_by_glyph(face, state, pieces)
    seen = [extent for extent, blank in zip(extents, blanks, strict=True) if not blank]
    return SetString(letters, end, (seen[0][0], seen[-1][1]) if seen else None)


def measured(
    face: Typeface, state: TypeState, pieces: Strings | Sequence[Any]
) -> tuple[Sequence[str], Sequence[Extent]]:
    """The glyphs of a string, and the extent of each (§9.4.4)."""
    letters, extents, _, _ = _glyph_by_glyph(face, state, pieces)
    return letters, extents


def _in_steps(steps: list[_Step], state: TypeState) -> SetString:
    """The same, for glyphs one by one without any spacing: nearly every string."""
    advances = [step[0] for step in steps]
    reach = None
    first = next((n for n, step in enumerate(steps) if not step[3]), None)
    if first is not None:
        last = next(n for n in range(len(steps) - 1, -1, -1) if not steps[n][3])
        begin, end = sum(advances[:first]), sum(advances[:last]) + steps[last][1]
        reach = (state.start + begin * state.size, state.start + end * state.size)
    letters = [step[2] for step in steps if step[2] is not None]
    return SetString(letters, state.start + sum(advances) * state.size, reach)


def _glyph_by_glyph(
    face: Typeface, state: TypeState, pieces: Strings | Sequence[Any]
) -> tuple[list[str], list[Extent], list[bool], float]:
    """The texts of glyphs, their extents, whether each is blank, and the end of the string."""
    letters: list[str] = []
    extents: list[Extent] = []
    blanks: list[bool] = []
    x, size = state.start, state.size
    if isinstance(pieces, Strings):
        pieces = list(chain.from_iterable(map(values_of, pieces.pieces())))
    for piece in pieces:
        if not isinstance(piece, bytes):
            x -= piece * 0.001 * size
            continue
        for code in face.font.decode(piece):
            glyph = face.glyph(code)
            after = x + glyph.width * size
            letters.append(glyph.text)
            extents.append((x, after))
            blanks.append(glyph.blank)
            x = after + state.space
            if code == _SPACE and state.word_space and not face.font.is_multibyte():
                x += state.word_space
    return letters, extents, blanks, x
