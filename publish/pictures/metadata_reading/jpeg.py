"""The metadata blocks of a JPEG (ITU-T T.81 annex B; ISO 16684-3 §3.3.1; CIPA DC-008 §4.7)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.pictures.metadata_reading.block import MOST_BYTES, Block, Broken, Form
from publish.pictures.structure.damage import Damaged
from publish.pictures.structure.jpeg import (
    APP1,
    APP13,
    EXIF,
    EXTENDED_XMP,
    PHOTOSHOP,
    XMP,
    Segment,
    extension,
    segments,
)


def blocks(data: bytes) -> Iterator[Block]:
    """Every block before the first scan; :class:`Damaged` where the file is garbled."""
    resources = bytearray()
    trouble: Damaged | None = None
    try:
        for segment in segments(data):
            if segment.holds(APP13, PHOTOSHOP):
                # A block can be divided among segments (Photoshop file formats, "IRB").
                resources += segment.payload[len(PHOTOSHOP) :]
            elif segment.marker == APP1:
                yield from _app1(segment)
    except Damaged as error:
        trouble = error
    if resources:
        yield Block(Form.IRB, bytes(resources))
    if trouble:
        raise trouble


def _app1(segment: Segment) -> Iterator[Block]:
    payload = segment.payload
    if payload.startswith(XMP):
        yield Block(Form.XMP, payload[len(XMP) :])
    elif payload.startswith(EXTENDED_XMP):
        guid = payload[len(EXTENDED_XMP) :][:32].decode("latin-1")
        yield Block(Form.XMP, payload[len(EXTENDED_XMP) + 32 :], guid)
    elif payload.startswith(EXIF):
        yield Block(Form.EXIF, payload[len(EXIF) + 1 :])


def joined(packets: list[Block]) -> Iterator[bytes]:
    """Main packets first, then the extended ones, each joined from its parts.

    An extended packet counts only if a main one names its GUID (ISO 16684-3 §3.3.1.1).
    :class:`Broken` if one has a gap.
    """
    mains = [block.data for block in packets if not block.name]
    yield from mains
    for guid in dict.fromkeys(block.name for block in packets if block.name):
        if not any(guid.encode("latin-1") in main for main in mains):
            continue
        try:
            packet = extension(block.data for block in packets if block.name == guid)
        except Damaged as error:
            raise Broken(f"extended XMP {error}") from None
        if len(packet) > MOST_BYTES:
            raise Broken("extended XMP is too long")
        yield packet
