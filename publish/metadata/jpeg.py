"""XMP in a JPEG: an APP1 segment among the others (ISO 16684-3 §3.3.1, ITU-T T.81 annex B)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publish.errors import Problem, SourceError
from publish.metadata import xmp

XMP = b"http://ns.adobe.com/xap/1.0/\0"
EXTENDED = b"http://ns.adobe.com/xmp/extension/\0"
EXIF = b"Exif\0"

_APP0, _APP1, _SOS, _EOI = 0xE0, 0xE1, 0xDA, 0xD9
_MOST = 0xFFFF - 2 - len(XMP)
"""Bytes that a packet may have: a segment's length is two bytes, and counts itself."""


@dataclass(frozen=True)
class Segment:
    """One marker segment: ``data[start:end]``, fill bytes and marker included."""

    marker: int
    start: int
    end: int
    payload: bytes


def embed(data: bytes, packet: bytes) -> bytes:
    """The JPEG with this packet instead of the one it has, or after JFIF and EXIF headers.

    What an old packet said in extended segments stays there. Raises
    ``SourceError`` if the JPEG is broken, the packet is over 65502 bytes, or
    the extended segments state one of the packet's properties too.
    """
    segments = list(_segments(data))
    if len(packet) > _MOST:
        raise _refused(
            "image-xmp-large",
            f"the picture's XMP would have {len(packet)} bytes, and a JPEG holds {_MOST}",
            "take out what the credit does not need with: exiftool -XMP:all= FILE",
        )
    _check_extended(segments, packet)
    length = (2 + len(XMP) + len(packet)).to_bytes(2, "big")
    fresh = bytes((0xFF, _APP1)) + length + XMP + packet
    if (old := _main(segments)) is not None:
        return data[: old.start] + fresh + data[old.end :]
    place = 2
    for segment in segments:
        if segment.marker != _APP0 and not segment.payload.startswith(EXIF):
            break
        place = segment.end
    return data[:place] + fresh + data[place:]


def extract(data: bytes) -> bytes | None:
    """The XMP packet, without extended segments; None if there is none."""
    segment = _main(list(_segments(data)))
    return segment.payload[len(XMP) :] if segment else None


def _main(segments: list[Segment]) -> Segment | None:
    found = [s for s in segments if s.marker == _APP1 and s.payload.startswith(XMP)]
    if len(found) > 1:
        raise _refused(
            "image-xmp-broken",
            "the picture has more than one XMP packet",
            "mend it, or take them out with: exiftool -XMP:all= FILE",
        )
    return found[0] if found else None


def _segments(data: bytes) -> Iterator[Segment]:
    """The segments between start of image and the first scan; nothing after is looked at."""
    if not data.startswith(b"\xff\xd8\xff"):
        raise _cut("does not begin as a JPEG")
    start = 2
    while True:
        at = start
        while data[at : at + 2] == b"\xff\xff":  # fill bytes (T.81 §B.1.1.2)
            at += 1
        if len(data) < at + 4 or data[at] != 0xFF:
            raise _cut("ends, or is garbled, before its first scan")
        marker = data[at + 1]
        if marker in (_SOS, _EOI):
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end < at + 4 or end > len(data):
            raise _cut("ends, or is garbled, before its first scan")
        yield Segment(marker, start, end, data[at + 4 : end])
        start = end


def _check_extended(segments: list[Segment], packet: bytes) -> None:
    """Two answers to one question would be worse than none (ISO 16684-3 §3.3.1.1)."""
    # After the name: GUID (32), full length (4), offset (4), then a part of the packet.
    parts = [
        s.payload[len(EXTENDED) :]
        for s in segments
        if s.marker == _APP1 and s.payload.startswith(EXTENDED)
    ]
    if not parts:
        return
    ordered = sorted(parts, key=lambda part: part[36:40])
    stated = xmp.read(b"".join(part[40:] for part in ordered))
    if twice := sorted(stated.keys() & xmp.read(packet).keys()):
        raise _refused(
            "image-xmp-extended",
            f"the picture states {', '.join(twice)} in extended XMP, which is left as it is",
            "take it out with: exiftool -XMP:all= FILE",
        )


def _cut(what: str) -> SourceError:
    return _refused("image-broken", f"the picture {what}", "save it again as JPEG")


def _refused(rule: str, message: str, fix: str) -> SourceError:
    return SourceError(Problem(rule, message, fix))
