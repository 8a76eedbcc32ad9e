"""Metadata in a PNG: its chunks (PNG 3rd ed. §5.3).

XMP is an iTXt chunk before the image data (ISO 16684-3 §3.3.5), EXIF the chunk
eXIf; older programs put both into texts, as lines of hexadecimal digits.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping

from publish.errors import Problem, SourceError
from publish.pictures import privacy
from publish.pictures.metadata_writing import content_credentials, exif
from publish.pictures.privacy import Keep, Private, keeps
from publish.pictures.structure import png
from publish.pictures.structure.damage import Damaged
from publish.pictures.structure.png import MOST_UNPACKED, RAW_PROFILE, XMP, Chunk

_KEYWORD = XMP + b"\0"


def embed(data: bytes, packet: bytes) -> bytes:
    """The PNG with this packet in place of its own, before the image data.

    Raises ``SourceError`` if the PNG is broken.
    """
    chunks = _chunks(data)
    fresh = png.chunk(b"iTXt", _KEYWORD + b"\0\0" + b"\0" + b"\0" + packet)
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
    chunk = _main(_chunks(data))
    if chunk is None:
        return None
    try:
        return png.text(chunk.type, chunk.payload.removeprefix(_KEYWORD))
    except Damaged as error:
        raise _refused("image-xmp-broken", f"the picture's {error}", _FIX) from None


def strip_private(data: bytes, keep: Keep) -> tuple[bytes, frozenset[Private]]:
    """The PNG without private data in EXIF, in old programs' texts and after its end.

    Also the kinds removed; XMP in its own chunk is not examined. Raises ``SourceError`` if the PNG
    is broken.
    """
    found: set[Private] = set()

    def change(chunk: Chunk) -> bytes | None:
        if chunk.type == b"eXIf":
            block, taken = exif.strip_private(chunk.payload, keep)
            found.update(taken)
            return block or None
        if chunk.type in (b"tEXt", b"zTXt") and chunk.payload.startswith(RAW_PROFILE):
            return _profile(chunk, keep, found)
        return chunk.payload

    chunks = _chunks(data)
    end = chunks[-1].end if chunks else len(data)
    rest = data[end:].strip(b"\0\r\n\t ")
    if rest and not keeps(keep, Private.ATTACHMENT, found):
        data = data[:end]
    return _changed(data, chunks, change), frozenset(found)


def align(data: bytes, xmp: Mapping[str, tuple[str, ...]]) -> bytes:
    """The PNG with the values of XMP's properties in its existing EXIF."""

    def change(chunk: Chunk) -> bytes | None:
        if chunk.type != b"eXIf":
            return chunk.payload
        return exif.align(chunk.payload, xmp, MOST_UNPACKED)

    return _changed(data, _chunks(data), change)


def manifest_store(data: bytes) -> bytes | None:
    """The Content Credentials (C2PA manifest store) of the PNG; None if it has none."""
    stores = (c.payload for c in _chunks(data) if c.type == b"caBX")
    return next(filter(content_credentials.is_store, stores), None)


def _profile(chunk: Chunk, keep: Keep, found: set[Private]) -> bytes | None:
    """A text with EXIF or XMP in ImageMagick's form: a name, a length, lines of digits."""
    keyword, _, body = chunk.payload.partition(b"\0")
    kind = keyword.removeprefix(RAW_PROFILE).lower()
    if kind not in (b"exif", b"app1", b"xmp"):
        return chunk.payload
    try:
        name, block = png.profile(png.text(chunk.type, body))
        head = 6 if block.startswith(b"Exif\0\0") else 0
        is_packet = not head and (kind == b"xmp" or b"<x:xmpmeta" in block)
        clean = privacy.strip_private if is_packet else exif.strip_private
        new, taken = clean(block[head:], keep)
    except (Damaged, ValueError, LookupError, SourceError):
        return chunk.payload if keeps(keep, Private.UNREADABLE, found) else None
    found.update(taken)
    if not taken or not new:
        return None if taken else chunk.payload
    digits = re.sub("(.{72})", r"\1\n", (block[:head] + new).hex()).encode()
    text = b"\n%s\n%8d\n%s\n" % (name, head + len(new), digits)
    packed = b"\0" + zlib.compress(text) if chunk.type == b"zTXt" else text
    return keyword + b"\0" + packed


_FIX = "correct it, or remove it with: exiftool -XMP:all= FILE"


def _main(chunks: list[Chunk]) -> Chunk | None:
    found = [c for c in chunks if c.type == b"iTXt" and c.payload.startswith(_KEYWORD)]
    if len(found) > 1:
        raise _refused("image-xmp-broken", "the picture has more than one XMP packet", _FIX)
    return found[0] if found else None


def _chunks(data: bytes) -> list[Chunk]:
    if not data.startswith(png.SIGNATURE):
        raise _refused("image-broken", "the picture does not begin as a PNG", "save it again")
    try:
        return list(png.chunks(data))
    except Damaged as error:
        raise _refused("image-broken", f"the picture {error}", "save it again as PNG") from None


def _changed(data: bytes, chunks: list[Chunk], change: Callable[[Chunk], bytes | None]) -> bytes:
    """``data`` with the payloads that ``change`` gives; None removes a chunk."""
    done, last = [], 0
    for chunk in chunks:
        payload = change(chunk)
        if payload == chunk.payload:
            continue
        done.append(data[last : chunk.start])
        if payload is not None:
            done.append(png.chunk(chunk.type, payload))
        last = chunk.end
    return b"".join(done) + data[last:]


def _refused(rule: str, message: str, fix: str) -> SourceError:
    return SourceError(Problem(rule, message, fix))
