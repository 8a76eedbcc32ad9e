"""XMP in a GIF: an application extension before the trailer (XMP part 3, GIF89a §26).

The packet is not divided into sub-blocks; the trailer after it leads a decoder, wherever it lands
in the text, to the extension's end.
"""

from __future__ import annotations

from collections.abc import Mapping

from publish.errors import Problem, SourceError
from publish.pictures.privacy import Keep, Private, keeps
from publish.pictures.structure import gif
from publish.pictures.structure.damage import Damaged
from publish.pictures.structure.gif import Block

_SEAL = b"!\xff\x0bC2PA_GIF\1\0\0"


def embed(data: bytes, packet: bytes) -> bytes:
    """The GIF with this packet in place of its own; a GIF87a becomes a GIF89a.

    Raises ``SourceError`` if the GIF is broken.
    """
    blocks = _blocks(data)
    done = [b"GIF89a" + data[6 : blocks[0].start]]
    done += (b.data for b in blocks[:-1] if gif.packet(b) is None)
    done += [gif.XMP + packet + gif.XMP_END, data[blocks[-1].start :]]
    return b"".join(done)


def extract(data: bytes) -> bytes | None:
    """The XMP packet; None if there is none. Raises ``SourceError`` if the GIF is broken."""
    packets = (gif.packet(block) for block in _blocks(data))
    return next((packet for packet in packets if packet is not None), None)


def strip_private(data: bytes, keep: Keep) -> tuple[bytes, frozenset[Private]]:
    """The GIF without the data after its end; it has no place for EXIF.

    Raises ``SourceError`` if the GIF is broken.
    """
    found: set[Private] = set()
    end = _blocks(data)[-1].end
    if data[end:].strip(b"\0\r\n\t ") and not keeps(keep, Private.ATTACHMENT, found):
        data = data[:end]
    return data, frozenset(found)


def align(data: bytes, xmp: Mapping[str, tuple[str, ...]]) -> bytes:
    """The GIF unchanged: besides XMP, it has no fields."""
    return data


def manifest_store(data: bytes) -> bytes | None:
    """The Content Credentials (C2PA manifest store) of the GIF; None if it has none."""
    found = (b.data for b in _blocks(data) if b.data.startswith(_SEAL))
    return next(found, None)


def _blocks(data: bytes) -> list[Block]:
    if not data.startswith(gif.SIGNATURES):
        raise _broken()
    try:
        return list(gif.blocks(data))
    except Damaged:
        raise _broken() from None


def _broken() -> SourceError:
    problem = Problem("image-broken", "the picture is not a complete GIF", "save it again as GIF")
    return SourceError(problem)
