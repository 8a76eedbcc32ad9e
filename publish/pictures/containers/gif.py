"""XMP in a GIF: an application extension before the trailer (XMP part 3, GIF89a §26).

The packet stands there as it is, not in sub-blocks; the trailer that follows it
leads a decoder, wherever it lands in the text, to the extension's end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from publish.errors import Problem, SourceError
from publish.pictures.privacy import Keep, Private, keeps

_XMP = b"!\xff\x0bXMP DataXMP"
_SEAL = b"!\xff\x0bC2PA_GIF\1\0\0"
_TRAILER = b"\1" + bytes(range(255, -1, -1)) + b"\0"


@dataclass(frozen=True)
class _Block:
    """One block, ``data[start:end]``: an extension, a picture, or the trailer."""

    start: int
    end: int
    data: bytes


def embed(data: bytes, packet: bytes) -> bytes:
    """The GIF with this packet instead of the one it has; a GIF87a becomes a GIF89a.

    Raises ``SourceError`` if the GIF is broken.
    """
    blocks = list(_blocks(data))
    done = [b"GIF89a" + data[6 : blocks[0].start]]
    done += (b.data for b in blocks[:-1] if not b.data.startswith(_XMP))
    done += [_XMP + packet + _TRAILER, data[blocks[-1].start :]]
    return b"".join(done)


def extract(data: bytes) -> bytes | None:
    """The XMP packet; None if there is none. Raises ``SourceError`` if the GIF is broken."""
    found = [b.data for b in _blocks(data) if b.data.startswith(_XMP)]
    return found[0][len(_XMP) : -len(_TRAILER)] if found else None


def strip_private(data: bytes, keep: Keep) -> tuple[bytes, frozenset[Private]]:
    """The GIF without what is behind its end; it has no place for EXIF.

    Raises ``SourceError`` if the GIF is broken.
    """
    found: set[Private] = set()
    end = list(_blocks(data))[-1].end
    if data[end:].strip(b"\0\r\n\t ") and not keeps(keep, Private.ATTACHMENT, found):
        data = data[:end]
    return data, frozenset(found)


def align(data: bytes, said: Mapping[str, tuple[str, ...]]) -> bytes:
    """The GIF as it is: besides XMP, it says nothing in fields."""
    return data


def manifest_store(data: bytes) -> bytes | None:
    """The Content Credentials (C2PA manifest store) of the GIF; None if it has none."""
    found = (b.data for b in _blocks(data) if b.data.startswith(_SEAL))
    return next(found, None)


def _blocks(data: bytes) -> Iterator[_Block]:
    """The blocks after screen and colors, the trailer last (GIF89a appendix B)."""
    if data[:6] not in (b"GIF87a", b"GIF89a") or len(data) < 13:
        raise _broken()
    start = 13 + _colors(data[10])
    while True:
        match data[start : start + 1]:
            case b";":
                yield _Block(start, start + 1, b";")
                return
            case b"!":
                end = _sub_blocks(data, start + 2)
            case b"," if len(data) > start + 9:
                end = _sub_blocks(data, start + 11 + _colors(data[start + 9]))
            case _:
                raise _broken()
        yield _Block(start, end, data[start:end])
        start = end


def _colors(packed: int) -> int:
    """The bytes of a color table, by the field that tells of it (§18)."""
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


def _sub_blocks(data: bytes, start: int) -> int:
    """Where a sequence of sub-blocks ends (§15, §16)."""
    while start < len(data):
        size = data[start]
        start += 1 + size
        if not size:
            return start
    raise _broken()


def _broken() -> SourceError:
    problem = Problem("image-broken", "the picture is no whole GIF", "save it again as GIF")
    return SourceError(problem)
