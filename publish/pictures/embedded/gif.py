"""The metadata of a GIF: XMP in an application extension (GIF89a §26; ISO 16684-3 §3.3.2)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.pictures.embedded.block import MOST_STEPS, Block, Broken, Form

_XMP = b"\x0bXMP DataXMP"
_TRAILER = 257
"""Bytes after the packet, that lead a reader who takes the packet for sub-blocks to their end."""


def blocks(data: bytes) -> Iterator[Block]:
    """Every packet; :class:`Broken` where the file is cut short or garbled."""
    if len(data) < 13:
        raise Broken("GIF is cut short")
    at = 13 + _colors(data[10])
    for _ in range(MOST_STEPS):
        match data[at] if at < len(data) else -1:
            case 0x3B:
                return
            case 0x2C:
                flags = data[at + 9] if at + 9 < len(data) else 0
                at = _after(data, at + 11 + _colors(flags))
            case 0x21:
                end = _after(data, at + 2)
                if data.startswith(_XMP, at + 2):
                    yield Block(Form.XMP, data[at + 2 + len(_XMP) : end - _TRAILER - 1])
                at = end
            case -1:
                raise Broken("GIF is cut short")
            case _:
                raise Broken("GIF is garbled")
    raise Broken("GIF has too many parts")


def _colors(flags: int) -> int:
    """Bytes of a color table."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _after(data: bytes, at: int) -> int:
    """Where the sub-blocks that begin at ``at`` have ended."""
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1
