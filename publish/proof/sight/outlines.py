"""Letters that an embedded font draws as nothing, so that nobody sees the text set in them.

Only the outlines are looked at, by the letters of the texts that must be seen; fonts that hold
pictures in the place of outlines are left alone, as are letters that Unicode wants to be blank.
"""

from __future__ import annotations

import io
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from fontTools.pens.areaPen import AreaPen
from fontTools.ttLib import TTFont, TTLibError

from publish.owed import Owed, Unseen

_LEAST = 0.0008
"""Square ems of ink: a thirtieth of a thin ``i``."""
_KINDS = frozenset({"Lu", "Ll", "Lt", "Lo", "Nd"})
_BLANK = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters that have no look of their own (Unicode, Default_Ignorable_Code_Point)."""
_PICTURES = ("CBDT", "sbix", "SVG ", "COLR")


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
    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            if any(table in font for table in _PICTURES):
                return frozenset()
            return frozenset(_without_ink(font, letters))
    except (TTLibError, KeyError, ValueError, IndexError, AttributeError, struct.error):
        return frozenset()


def _without_ink(font: TTFont, letters: Iterable[str]) -> Iterator[str]:
    names = font.getBestCmap()
    least = _LEAST * float(font["head"].unitsPerEm) ** 2
    ink = _ink_of_points if "glyf" in font else _ink_of_curves
    for letter in letters:
        name = names.get(ord(letter))
        if name is not None and abs(ink(font, name)) < least:
            yield letter


def _ink_of_points(font: TTFont, name: str) -> float:
    """The area between the points of a TrueType glyph, curves cut short: this takes no time."""
    table = font["glyf"]
    points, ends, _ = table[name].getCoordinates(table)
    area, begin = 0.0, 0
    for end in ends:
        contour = points[begin : end + 1]
        begin = end + 1
        for (x, y), (right, up) in zip(contour, [*contour[1:], *contour[:1]], strict=True):
            area += x * up - right * y
    return area / 2


def _ink_of_curves(font: TTFont, name: str) -> float:
    glyphs = font.getGlyphSet()
    pen = AreaPen(glyphs)
    glyphs[name].draw(pen)
    return float(pen.value)


def _has_a_look(character: str) -> bool:
    return unicodedata.category(character) in _KINDS and character not in _BLANK
