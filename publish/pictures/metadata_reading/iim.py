"""IPTC-IIM: datasets of record 2 (IIM 4.2), and the Photoshop blocks that hold them."""

from __future__ import annotations

from publish.pictures.metadata_reading.text import decoded
from publish.pictures.structure.damage import Damaged
from publish.pictures.structure.iim import APPLICATION, CHARACTER_SET, ENVELOPE, UTF8, datasets
from publish.values import dataclass


@dataclass(frozen=True)
class Row:
    """A dataset of record 2 with a statement for a credit."""

    number: int
    name: str
    field: str
    most: int
    """The limit of its bytes; longer text was cut there."""
    second: bool = False


ROWS = {
    row.number: row
    for row in (
        Row(5, "Object Name", "title", 64),
        Row(25, "Keywords", "keywords", 64),
        Row(40, "Special Instructions", "instructions", 256),
        Row(80, "By-line", "creator", 32),
        Row(105, "Headline", "title", 256, second=True),
        Row(110, "Credit", "line", 32),
        Row(115, "Source", "provider", 32),
        Row(116, "Copyright Notice", "copyright", 128),
        Row(118, "Contact", "contact", 128),
        Row(120, "Caption", "caption", 2000),
    )
}

_ESCAPES = {
    UTF8: "utf-8",
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
"""ISO 2022's announcements of a character set; the middle names the half of a byte."""


@dataclass(frozen=True)
class Records:
    """The values of each dataset of :data:`ROWS`, in order."""

    values: dict[int, tuple[str, ...]]
    misdeclared: bool = False
    """It declares UTF-8, and is not."""
    cut: bool = False
    """It ends within a dataset."""


def read(data: bytes) -> Records:
    """The datasets of an IIM block, in its declared or probable character set."""
    encoding, found, misdeclared, cut = "", [], False, False
    try:
        for dataset in datasets(data):
            if (dataset.record, dataset.number) == (ENVELOPE, CHARACTER_SET):
                encoding = _ESCAPES.get(dataset.value.rstrip(b"\0 "), "")
            elif dataset.record == APPLICATION and dataset.number in ROWS:
                found.append((dataset.number, dataset.value))
    except Damaged:
        cut = True
    if encoding == "utf-8":
        misdeclared = any(not _is_utf8(value, ROWS[n].most) for n, value in found)
    values: dict[int, list[str]] = {}
    for number, value in found:
        text = decoded(_whole(value, ROWS[number].most, encoding), encoding)
        values.setdefault(number, []).append(text)
    return Records({number: tuple(texts) for number, texts in values.items()}, misdeclared, cut)


def _whole(value: bytes, most: int, encoding: str) -> bytes:
    """``value`` without half a letter of UTF-8 at its end, where a writer cut it."""
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
