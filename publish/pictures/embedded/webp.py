"""The metadata blocks of a WebP (RFC 9649 §2.7)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.pictures.embedded.block import MOST_STEPS, Block, Broken, Form

_FORMS = {b"XMP ": Form.XMP, b"EXIF": Form.EXIF}


def blocks(data: bytes) -> Iterator[Block]:
    """Every block; :class:`Broken` where the file is cut short."""
    at = 12
    for _ in range(MOST_STEPS):
        if len(data) - at < 8:
            return
        kind = data[at : at + 4]
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + size > len(data):
            raise Broken("WebP is cut short")
        if kind in _FORMS:
            payload = data[at + 8 : at + 8 + size]
            # Some writers keep the header that a JPEG's EXIF has.
            yield Block(_FORMS[kind], payload.removeprefix(b"Exif\0\0"))
        at += 8 + size + size % 2
    raise Broken("WebP has too many parts")
