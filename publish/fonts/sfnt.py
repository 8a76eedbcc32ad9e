"""Checks a font file's table directory, and sizes that would exhaust memory.

OpenType 1.9, "Organization of an OpenType Font" and "cmap". Libraries read the tables
themselves.
"""

from __future__ import annotations

import struct

SIGNATURES = (b"\0\1\0\0", b"OTTO", b"true")
NEEDED = frozenset((b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name", b"OS/2"))
OUTLINES = (frozenset((b"glyf", b"loca")), frozenset((b"CFF ",)), frozenset((b"CFF2",)))
CHARACTERS = 400_000
"""Most mapped characters. Unicode has fewer; a few bytes can claim four billion."""

_GROUPED = (12, 13)
"""``cmap`` formats with ranges."""


def find_fault(data: bytes) -> str | None:
    """Describe the fault of a font file; None if it is valid."""
    try:
        tables = _tables(data)
        if not NEEDED <= tables.keys() or not any(kind <= tables.keys() for kind in OUTLINES):
            return "is not a font, or lacks required tables"
        (em,) = struct.unpack_from(">H", tables[b"head"], 18)
        if not 16 <= em <= 16384:
            return f"has {em} units per em"
        if _mapped(tables[b"cmap"]) > CHARACTERS:
            return f"claims more than {CHARACTERS} characters"
    except (struct.error, ValueError):
        return "is not a font, or is truncated"
    return None


def _tables(data: bytes) -> dict[bytes, memoryview]:
    if data[:4] not in SIGNATURES:
        raise ValueError
    (count,) = struct.unpack_from(">H", data, 4)
    found: dict[bytes, memoryview] = {}
    view = memoryview(data)
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        if offset + length > len(data) or tag in found:
            raise ValueError
        found[tag] = view[offset : offset + length]
    return found


def _mapped(cmap: memoryview) -> int:
    """Count the characters that all subtables of a ``cmap`` claim in ranges."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    offsets = {struct.unpack_from(">L", cmap, 8 + 8 * number)[0] for number in range(count)}
    total = 0
    for offset in offsets:
        (format,) = struct.unpack_from(">H", cmap, offset)
        if format not in _GROUPED:
            continue
        (groups,) = struct.unpack_from(">L", cmap, offset + 12)
        if groups > CHARACTERS:
            return CHARACTERS + 1
        for number in range(groups):
            first, last = struct.unpack_from(">LL", cmap, offset + 16 + 12 * number)
            total += max(0, last - first + 1)
    return total
