"""The tags of a TIFF file, or of EXIF, which is one inside a picture (TIFF 6.0, CIPA DC-008)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from publish.pictures.metadata_reading.block import Block, Broken, Form
from publish.values import dataclass

_SIZES = (0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8)
"""Bytes of one value, by its type; EXIF 3.0 adds 129, UTF-8."""
_UTF8, _LONG = 129, 4
_MOST_ENTRIES = 4096
_EXIF_IFD = 0x8769
_XMP, _IPTC, _PHOTOSHOP = 0x02BC, 0x83BB, 0x8649


@dataclass(frozen=True)
class Tag:
    """One tag's bytes, and the byte order that its numbers are in."""

    number: int
    type: int
    data: bytes
    order: str


def tags(data: bytes) -> Iterator[Tag]:
    """The tags of the first directory and of EXIF's own; :class:`Broken` for bytes that are no
    TIFF.
    """
    order = {b"II": "<", b"MM": ">"}.get(data[:2], "")
    version = int.from_bytes(data[2:4], "little" if order == "<" else "big")
    if not order or version not in (42, 43):
        raise Broken("EXIF is garbled")
    big = version == 43
    head = data[8:16] if big else data[4:8]
    (first,) = _unpack(order + ("Q" if big else "I"), head)
    exif = None
    for tag in _directory(data, first, order, big):
        if tag.number == _EXIF_IFD and len(tag.data) >= 4:
            exif = int.from_bytes(tag.data, "little" if order == "<" else "big")
        yield tag
    if exif is not None:
        yield from _directory(data, exif, order, big)


def _directory(data: bytes, at: int, order: str, big: bool) -> Iterator[Tag]:
    count_form, entry_form = ("Q", "HHQ8s") if big else ("H", "HHI4s")
    width = struct.calcsize("<" + count_form)
    (count,) = _unpack(order + count_form, data[at : at + width])
    at += width
    size = struct.calcsize("<" + entry_form)
    for n in range(min(count, _MOST_ENTRIES)):
        number, type, length, value = _unpack(
            order + entry_form, data[at + n * size : at + (n + 1) * size]
        )
        total = length * (1 if type == _UTF8 else _SIZES[type] if type < len(_SIZES) else 0)
        if total > len(value):
            (start,) = _unpack(order + ("Q" if big else "I"), value)
            if start + total > len(data):
                continue  # A tag without its value states nothing; the others can still be read.
            value = data[start : start + total]
        if total:
            yield Tag(number, type, value[:total], order)


def _unpack(form: str, data: bytes) -> tuple[Any, ...]:
    try:
        return struct.unpack(form, data)
    except struct.error:
        raise Broken("EXIF is cut short") from None


def blocks(data: bytes) -> Iterator[Block]:
    """The blocks of a TIFF file: its own tags count as EXIF."""
    for tag in tags(data):
        if tag.number == _XMP:
            yield Block(Form.XMP, tag.data)
        elif tag.number == _PHOTOSHOP:
            yield Block(Form.IRB, tag.data)
        elif tag.number == _IPTC:
            yield Block(Form.IIM, _in_order(tag))
    yield Block(Form.EXIF, data)


def _in_order(tag: Tag) -> bytes:
    """IIM that was written as numbers of four bytes, in the order of its bytes."""
    if tag.type == _LONG and not tag.data.startswith(b"\x1c"):
        count = len(tag.data) // 4
        return struct.pack(f"<{count}I", *struct.unpack(f">{count}I", tag.data[: count * 4]))
    return tag.data
