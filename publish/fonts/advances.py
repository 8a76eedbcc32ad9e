"""The width of a text in a font file, unkerned."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from publish.fonts.opentype import FontFile

_USUAL, _MONOSPACED = 0.55, 0.602
"""Ems of a character in a font that is not at hand."""


def ems(text: str, data: bytes | None, *, monospaced: bool = False) -> float:
    """The width of ``text`` in ems; characters that the font ``data`` lacks are estimated."""
    usual = _MONOSPACED if monospaced else _USUAL
    known = ((c, _advance(data, c) if data else None) for c in text)
    return sum(_estimate(c, usual) if width is None else width for c, width in known)


@lru_cache(maxsize=64)
def _font(data: bytes) -> FontFile:
    return FontFile(data)


@lru_cache(maxsize=16_384)
def _advance(data: bytes, character: str) -> float | None:
    font = _font(data)
    units = font.advance(character)
    return None if units is None else units / font.em


@lru_cache(maxsize=1024)
def _estimate(character: str, usual: float) -> float:
    if unicodedata.combining(character):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else usual
