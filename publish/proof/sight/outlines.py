"""Letters that an embedded font draws as nothing, so that nobody sees the text set in them.

Only the outlines are looked at, by the letters of the texts that must be seen; fonts that hold
pictures in the place of outlines are left alone, as are letters that Unicode wants to be blank.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import uharfbuzz

from publish.owed import Owed, Unseen
from publish.values import dataclass

_LEAST = 0.0008
"""Square ems of ink: a thirtieth of a thin ``i``."""
_KINDS = frozenset({"Lu", "Ll", "Lt", "Lo", "Nd"})
_BLANK = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters that have no look of their own (Unicode, Default_Ignorable_Code_Point)."""
_PICTURES = frozenset({"CBDT", "sbix", "SVG ", "COLR"})


def unseen_letters(owed: Sequence[Owed], fonts: Mapping[str, bytes]) -> Iterator[Unseen]:
    """The texts with a letter that a font has, and draws as nothing; ``fonts`` by their names."""
    letters = "".join(sorted({c for one in owed for c in one.text if _has_a_look(c)}))
    for name, data in fonts.items():
        blank = blank_letters(data, letters)
        for one in owed if blank else ():
            if missing := sorted(blank.intersection(one.text)):
                yield Unseen(one, f"the font {name} draws nothing for “{missing[0]}”")


@lru_cache(maxsize=64)
def blank_letters(data: bytes, letters: str) -> frozenset[str]:
    """Those of ``letters`` that a font has, without ink; none if it cannot be read."""
    face = uharfbuzz.Face(data)
    if _PICTURES.intersection(face.table_tags):
        return frozenset()
    font, least = uharfbuzz.Font(face), _LEAST * float(face.upem) ** 2
    glyphs = ((letter, font.get_nominal_glyph(ord(letter))) for letter in letters)
    return frozenset(letter for letter, glyph in glyphs if glyph and _ink(font, glyph) < least)


def _ink(font: uharfbuzz.Font, glyph: int) -> float:
    """The area between the points of a glyph, curves cut short: this takes no time."""
    area = _Area()
    font.draw_glyph(glyph, _PEN, area)
    return abs(area.doubled) / 2


@dataclass
class _Area:
    """Twice the area of contours (the shoelace formula); its sign is their direction."""

    doubled: float = 0.0
    begin: tuple[float, float] = (0.0, 0.0)
    last: tuple[float, float] = (0.0, 0.0)

    def to(self, x: float, y: float) -> None:
        """Draw a line."""
        self.doubled += self.last[0] * y - x * self.last[1]
        self.last = (x, y)


def _move(x: float, y: float, area: _Area) -> None:
    area.begin = area.last = (x, y)


def _line(x: float, y: float, area: _Area) -> None:
    area.to(x, y)


def _quadratic(one_x: float, one_y: float, x: float, y: float, area: _Area) -> None:
    area.to(one_x, one_y)
    area.to(x, y)


def _cubic(
    one_x: float, one_y: float, two_x: float, two_y: float, x: float, y: float, area: _Area
) -> None:
    area.to(one_x, one_y)
    area.to(two_x, two_y)
    area.to(x, y)


def _close(area: _Area) -> None:
    area.to(*area.begin)


def _pen() -> uharfbuzz.DrawFuncs:
    pen = uharfbuzz.DrawFuncs()
    pen.set_move_to_func(_move)
    pen.set_line_to_func(_line)
    pen.set_quadratic_to_func(_quadratic)
    pen.set_cubic_to_func(_cubic)
    pen.set_close_path_func(_close)
    return pen


_PEN = _pen()


def _has_a_look(character: str) -> bool:
    return unicodedata.category(character) in _KINDS and character not in _BLANK
