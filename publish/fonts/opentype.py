"""A font file: its names, measures, permissions and characters.

OpenType 1.9: "head", "hhea", "OS/2", "name", "post". HarfBuzz reads characters and widths.
"""

from __future__ import annotations

import struct
from functools import cached_property
from typing import Any

from publish.fonts import naming, sfnt


class FontFile:
    """A font of a file; ``number`` is its place in a collection. Tables are read when needed.

    Each attribute raises one of :data:`DAMAGED` if the file is no font, or is truncated.
    """

    def __init__(self, data: bytes, number: int = 0) -> None:
        self.data, self.number = data, number

    @cached_property
    def tables(self) -> dict[bytes, memoryview]:
        """The tables by their tags."""
        return sfnt.tables(self.data, self.number)

    @cached_property
    def face(self) -> Any:
        """The font for HarfBuzz; only a file with a directory of tables reaches native code."""
        import uharfbuzz  # late: a build of the PDF alone needs none

        return uharfbuzz.Face(self.tables and uharfbuzz.Blob(self.data), self.number)

    @cached_property
    def characters(self) -> frozenset[int]:
        """The characters that have a glyph."""
        return frozenset(self.face.unicodes)

    @cached_property
    def permissions(self) -> int:
        """The bits of OS/2 fsType, which say whether it may be embedded."""
        return self._number(b"OS/2", 8, ">H")

    @cached_property
    def panose(self) -> bytes:
        """The ten digits of PANOSE, by which similar fonts are found."""
        return bytes(self.tables[b"OS/2"][32:42])

    @cached_property
    def unicode_ranges(self) -> tuple[int, ...]:
        """The blocks of Unicode that it is made for, as four numbers of bits (OS/2)."""
        return struct.unpack_from(">4L", self.tables[b"OS/2"], 42)

    @cached_property
    def code_pages(self) -> tuple[int, ...]:
        """The code pages that it is made for, as two numbers of bits; version 0 has none."""
        table = self.tables[b"OS/2"]
        return struct.unpack_from(">2L", table, 78) if table[1] else (0, 0)

    @cached_property
    def fixed_pitch(self) -> bool:
        """Have all characters the same width?"""
        return self._number(b"post", 12, ">L") != 0

    @cached_property
    def em(self) -> int:
        """The units per em."""
        return self._number(b"head", 18, ">H")

    @cached_property
    def descent(self) -> int:
        """The depth below the baseline in units, negative."""
        return self._number(b"hhea", 6, ">h")

    @cached_property
    def line(self) -> int:
        """The height in units of a line set solid."""
        ascent, gap = self._number(b"hhea", 4, ">h"), self._number(b"hhea", 8, ">h")
        return ascent - self.descent + gap

    def advance(self, character: str) -> int | None:
        """The width of a character in units, unkerned; None if it has no glyph."""
        glyph = self._sized.get_nominal_glyph(ord(character))
        return None if glyph is None else int(self._sized.get_glyph_h_advance(glyph))

    def name(self, number: int) -> str | None:
        """A name by its ID, in English if there is one."""
        return naming.find(self.tables[b"name"], number)

    @cached_property
    def _sized(self) -> Any:
        import uharfbuzz

        return uharfbuzz.Font(self.face)

    def _number(self, tag: bytes, place: int, form: str) -> int:
        return int(struct.unpack_from(form, self.tables[tag], place)[0])


DAMAGED = (struct.error, ValueError, KeyError)
"""Errors of a file that is no font, or is truncated."""
