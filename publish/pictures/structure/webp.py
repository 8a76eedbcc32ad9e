"""The chunks of a WebP (RFC 9649 §2.3)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.pictures.structure.damage import MOST_PARTS, Damaged
from publish.values import dataclass

EXIF_HEAD = b"Exif\0\0"
"""The bytes before EXIF in a JPEG, and wrongly in many WebPs."""


@dataclass(frozen=True)
class Chunk:
    """One RIFF chunk, without its padding."""

    type: bytes
    payload: bytes

    def __bytes__(self) -> bytes:
        padding = b"\0" * (len(self.payload) % 2)
        return self.type + len(self.payload).to_bytes(4, "little") + self.payload + padding


def end(data: bytes) -> int:
    """The end of the image, by its header."""
    return 8 + int.from_bytes(data[4:8], "little")


def chunks(data: bytes, end: int) -> Iterator[Chunk]:
    """The chunks that begin before ``end``; raises :class:`Damaged` for an incomplete one."""
    start = 12
    for _ in range(MOST_PARTS):
        if end - start < 8:
            return
        size = int.from_bytes(data[start + 4 : start + 8], "little")
        if start + 8 + size > end:
            raise Damaged("is cut short")
        yield Chunk(data[start : start + 4], data[start + 8 : start + 8 + size])
        start += 8 + size + size % 2
    raise Damaged("has too many parts")
