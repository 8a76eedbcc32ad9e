"""A PDF's fonts, as far as text needs them: from bytes to characters.

pdfminer does this for most fonts, but does not support CMaps embedded in a file, and reads as CIDs
what the ToUnicode map calls codes (ISO 32000-1 §9.10.3).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Any, NamedTuple
from unicodedata import category

from pdfminer.cmapdb import CMapBase
from pdfminer.pdffont import PDFCIDFont, PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1

from publish.proof.word_diff import INVISIBLE

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""The text of a code without a Unicode value."""
_NO_GLYPH = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""Controls and spaces need no glyph."""
_TO_NOTHING = re.compile(rb"<([0-9A-Fa-f]{4})>\s+0\b")


class Fonts(PDFResourceManager):
    """The fonts of a file; those with a CMap of their own get codes to map."""

    def get_font(self, objid: object, spec: Any) -> PDFFont:
        """A font by its dictionary; ``objid`` is its key in the cache."""
        font = super().get_font(objid, spec)
        encoding = resolve1(spec.get("Encoding"))
        if isinstance(font, PDFCIDFont) and isinstance(encoding, PDFStream):
            font.cmap = _Codes(encoding.get_data())
        return font


class _Codes(CMapBase):
    """The codes of a font with a CMap of its own, all of two bytes."""

    def __init__(self, cmap: bytes) -> None:
        super().__init__()
        self.empty = frozenset(int(code, 16) for code in _TO_NOTHING.findall(cmap))

    def decode(self, code: bytes) -> Iterator[int]:
        """The codes in a string."""
        count = len(code) // 2
        return iter(struct.unpack(f">{count}H", code[: 2 * count]))


class Glyph(NamedTuple):
    """The glyph for a code of a font."""

    text: str
    """Its text; a part of a letter without text of its own has none."""
    width: float
    """Its advance, in sizes of the type."""
    blank: bool
    """It is invisible."""
    box: bool
    """It is the box for a missing glyph."""


def glyph_of(font: Any, code: int) -> Glyph:
    """The glyph for a code of a font."""
    try:
        text = str(font.to_unichr(code))
    except PDFUnicodeNotDefined:
        text = UNKNOWN
    needless = all(category(c) in _NO_GLYPH or c in INVISIBLE for c in text)
    cmap = getattr(font, "cmap", None)
    return Glyph(
        text,
        float(font.char_width(code)),
        blank=bool(text) and needless,
        box=isinstance(cmap, _Codes) and code in cmap.empty and not needless,
    )
