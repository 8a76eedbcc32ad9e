"""The blocks of a GIF (GIF89a appendix B)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.pictures.structure.damage import MOST_PARTS, Damaged
from publish.values import dataclass

SIGNATURES = (b"GIF87a", b"GIF89a")
XMP = b"!\xff\x0bXMP DataXMP"
"""The beginning of the extension with XMP (ISO 16684-3 §3.3.2)."""
XMP_END = b"\1" + bytes(range(255, -1, -1)) + b"\0"
"""The bytes after the packet, which lead a reader of sub-blocks to their end."""


@dataclass(frozen=True)
class Block:
    """One block, ``data[start:end]``: an extension, a picture, or the trailer."""

    start: int
    end: int
    data: bytes


def blocks(data: bytes) -> Iterator[Block]:
    """The blocks after screen and colors, the trailer last; raises :class:`Damaged`."""
    if len(data) < 13:
        raise Damaged("is cut short")
    start = 13 + _colors(data[10])
    for _ in range(MOST_PARTS):
        match data[start : start + 1]:
            case b";":
                yield Block(start, start + 1, b";")
                return
            case b"!":
                end = _after_sub_blocks(data, start + 2)
            case b"," if len(data) > start + 9:
                end = _after_sub_blocks(data, start + 11 + _colors(data[start + 9]))
            case b"" | b",":
                raise Damaged("is cut short")
            case _:
                raise Damaged("is garbled")
        yield Block(start, end, data[start:end])
        start = end
    raise Damaged("has too many parts")


def packet(block: Block) -> bytes | None:
    """The XMP packet in a block; None if it holds none."""
    return block.data[len(XMP) : -len(XMP_END)] if block.data.startswith(XMP) else None


def _colors(packed: int) -> int:
    """The bytes of a color table, by the field that describes it (§18)."""
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


def _after_sub_blocks(data: bytes, start: int) -> int:
    """The end of a sequence of sub-blocks (§15, §16)."""
    while start < len(data):
        size = data[start]
        start += 1 + size
        if not size:
            return start
    raise Damaged("is cut short")
