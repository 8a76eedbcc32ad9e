"""Reads and writes a font file's table directory; checks it, and sizes that would exhaust memory.

OpenType 1.9, "Organization of an OpenType Font" and "cmap". Libraries read most tables
themselves.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

SIGNATURES = (b"\0\1\0\0", b"OTTO", b"true")
NEEDED = frozenset((b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name", b"OS/2"))
OUTLINES = (frozenset((b"glyf", b"loca")), frozenset((b"CFF ",)), frozenset((b"CFF2",)))
CHARACTERS = 400_000
"""Most mapped characters. Unicode has fewer; a few bytes can claim four billion."""

_GROUPED = (12, 13)
"""``cmap`` formats with ranges."""
_COLLECTION = b"ttcf"
_CHECKSUM = 0xB1B0AFBA
"""The checksum of a whole file, by which ``head`` is adjusted."""


def find_fault(data: bytes) -> str | None:
    """Describe the fault of a font file; None if it is valid."""
    try:
        # A theme names a file for each face, so a collection has no place there.
        found = tables(data) if data[:4] != _COLLECTION else {}
        if not NEEDED <= found.keys() or not any(kind <= found.keys() for kind in OUTLINES):
            return "is not a font, or lacks required tables"
        (em,) = struct.unpack_from(">H", found[b"head"], 18)
        if not 16 <= em <= 16384:
            return f"has {em} units per em"
        if _mapped(found[b"cmap"]) > CHARACTERS:
            return f"claims more than {CHARACTERS} characters"
    except (struct.error, ValueError):
        return "is not a font, or is truncated"
    return None


def tables(data: bytes, number: int = 0) -> dict[bytes, memoryview]:
    """Return a font's tables by their tags; ``number`` is its place in a collection.

    Raises ``ValueError`` or ``struct.error`` for what is no font, and for one that is truncated.
    """
    start = 0
    if data[:4] == _COLLECTION:
        (start,) = struct.unpack_from(">L", data, 12 + 4 * number)
    if data[start : start + 4] not in SIGNATURES:
        raise ValueError
    (count,) = struct.unpack_from(">H", data, start + 4)
    found: dict[bytes, memoryview] = {}
    view = memoryview(data)
    for place in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, start + 12 + 16 * place)
        if offset + length > len(data) or tag in found:
            raise ValueError
        found[tag] = view[offset : offset + length]
    return found


def with_tables(data: bytes, changed: Mapping[bytes, bytes]) -> bytes:
    """Return a font with other tables of these tags, its checksums computed anew."""
    found = {tag: bytes(table) for tag, table in tables(data).items()} | dict(changed)
    found[b"head"] = found[b"head"][:8] + bytes(4) + found[b"head"][12:]
    count = len(found)
    power = count.bit_length() - 1
    head = struct.pack(">4sHHHH", data[:4], count, 16 << power, power, 16 * count - (16 << power))
    directory, body = [head], []
    offset = 12 + 16 * count
    for tag, table in sorted(found.items()):
        padded = table + bytes(-len(table) % 4)
        directory.append(struct.pack(">4sLLL", tag, _sum(padded), offset, len(table)))
        body.append(padded)
        offset += len(padded)
    whole = bytearray(b"".join(directory + body))
    place = next(r for r in directory[1:] if r[:4] == b"head")
    (start,) = struct.unpack_from(">L", place, 8)
    struct.pack_into(">L", whole, start + 8, (_CHECKSUM - _sum(whole)) % 2**32)
    return bytes(whole)


def _sum(padded: bytes | bytearray) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) % 2**32


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
