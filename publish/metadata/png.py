"""XMP in a PNG: an iTXt chunk before the image data (ISO 16684-3 §3.3.5, PNG 3rd ed. §11.3.3.4)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from publish.errors import Problem, SourceError

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"XML:com.adobe.xmp\0"

_MOST = 16 * 1024 * 1024
"""Bytes that a compressed packet may unfold to: more is an attack, not a credit."""


@dataclass(frozen=True)
class Chunk:
    """One chunk: ``data[start:end]``, with length, type and checksum."""

    type: bytes
    start: int
    end: int
    payload: bytes


def embed(data: bytes, packet: bytes) -> bytes:
    """The PNG with this packet instead of the one it has, before the image data.

    Raises ``SourceError`` if the PNG is broken.
    """
    chunks = list(_chunks(data))
    fresh = _chunk(b"iTXt", KEYWORD + b"\0\0" + b"\0" + b"\0" + packet)
    old = _main(chunks)
    first = next((c.start for c in chunks if c.type == b"IDAT"), None)
    if first is None:
        raise _refused("image-broken", "the picture has no image data", "save it again as PNG")
    if old is None:
        return data[:first] + fresh + data[first:]
    if old.start < first:
        return data[: old.start] + fresh + data[old.end :]
    return data[:first] + fresh + data[first : old.start] + data[old.end :]


def extract(data: bytes) -> bytes | None:
    """The XMP packet; None if there is none. Raises ``SourceError`` if the PNG is broken."""
    chunk = _main(list(_chunks(data)))
    if chunk is None:
        return None
    flag = chunk.payload[len(KEYWORD)] if len(chunk.payload) > len(KEYWORD) else 0
    # After the keyword: compression flag and method, language, translated keyword.
    parts = chunk.payload[len(KEYWORD) + 2 :].split(b"\0", 2)
    if len(parts) < 3:
        raise _refused("image-xmp-broken", "the picture's XMP is cut short", _FIX)
    return _unfolded(parts[2]) if flag else parts[2]


_FIX = "mend it, or take it out with: exiftool -XMP:all= FILE"


def _unfolded(packed: bytes) -> bytes:
    stream = zlib.decompressobj()
    try:
        packet = stream.decompress(packed, _MOST)
    except zlib.error as error:
        message = f"the picture's XMP cannot be unpacked: {error}"
        raise _refused("image-xmp-broken", message, _FIX) from None
    if stream.unconsumed_tail or not stream.eof:
        message = f"the picture's XMP is cut short, or over {_MOST} bytes"
        raise _refused("image-xmp-broken", message, _FIX)
    return packet


def _main(chunks: list[Chunk]) -> Chunk | None:
    found = [c for c in chunks if c.type == b"iTXt" and c.payload.startswith(KEYWORD)]
    if len(found) > 1:
        raise _refused("image-xmp-broken", "the picture has more than one XMP packet", _FIX)
    return found[0] if found else None


def _chunks(data: bytes) -> Iterator[Chunk]:
    if not data.startswith(SIGNATURE):
        raise _refused("image-broken", "the picture does not begin as a PNG", "save it again")
    start = len(SIGNATURE)
    while start < len(data):
        end = start + 12 + int.from_bytes(data[start : start + 4], "big")
        if end > len(data):
            raise _refused("image-broken", "the picture is cut short", "save it again as PNG")
        chunk = Chunk(data[start + 4 : start + 8], start, end, data[start + 8 : end - 4])
        yield chunk
        if chunk.type == b"IEND":
            return
        start = end


def _chunk(type: bytes, payload: bytes) -> bytes:
    crc = zlib.crc32(type + payload)
    return len(payload).to_bytes(4, "big") + type + payload + crc.to_bytes(4, "big")


def _refused(rule: str, message: str, fix: str) -> SourceError:
    return SourceError(Problem(rule, message, fix))
