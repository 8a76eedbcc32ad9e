"""The metadata blocks of a WebP (RFC 9649 §2.7)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.pictures.metadata_reading.block import Block, Form
from publish.pictures.structure import webp

_FORMS = {b"XMP ": Form.XMP, b"EXIF": Form.EXIF}


def blocks(data: bytes) -> Iterator[Block]:
    """Every block, whatever size the header states; ``Damaged`` where the file is truncated."""
    for chunk in webp.chunks(data, len(data)):
        if chunk.type in _FORMS:
            yield Block(_FORMS[chunk.type], chunk.payload.removeprefix(webp.EXIF_HEAD))
