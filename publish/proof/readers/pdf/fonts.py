"""A PDF's fonts as far as text needs them: from the bytes that are shown to characters.

pdfminer does it for most fonts, but knows no CMaps that a file brings along,
and takes for CIDs what the ToUnicode map calls codes (ISO 32000-1 §9.10.3).
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
"""What a code says that has no Unicode value."""
_NO_GLYPH = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""Controls and spaces need no glyph."""
_TO_NOTHING = re.compile(rb"<([0-9A-Fa-f]{4})>\s+0\b")


class Fonts(PDFResourceManager):
    """The fonts of a file; those with a CMap of their own are given codes to map."""

    def get_font(self, objid: object, spec: Any) -> PDFFont:
        """A font by its dictionary; ``objid`` is what it is remembered by."""
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
        """The codes in a string that is shown."""
        count = len(code) // 2
        return iter(struct.unpack(f">{count}H", code[: 2 * count]))


class Glyph(NamedTuple):
    """What a code of a font shows."""

    text: str
    """What it says; a part of a letter that says nothing by itself has none."""
    width: float
    """How far it moves on, in sizes of the type."""
    blank: bool
    """Nothing is to be seen."""
    box: bool
    """The box is shown that stands for a missing glyph."""


def glyph_of(font: Any, code: int) -> Glyph:
    """What a code of a font shows."""
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
