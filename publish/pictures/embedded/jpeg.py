"""The metadata blocks of a JPEG (ITU-T T.81 annex B; ISO 16684-3 §3.3.1; CIPA DC-008 §4.7)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.pictures.containers.jpeg import EXTENDED, XMP
from publish.pictures.embedded.block import MOST_BYTES, MOST_STEPS, Block, Broken, Form

_EXIF = b"Exif\0"
_PHOTOSHOP = b"Photoshop 3.0\0"
_APP1, _APP13, _SOS, _EOI = 0xE1, 0xED, 0xDA, 0xD9
_BARE = frozenset((0x01, *range(0xD0, 0xD9)))
"""Markers without a length."""


def blocks(data: bytes) -> Iterator[Block]:
    """Every block before the first scan; :class:`Broken` where the file is garbled."""
    resources = bytearray()
    trouble: Broken | None = None
    segments = _segments(data)
    while trouble is None:
        try:
            marker, payload = next(segments)
        except StopIteration:
            break
        except Broken as error:
            trouble = error
        else:
            if marker == _APP13 and payload.startswith(_PHOTOSHOP):
                # A block may be divided among segments (Photoshop file formats, "IRB").
                resources += payload[len(_PHOTOSHOP) :]
            elif marker == _APP1:
                yield from _app1(payload)
    if resources:
        yield Block(Form.IRB, bytes(resources))
    if trouble:
        raise trouble


def _app1(payload: bytes) -> Iterator[Block]:
    if payload.startswith(XMP):
        yield Block(Form.XMP, payload[len(XMP) :])
    elif payload.startswith(EXTENDED):
        guid = payload[len(EXTENDED) :][:32].decode("latin-1")
        yield Block(Form.XMP, payload[len(EXTENDED) + 32 :], guid)
    elif payload.startswith(_EXIF):
        yield Block(Form.EXIF, payload[len(_EXIF) + 1 :])


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 2
    for _ in range(MOST_STEPS):
        if at >= len(data):
            return
        if data[at] != 0xFF:
            raise Broken("JPEG is garbled before its first scan")
        marker = data[at + 1] if at + 1 < len(data) else _EOI
        if marker == 0xFF:  # fill bytes (T.81 §B.1.1.2)
            at += 1
        elif marker in (_SOS, _EOI):
            return
        elif marker in _BARE:
            at += 2
        else:
            length = int.from_bytes(data[at + 2 : at + 4], "big")
            if length < 2 or at + 2 + length > len(data):
                raise Broken("JPEG is cut short before its first scan")
            yield marker, data[at + 4 : at + 2 + length]
            at += 2 + length
    raise Broken("JPEG has too many parts")


def joined(packets: list[Block]) -> Iterator[bytes]:
    """Main packets first, then the extended ones, each put together from its parts.

    A part begins with the whole's length and its own offset, four bytes each
    (ISO 16684-3 §3.3.1.1). An extended packet counts only if a main one names
    its GUID. :class:`Broken` if one has a gap.
    """
    mains = [block.data for block in packets if not block.name]
    yield from mains
    for guid in dict.fromkeys(block.name for block in packets if block.name):
        if not any(guid.encode("latin-1") in main for main in mains):
            continue
        parts = sorted(
            (int.from_bytes(b.data[4:8], "big"), b.data[8:]) for b in packets if b.name == guid
        )
        whole = next(int.from_bytes(b.data[:4], "big") for b in packets if b.name == guid)
        packet = bytearray()
        for offset, part in parts:
            if offset != len(packet):
                raise Broken("extended XMP lacks a part")
            packet += part
        if len(packet) != whole or whole > MOST_BYTES:
            raise Broken("extended XMP lacks a part")
        yield bytes(packet)
