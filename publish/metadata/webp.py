"""XMP in a WebP: a chunk ``XMP `` at the end of an extended file (RFC 9649 §2.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publish.errors import Problem, SourceError

_XMP_FLAG, _ALPHA_FLAG = 0x04, 0x10


@dataclass(frozen=True)
class Chunk:
    """One RIFF chunk, without its padding."""

    type: bytes
    payload: bytes


def embed(data: bytes, packet: bytes) -> bytes:
    """The WebP with this packet instead of the one it has; a simple file becomes an extended one.

    Raises ``SourceError`` if the WebP is broken.
    """
    chunks = [chunk for chunk in _chunks(data) if chunk.type != b"XMP "]
    if not chunks:
        raise _broken()
    if chunks[0].type != b"VP8X":
        chunks.insert(0, _extended(chunks[0]))
    head = chunks[0].payload
    chunks[0] = Chunk(b"VP8X", bytes((head[0] | _XMP_FLAG,)) + head[1:])
    body = b"".join(map(_bytes, (*chunks, Chunk(b"XMP ", packet))))
    return b"RIFF" + (4 + len(body)).to_bytes(4, "little") + b"WEBP" + body


def extract(data: bytes) -> bytes | None:
    """The XMP packet; None if there is none. Raises ``SourceError`` if the WebP is broken."""
    found = [chunk.payload for chunk in _chunks(data) if chunk.type == b"XMP "]
    return found[0] if found else None


def _chunks(data: bytes) -> Iterator[Chunk]:
    whole = 8 + int.from_bytes(data[4:8], "little")
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or whole > len(data) or whole < 20:
        raise _broken()
    start = 12
    while start < whole:
        size = int.from_bytes(data[start + 4 : start + 8], "little")
        chunk = Chunk(data[start : start + 4], data[start + 8 : start + 8 + size])
        if start + 8 + size > whole or (chunk.type == b"VP8X" and size < 10):
            raise _broken()
        yield chunk
        start += 8 + size + size % 2


def _bytes(chunk: Chunk) -> bytes:
    padding = b"\0" * (len(chunk.payload) % 2)
    return chunk.type + len(chunk.payload).to_bytes(4, "little") + chunk.payload + padding


def _extended(image: Chunk) -> Chunk:
    """The VP8X header of a simple file: its size, and whether it has transparency."""
    width, height, alpha = _size(image)
    flags = _ALPHA_FLAG if alpha else 0
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return Chunk(b"VP8X", bytes((flags, 0, 0, 0)) + size)


def _size(image: Chunk) -> tuple[int, int, bool]:
    """Width, height and transparency from the bitstream (RFC 6386 §9.1, RFC 9649 §3.4)."""
    payload = image.payload
    if image.type == b"VP8 " and payload[3:6] == b"\x9d\x01\x2a" and len(payload) >= 10:
        width, height = (int.from_bytes(payload[n : n + 2], "little") & 0x3FFF for n in (6, 8))
        return width, height, False
    if image.type == b"VP8L" and payload[:1] == b"\x2f" and len(payload) >= 5:
        bits = int.from_bytes(payload[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)
    raise _broken()


def _broken() -> SourceError:
    problem = Problem("image-broken", "the picture is no whole WebP", "save it again as WebP")
    return SourceError(problem)
