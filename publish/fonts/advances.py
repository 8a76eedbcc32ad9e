"""The widths of characters in a font file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from publish.fonts.opentype import FontFile


@lru_cache(maxsize=64)
def advances(data: bytes) -> Mapping[int, float]:
    """The advance of every character of a font, in ems, by its code point."""
    font = FontFile(data)
    widths = ((code, font.advance(chr(code))) for code in font.characters)
    return {code: width / font.em for code, width in widths if width is not None}
