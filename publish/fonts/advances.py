"""The widths of characters in a font file."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache

from fontTools.ttLib import TTFont


@lru_cache(maxsize=64)
def advances(data: bytes) -> Mapping[int, float]:
    """The advance of every character of a font, in ems, by its code point."""
    return advances_of(TTFont(io.BytesIO(data), lazy=True))


def advances_of(font: TTFont) -> Mapping[int, float]:
    """The same for a font that is open."""
    em = font["head"].unitsPerEm
    widths = font["hmtx"].metrics
    return {code: widths[name][0] / em for code, name in font.getBestCmap().items()}
