"""The metadata blocks of Photoshop's own files (Adobe Photoshop File Formats Specification)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.pictures.metadata_reading.block import Block, Form
from publish.pictures.structure.damage import Damaged
from publish.pictures.structure.iim import PACKET, resources

SIGNATURE = b"8BPS"
_HEADER, _LENGTH = 26, 4
_EXIF = 0x0422


def blocks(data: bytes) -> Iterator[Block]:
    """The image resources, and the XMP and EXIF among them; :class:`Damaged` if truncated."""
    at = _HEADER + _LENGTH + _length(data, _HEADER)  # after the header and the palette
    size = _length(data, at)
    found = data[at + _LENGTH : at + _LENGTH + size]
    yield Block(Form.IRB, found)
    for resource in resources(found):
        if resource.id == PACKET:
            yield Block(Form.XMP, resource.data)
        elif resource.id == _EXIF:
            yield Block(Form.EXIF, resource.data)
    if len(found) < size:
        raise Damaged("is cut short")


def _length(data: bytes, at: int) -> int:
    if at + _LENGTH > len(data):
        raise Damaged("is cut short")
    return int.from_bytes(data[at : at + _LENGTH], "big")
