"""The chunks of a PNG (PNG 3rd ed. §5.3), and the texts in them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import field

from publish.pictures.structure.damage import MOST_PARTS, Damaged
from publish.values import dataclass

SIGNATURE = b"\x89PNG\r\n\x1a\n"
XMP = b"XML:com.adobe.xmp"
"""The keyword of XMP's text (ISO 16684-3 §3.3.5)."""
RAW_PROFILE = b"Raw profile type "
"""The beginning of the keyword of a block that ImageMagick keeps as a text."""

MOST_UNPACKED = 16 * 1024 * 1024
"""The limit of an unpacked text, in bytes: more is an attack, not a credit."""


@dataclass(frozen=True)
class Chunk:
    """One chunk: ``data[start:end]``, with length, type and checksum."""

    type: bytes
    start: int
    end: int
    data: bytes = field(repr=False)
    """The bytes of the whole file."""

    @property
    def payload(self) -> bytes:
        """Its content."""
        return self.data[self.start + 8 : self.end - 4]


def chunks(data: bytes) -> Iterator[Chunk]:
    """The chunks up to the end of the image; raises :class:`Damaged` where it is truncated."""
    start = len(SIGNATURE)
    for _ in range(MOST_PARTS):
        end = start + 12 + int.from_bytes(data[start : start + 4], "big")
        if end > len(data):
            raise Damaged("is cut short")
        chunk = Chunk(data[start + 4 : start + 8], start, end, data)
        yield chunk
        if chunk.type == b"IEND":
            return
        start = end
    raise Damaged("has too many parts")


def chunk(type: bytes, payload: bytes) -> bytes:
    """The bytes of a chunk."""
    crc = zlib.crc32(type + payload)
    return len(payload).to_bytes(4, "big") + type + payload + crc.to_bytes(4, "big")


def text(type: bytes, body: bytes) -> bytes:
    """The text in a tEXt, zTXt or iTXt chunk, from the bytes after its keyword (§11.3.3).

    Raises :class:`Damaged`.
    """
    if type == b"tEXt":
        return body
    if type == b"zTXt":
        return unpacked(body[1:])
    # Compression flag and method, language, translated keyword.
    parts = body[2:].split(b"\0", 2)
    if len(parts) < 3:
        raise Damaged("text is cut short")
    return unpacked(parts[2]) if body[0] else parts[2]


def unpacked(packed: bytes, window: int = zlib.MAX_WBITS) -> bytes:
    """Data unpacked by zlib, of limited size; raises :class:`Damaged`."""
    stream = zlib.decompressobj(window)
    try:
        found = stream.decompress(packed, MOST_UNPACKED)
    except zlib.error:
        raise Damaged("text cannot be unpacked") from None
    if stream.unconsumed_tail or not stream.eof:
        raise Damaged("text is cut short, or too long")
    return found


def profile(body: bytes) -> tuple[bytes, bytes]:
    """Name and bytes of a block in a text: its name, its length, lines of hexadecimal digits.

    Raises :class:`Damaged`.
    """
    try:
        name, _, digits = body.strip().split(b"\n", 2)
        return name.strip(), bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        raise Damaged("profile is garbled") from None
