"""The segments of a JPEG before its first scan (ITU-T T.81 annex B), and XMP's names for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from publish.pictures.structure.damage import MOST_PARTS, Damaged
from publish.values import dataclass

SIGNATURE = b"\xff\xd8\xff"
XMP = b"http://ns.adobe.com/xap/1.0/\0"
EXTENDED_XMP = b"http://ns.adobe.com/xmp/extension/\0"
EXIF = b"Exif\0"
"""A further byte follows, mostly 0."""
PHOTOSHOP = b"Photoshop 3.0\0"

APP0, APP1, APP2, APP11, APP13, APP15 = 0xE0, 0xE1, 0xE2, 0xEB, 0xED, 0xEF
SOS, EOI = 0xDA, 0xD9
_WITHOUT_LENGTH = frozenset((0x01, *range(0xD0, 0xDA)))

MOST_PAYLOAD = 0xFFFF - 2
"""Bytes of a segment's payload: its length is two bytes, and counts itself."""


@dataclass(frozen=True)
class Segment:
    """One marker segment: ``data[start:end]``, fill bytes and marker included."""

    marker: int
    start: int
    end: int
    payload: bytes

    def holds(self, marker: int, name: bytes) -> bool:
        """Whether it is an application's segment with this name."""
        return self.marker == marker and self.payload.startswith(name)


def segments(data: bytes) -> Iterator[Segment]:
    """The segments after the start of the image; the header of the scan, or its end, is the last.

    Raises :class:`Damaged` where the file is truncated or garbled before.
    """
    start = 2
    for _ in range(MOST_PARTS):
        segment = segment_at(data, start)
        yield segment
        if segment.marker in (SOS, EOI):
            return
        start = segment.end
    raise Damaged("has too many parts")


def segment_at(data: bytes, start: int) -> Segment:
    """The segment that begins there; raises :class:`Damaged`."""
    at = start
    while data[at : at + 2] == b"\xff\xff":  # fill bytes (T.81 §B.1.1.2)
        at += 1
    if len(data) < at + 2:
        raise Damaged("is cut short before its first scan")
    if data[at] != 0xFF:
        raise Damaged("is garbled before its first scan")
    marker = data[at + 1]
    if marker in _WITHOUT_LENGTH:
        return Segment(marker, start, at + 2, b"")
    end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    if end < at + 4 or end > len(data):
        raise Damaged("is cut short before its first scan")
    return Segment(marker, start, end, data[at + 4 : end])


def segment(marker: int, payload: bytes) -> bytes:
    """The bytes of a segment."""
    return bytes((0xFF, marker)) + (2 + len(payload)).to_bytes(2, "big") + payload


def extension(parts: Iterable[bytes]) -> bytes:
    """An extended packet from its parts (ISO 16684-3 §3.3.1.1); raises :class:`Damaged` for a gap.

    A part begins with the length of the whole and its own place in it, four bytes each.
    """
    ordered = sorted(set(parts), key=lambda part: part[4:8])
    whole = bytearray()
    for part in ordered:
        if int.from_bytes(part[4:8], "big") != len(whole):
            break
        whole += part[8:]
    if not ordered or len(whole) != int.from_bytes(ordered[0][:4], "big"):
        raise Damaged("lacks a part")
    return bytes(whole)
