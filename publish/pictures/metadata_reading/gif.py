"""The metadata of a GIF: XMP in an application extension (GIF89a §26; ISO 16684-3 §3.3.2)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.pictures.metadata_reading.block import Block, Form
from publish.pictures.structure import gif


def blocks(data: bytes) -> Iterator[Block]:
    """Every packet; ``Damaged`` where the file is truncated or garbled."""
    for block in gif.blocks(data):
        packet = gif.packet(block)
        if packet is not None:
            yield Block(Form.XMP, packet)
