"""The metadata items of a HEIC or AVIF (ISO 14496-12 §8.11, ISO 23008-12 annex A)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.pictures.metadata_reading.block import MOST_BYTES, MOST_STEPS, Block, Broken, Form
from publish.values import dataclass

_XMP_TYPE = b"application/rdf+xml"


@dataclass(frozen=True)
class _Box:
    kind: bytes
    data: bytes
    """With version and flags, where a box has them."""


class _Numbers:
    """Numbers of any width, one after another."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def take(self, width: int) -> int:
        found = self.some(width)
        return int.from_bytes(found, "big")

    def some(self, width: int) -> bytes:
        if self.at + width > len(self.data):
            raise Broken("HEIC or AVIF is cut short")
        self.at += width
        return self.data[self.at - width : self.at]

    def text(self) -> bytes:
        end = self.data.find(b"\0", self.at)
        start, self.at = self.at, len(self.data) if end < 0 else end + 1
        return self.data[start : end if end >= 0 else None]


def blocks(data: bytes) -> Iterator[Block]:
    """Every item of EXIF or XMP; :class:`Broken` where the file is truncated."""
    meta = next((box for box in _boxes(data) if box.kind == b"meta"), None)
    if meta is None:
        return
    inner = {box.kind: box.data for box in _boxes(meta.data[4:])}
    forms = dict(_items(inner.get(b"iinf", b"")))
    if not forms:
        return
    for item, extents in _locations(inner.get(b"iloc", b""), inner.get(b"idat", b""), data):
        if item in forms:
            yield _block(forms[item], extents)


def _boxes(data: bytes) -> Iterator[_Box]:
    at = 0
    for _ in range(MOST_STEPS):
        if len(data) - at < 8:
            return
        size, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif size == 0:
            size = len(data) - at
        if size < head or at + size > len(data):
            raise Broken("HEIC or AVIF is cut short")
        yield _Box(kind, data[at + head : at + size])
        at += size
    raise Broken("HEIC or AVIF has too many parts")


def _items(iinf: bytes) -> Iterator[tuple[int, Form]]:
    """The numbers of the items that hold metadata."""
    width = 2 if iinf[:1] == b"\0" else 4
    for box in _boxes(iinf[4 + width :]):
        version = box.data[0] if box.data else 0
        if box.kind != b"infe" or version < 2:
            continue
        numbers = _Numbers(box.data, 4)
        item = numbers.take(2 if version == 2 else 4)
        numbers.take(2)
        kind = numbers.some(4)
        numbers.text()
        if kind == b"Exif":
            yield item, Form.EXIF
        elif kind == b"mime" and numbers.text() == _XMP_TYPE:
            yield item, Form.XMP


def _locations(iloc: bytes, idat: bytes, data: bytes) -> Iterator[tuple[int, bytes]]:
    """Every item's bytes, joined from its extents."""
    numbers = _Numbers(iloc)
    version = numbers.take(1)
    numbers.take(3)
    sizes = numbers.take(2)
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version in (1, 2) else 0
    wide = 4 if version == 2 else 2
    for _ in range(min(numbers.take(wide), MOST_STEPS)):
        item = numbers.take(wide)
        method = numbers.take(2) & 15 if version in (1, 2) else 0
        numbers.take(2)
        base = numbers.take(base_size)
        parts = []
        for _ in range(min(numbers.take(2), 64)):
            numbers.take(index_size)
            offset, length = base + numbers.take(offset_size), numbers.take(length_size)
            source = idat if method == 1 else data
            parts.append(source[offset : offset + min(length or len(source), MOST_BYTES)])
        yield item, b"".join(parts)


def _block(form: Form, data: bytes) -> Block:
    if form is Form.EXIF:
        # The distance to the TIFF header comes first (ISO 23008-12 §A.2.1).
        start = 4 + int.from_bytes(data[:4], "big")
        data = data[start:].removeprefix(b"Exif\0\0")
    return Block(form, data)
