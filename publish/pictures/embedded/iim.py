"""IPTC-IIM: datasets of record 2 (IIM 4.2), and the Photoshop blocks that hold them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from publish.pictures.embedded.block import MOST_BLOCKS, MOST_STEPS, Broken
from publish.pictures.embedded.text import decoded

IPTC, DIGEST, URL, PACKET = 0x0404, 0x0425, 0x040B, 0x0424
"""Photoshop's image resources that matter here (Adobe Photoshop File Formats, appendix A)."""


@dataclass(frozen=True)
class Dataset:
    """A dataset of record 2 that says something of a credit."""

    number: int
    name: str
    field: str
    most: int
    """Bytes that it holds at most; what was longer has been cut there."""
    second: bool = False


DATASETS = {
    row.number: row
    for row in (
        Dataset(5, "Object Name", "title", 64),
        Dataset(25, "Keywords", "keywords", 64),
        Dataset(40, "Special Instructions", "instructions", 256),
        Dataset(80, "By-line", "creator", 32),
        Dataset(105, "Headline", "title", 256, second=True),
        Dataset(110, "Credit", "line", 32),
        Dataset(115, "Source", "provider", 32),
        Dataset(116, "Copyright Notice", "copyright", 128),
        Dataset(118, "Contact", "contact", 128),
        Dataset(120, "Caption", "caption", 2000),
    )
}

_ENVELOPE, _APPLICATION, _CHARACTER_SET = 1, 2, 90
_ESCAPES = {
    b"\x1b%G": "utf-8",
    b"\x1b%/I": "utf-8",
    **{
        b"\x1b" + bytes((middle, final)): encoding
        for final, encoding in (
            (0x41, "iso8859-1"),
            (0x42, "iso8859-2"),
            (0x43, "iso8859-3"),
            (0x44, "iso8859-4"),
            (0x46, "iso8859-7"),
            (0x47, "iso8859-6"),
            (0x48, "iso8859-8"),
            (0x4C, "iso8859-5"),
            (0x4D, "iso8859-9"),
        )
        for middle in b"-./"
    },
}
"""ISO 2022's announcements of a character set; the middle says for which half of a byte."""


def resources(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and contents of each image resource block; :class:`Broken` where one is cut short."""
    at = 0
    for _ in range(MOST_BLOCKS):
        if len(data) - at < 12:
            return
        if data[at : at + 4] not in (b"8BIM", b"MeSa", b"PHUT", b"AgHg", b"DCSR"):
            raise Broken("Photoshop block is garbled")
        name = 1 + data[at + 6]
        start = at + 6 + name + name % 2
        size = int.from_bytes(data[start : start + 4], "big")
        if start + 4 + size > len(data):
            raise Broken("Photoshop block is cut short")
        yield int.from_bytes(data[at + 4 : at + 6], "big"), data[start + 4 : start + 4 + size]
        at = start + 4 + size + size % 2


def digest(data: bytes) -> bytes:
    """What Photoshop notes of the IIM that it wrote: MD5, as a check for changes."""
    return hashlib.md5(data, usedforsecurity=False).digest()


@dataclass(frozen=True)
class Records:
    """What IIM says: the values of each dataset of :data:`DATASETS`, in order."""

    values: dict[int, tuple[str, ...]]
    misdeclared: bool = False
    """It says that it is in UTF-8, and is not."""
    cut: bool = False
    """It ends within a dataset."""


def read(data: bytes) -> Records:
    """The datasets of an IIM block, in the character set that it declares or seems to have."""
    encoding, found, misdeclared, cut = "", [], False, False
    try:
        for record, number, value in _datasets(data):
            if (record, number) == (_ENVELOPE, _CHARACTER_SET):
                encoding = _ESCAPES.get(value.rstrip(b"\0 "), "")
            elif record == _APPLICATION and number in DATASETS:
                found.append((number, value))
    except Broken:
        cut = True
    if encoding == "utf-8":
        misdeclared = any(not _is_utf8(value, DATASETS[n].most) for n, value in found)
    values: dict[int, list[str]] = {}
    for number, value in found:
        text = decoded(_whole(value, DATASETS[number].most, encoding), encoding)
        values.setdefault(number, []).append(text)
    return Records({number: tuple(texts) for number, texts in values.items()}, misdeclared, cut)


def _datasets(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    for _ in range(MOST_STEPS):
        if len(data) - at < 5 or data[at] != 0x1C:
            break
        record, number = data[at + 1], data[at + 2]
        size = int.from_bytes(data[at + 3 : at + 5], "big")
        at += 5
        if size & 0x8000:  # extended: the length of the length (IIM 4.2 §1.6)
            width = size & 0x7FFF
            size = int.from_bytes(data[at : at + width], "big") if width <= 4 else len(data)
            at += width
        if at + size > len(data):
            raise Broken("IPTC is cut short")
        yield record, number, data[at : at + size]
        at += size
    if data[at:].strip(b"\0 "):
        raise Broken("IPTC is garbled")


def _whole(value: bytes, most: int, encoding: str) -> bytes:
    """``value`` without half a letter of UTF-8 at its end, where a writer has cut it there."""
    if encoding not in ("", "utf-8") or len(value) < most - 3 or value.isascii():
        return value
    for size in range(1, 4):
        if len(value) >= size and value[-size] >= 0xC0:
            wanted = 2 + (value[-size] >= 0xE0) + (value[-size] >= 0xF0)
            return value[:-size] if size < wanted and _decodes(value[:-size]) else value
        if len(value) >= size and value[-size] < 0x80:
            break
    return value


def _is_utf8(value: bytes, most: int) -> bool:
    return _decodes(_whole(value, most, "utf-8"))


def _decodes(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
