"""Metadata in a WebP: chunks of an extended file, XMP at its end (RFC 9649 §2.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from publish.errors import Problem, SourceError
from publish.pictures.metadata_writing import content_credentials, exif
from publish.pictures.privacy import Keep, Private, keeps
from publish.pictures.structure import webp
from publish.pictures.structure.damage import Damaged
from publish.pictures.structure.webp import EXIF_HEAD, Chunk

_XMP_FLAG, _EXIF_FLAG, _ALPHA_FLAG = 0x04, 0x08, 0x10
_MOST = 16 * 1024 * 1024
"""The limit of an EXIF block, in bytes."""


def embed(data: bytes, packet: bytes) -> bytes:
    """The WebP with this packet in place of its own; a simple file becomes an extended one.

    Raises ``SourceError`` if the WebP is broken.
    """
    chunks = [chunk for chunk in _chunks(data) if chunk.type != b"XMP "]
    if not chunks:
        raise _broken()
    if chunks[0].type != b"VP8X":
        chunks.insert(0, _extended(chunks[0]))
    head = chunks[0].payload
    chunks[0] = Chunk(b"VP8X", bytes((head[0] | _XMP_FLAG,)) + head[1:])
    return _file((*chunks, Chunk(b"XMP ", packet)))


def extract(data: bytes) -> bytes | None:
    """The XMP packet; None if there is none. Raises ``SourceError`` if the WebP is broken."""
    found = [chunk.payload for chunk in _chunks(data) if chunk.type == b"XMP "]
    return found[0] if found else None


def strip_private(data: bytes, keep: Keep) -> tuple[bytes, frozenset[Private]]:
    """The WebP without private data in EXIF and after its end, and the kinds removed.

    XMP is not examined. Raises ``SourceError`` if the WebP is broken.
    """
    found: set[Private] = set()
    end = webp.end(data)
    done = []
    for chunk in _chunks(data):
        if chunk.type == b"EXIF":
            head = len(EXIF_HEAD) if chunk.payload.startswith(EXIF_HEAD) else 0
            block, taken = exif.strip_private(chunk.payload[head:], keep)
            found.update(taken)
            if block:
                done.append(Chunk(chunk.type, chunk.payload[:head] + block))
        else:
            done.append(chunk)
    rest = data[end:].strip(b"\0\r\n\t ")
    if rest and not keeps(keep, Private.ATTACHMENT, found):
        data = data[:end]
    return (_file(_flagged(done)) if found else data), frozenset(found)


def align(data: bytes, xmp: Mapping[str, tuple[str, ...]]) -> bytes:
    """The WebP with the values of XMP's properties in its existing EXIF."""
    old, new = _chunks(data), []
    for chunk in old:
        if chunk.type == b"EXIF":
            head = len(EXIF_HEAD) if chunk.payload.startswith(EXIF_HEAD) else 0
            block = exif.align(chunk.payload[head:], xmp, _MOST)
            chunk = Chunk(chunk.type, chunk.payload[:head] + block)
        new.append(chunk)
    return data if new == old else _file(new)


def manifest_store(data: bytes) -> bytes | None:
    """The Content Credentials (C2PA manifest store) of the WebP; None if it has none."""
    stores = (c.payload for c in _chunks(data) if c.type == b"C2PA")
    return next(filter(content_credentials.is_store, stores), None)


def _flagged(chunks: list[Chunk]) -> list[Chunk]:
    """The chunks, with a header that states whether EXIF is among them."""
    first, *others = chunks
    if first.type != b"VP8X" or any(chunk.type == b"EXIF" for chunk in others):
        return chunks
    flags = first.payload[0] & ~_EXIF_FLAG
    return [Chunk(first.type, bytes((flags,)) + first.payload[1:]), *others]


def _file(chunks: Iterable[Chunk]) -> bytes:
    body = b"".join(map(bytes, chunks))
    return b"RIFF" + (4 + len(body)).to_bytes(4, "little") + b"WEBP" + body


def _chunks(data: bytes) -> list[Chunk]:
    whole = webp.end(data)
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or whole > len(data) or whole < 20:
        raise _broken()
    try:
        chunks = list(webp.chunks(data, whole))
    except Damaged:
        raise _broken() from None
    if any(chunk.type == b"VP8X" and len(chunk.payload) < 10 for chunk in chunks):
        raise _broken()
    return chunks


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
    problem = Problem("image-broken", "the picture is not a complete WebP", "save it again as WebP")
    return SourceError(problem)
