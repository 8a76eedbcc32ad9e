"""IPTC's older metadata (IIM 4.2): datasets, in an image resource of Photoshop's.

Adobe Photoshop File Formats Specification, "Image Resource Blocks" and appendix A.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from publish.pictures.structure.damage import MOST_PARTS, Damaged
from publish.values import dataclass

IPTC, DIGEST, URL, PACKET = 0x0404, 0x0425, 0x040B, 0x0424
"""Resources: the IIM, the digest of it, an address, an XMP packet."""
MOST_RESOURCES = 1_000

ENVELOPE, APPLICATION = 1, 2
"""Records: the description of the block, and its content."""
CHARACTER_SET = 90
"""In the envelope: the escape sequence of ISO 2022 for the texts."""
UTF8 = b"\x1b%G"

_SIGNATURES = (b"8BIM", b"MeSa", b"PHUT", b"AgHg", b"DCSR")


@dataclass(frozen=True)
class Resource:
    """One image resource; ``head`` is everything before its length."""

    head: bytes
    id: int
    data: bytes

    def __bytes__(self) -> bytes:
        padding = b"\0" * (len(self.data) % 2)
        return self.head + len(self.data).to_bytes(4, "big") + self.data + padding


@dataclass(frozen=True)
class Dataset:
    """One field of a record."""

    record: int
    number: int
    value: bytes

    def __bytes__(self) -> bytes:
        size = len(self.value)
        # Over 32767 bytes, the length states the size of the length (§1.6, extended DataSets).
        length = size.to_bytes(2, "big") if size < 0x8000 else b"\x80\4" + size.to_bytes(4, "big")
        return bytes((0x1C, self.record, self.number)) + length + self.value


def resources(data: bytes) -> Iterator[Resource]:
    """The image resources, without a remainder too short for one; raises :class:`Damaged`."""
    at = 0
    for _ in range(MOST_RESOURCES):
        if len(data) - at < 12:
            return
        if data[at : at + 4] not in _SIGNATURES:
            raise Damaged("is garbled")
        name = 1 + data[at + 6]
        start = at + 6 + name + name % 2
        size = int.from_bytes(data[start : start + 4], "big")
        if start + 4 + size > len(data):
            raise Damaged("is cut short")
        head = data[at:start]
        yield Resource(head, int.from_bytes(head[4:6], "big"), data[start + 4 : start + 4 + size])
        at = start + 4 + size + size % 2


def datasets(data: bytes) -> Iterator[Dataset]:
    """The datasets of an IIM block, without padding; raises :class:`Damaged`."""
    at = 0
    for _ in range(MOST_PARTS):
        if len(data) - at < 5 or data[at] != 0x1C:
            break
        record, number = data[at + 1], data[at + 2]
        size = int.from_bytes(data[at + 3 : at + 5], "big")
        at += 5
        if size & 0x8000:  # the length of the length
            width = size & 0x7FFF
            size = int.from_bytes(data[at : at + width], "big") if width <= 4 else len(data)
            at += width
        if at + size > len(data):
            raise Damaged("is cut short")
        yield Dataset(record, number, data[at : at + size])
        at += size
    if data[at:].strip(b"\0 "):
        raise Damaged("is garbled")


def digest(data: bytes) -> bytes:
    """Photoshop's digest of the IIM that it wrote: MD5, to detect changes."""
    return hashlib.md5(data, usedforsecurity=False).digest()
