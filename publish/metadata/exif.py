"""EXIF edited in place: tags taken out or replaced, everything else where it was.

A block is a small TIFF file (CIPA DC-008 §4.5, TIFF 6.0 §2): directories of
entries that point to their values. Nothing is moved, so that no pointer, not even
one that only its maker understands, comes to point elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from publish.metadata.private import Keep, Private, keeps

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}
"""Bytes of a value, by its type (TIFF 6.0 §2, DC-008 §4.6.2)."""
_ASCII = 2
_MOST = 64
"""Directories of a block: more are a snake that bites its tail."""

_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_BELOW = frozenset({_EXIF_IFD, _GPS_IFD, 0xA005, 0x014A})
"""Tags that point to directories: Exif, GPS, Interoperability, SubIFDs."""

_PRIVATE: Mapping[int, Private] = {
    _GPS_IFD: Private.LOCATION,
    0xA431: Private.SERIAL_NUMBERS,  # BodySerialNumber
    0xA435: Private.SERIAL_NUMBERS,  # LensSerialNumber
    0xC62F: Private.SERIAL_NUMBERS,  # CameraSerialNumber (DNG)
    0xFDE9: Private.SERIAL_NUMBERS,  # SerialNumber, as some raw converters write it
    0xA430: Private.OWNER,  # CameraOwnerName
    0x927C: Private.MAKER_NOTES,
    0xC634: Private.MAKER_NOTES,  # DNGPrivateData
    # XMP has a place of its own in every kind of picture that we write; a packet here
    # is a copy that nobody looks after.
    0x02BC: Private.MAKER_NOTES,
}

_SAID: Mapping[int, str] = {
    0x010E: "dc:description",  # ImageDescription
    0x013B: "dc:creator",  # Artist
    0x8298: "dc:rights",  # Copyright
}
"""Tags that say what XMP's properties say (MWG Guidelines 2.0 §5.4)."""


class _Broken(Exception):
    """A block that has no whole first directory."""


@dataclass(frozen=True)
class _Entry:
    """One entry: ``at`` is where it stands; its value fills ``value_at`` to ``value_end``."""

    at: int
    tag: int
    value_at: int
    value_end: int


@dataclass(frozen=True)
class _Directory:
    at: int
    entries: tuple[_Entry, ...]
    next: int

    @property
    def end(self) -> int:
        return self.at + 2 + 12 * len(self.entries) + 4


def cleaned(block: bytes, keep: Keep) -> tuple[bytes, frozenset[Private]]:
    """An EXIF block (from its byte order mark on) without what is private, and what that was.

    What goes is overwritten with zeros. A block that cannot be read is private as
    a whole: nobody knows what a more lenient reader finds in it. Empty if nothing
    is left.
    """
    found: set[Private] = set()
    try:
        tiff = _Tiff(block)
        directories = list(tiff.directories())
    except _Broken:
        return (block if keeps(keep, Private.UNREADABLE, found) else b""), frozenset(found)
    gone: list[tuple[int, int]] = []
    kept: list[tuple[int, int]] = [(0, 8)]
    for directory, leaving in _leaving(tiff, directories, keep, found):
        gone += ((e.value_at, e.value_end) for e in directory.entries if e.at in leaving)
        if len(leaving) == len(directory.entries):
            gone.append((directory.at, directory.end))
            continue
        kept.append((directory.at, directory.end))
        kept += ((e.value_at, e.value_end) for e in directory.entries if e.at not in leaving)
        tiff.remove(directory, leaving)
    if len(kept) == 1:
        return b"", frozenset(found)
    tiff.erase(gone, kept)
    return (bytes(tiff.data) if found else block), frozenset(found)


def _leaving(
    tiff: _Tiff,
    directories: Sequence[tuple[_Directory, bool]],
    keep: Keep,
    found: set[Private],
) -> Iterator[tuple[_Directory, set[int]]]:
    """Every directory, and where the entries stand that leave it: the innermost first.

    What pointed to a directory of which nothing stays leaves with it.
    """
    empty: set[int] = set()
    for directory, place in reversed(directories):
        leaving = {
            entry.at
            for entry in directory.entries
            if (kind := Private.LOCATION if place else _PRIVATE.get(entry.tag))
            and not keeps(keep, kind, found)
        }
        for entry in directory.entries:
            if entry.tag in _BELOW and set(tiff.numbers(entry)) <= empty:
                leaving.add(entry.at)
        if len(leaving) == len(directory.entries) and not directory.next:
            empty.add(directory.at)
        yield directory, leaving


def aligned(block: bytes, said: Mapping[str, tuple[str, ...]], most: int) -> bytes:
    """The block whose Artist, Copyright and ImageDescription say what XMP says.

    Only where they are there and XMP states something: viewers that know no XMP
    would show another creator than the credit. In UTF-8, as MWG asks for; a text
    that does not fit into ``most`` bytes is taken out.
    """
    try:
        tiff = _Tiff(block)
        first = tiff.directory(tiff.first)
    except _Broken:
        return block
    leaving = set()
    for entry in first.entries:
        values = said.get(_SAID.get(entry.tag, ""))
        if not values:
            continue
        text = "; ".join(values).replace("\0", " ").encode() + b"\0"
        if bytes(tiff.data[entry.value_at : entry.value_end]).rstrip(b"\0 ") == text.rstrip(b"\0 "):
            continue
        if not tiff.put(entry, text, most):
            leaving.add(entry.at)
    tiff.remove(first, leaving)
    return bytes(tiff.data)


class _Tiff:
    """A block that is being edited."""

    def __init__(self, block: bytes) -> None:
        self.data = bytearray(block)
        if block[:4] not in (b"II*\0", b"MM\0*") or len(block) < 14:
            raise _Broken
        self._order: Literal["little", "big"] = "little" if block[:1] == b"I" else "big"
        self.first = self._number(4, 4)

    def directories(self) -> Iterator[tuple[_Directory, bool]]:
        """All directories, and whether each is about the place; ``_Broken`` if the first is."""
        seen: set[int] = set()
        pending = [(self.first, False)]
        while pending:
            at, place = pending.pop(0)
            if at in seen or len(seen) > _MOST:
                continue
            seen.add(at)
            try:
                directory = self.directory(at)
            except _Broken:
                if at == self.first:
                    raise
                continue
            yield directory, place
            if directory.next:
                pending.append((directory.next, place))
            for entry in directory.entries:
                if entry.tag in _BELOW:
                    below = place or entry.tag == _GPS_IFD
                    pending += ((n, below) for n in self.numbers(entry))

    def directory(self, at: int) -> _Directory:
        """The directory there; ``_Broken`` if it does not lie whole in the block."""
        count = self._number(at, 2) if 8 <= at <= len(self.data) - 2 else 0
        end = at + 2 + 12 * count
        if not count or end > len(self.data):
            raise _Broken
        following = self._number(end, 4) if end + 4 <= len(self.data) else 0
        entries = tuple(self._entry(at + 2 + 12 * n) for n in range(count))
        return _Directory(at, entries, following)

    def remove(self, directory: _Directory, leaving: set[int]) -> None:
        """Take entries out of a directory; the rest moves up, and its end is zeros."""
        if not leaving:
            return
        rows = [self.data[e.at : e.at + 12] for e in directory.entries if e.at not in leaving]
        tail = self.data[directory.end - 4 : directory.end]
        body = len(rows).to_bytes(2, self._order) + b"".join(rows) + tail
        size = min(directory.end, len(self.data)) - directory.at
        self.data[directory.at : directory.at + size] = body[:size].ljust(size, b"\0")

    def erase(self, gone: list[tuple[int, int]], kept: list[tuple[int, int]]) -> None:
        """Overwrite with zeros what is ``gone``, but for what is ``kept`` as well."""
        marks = bytearray(len(self.data))
        for ranges, mark in ((gone, b"\1"), (kept, b"\0")):
            for first, last in ranges:
                start, end = min(first, len(marks)), min(last, len(marks))
                marks[start:end] = mark * (end - start)
        for run in re.finditer(b"\1+", marks):
            self.data[run.start() : run.end()] = bytes(run.end() - run.start())

    def put(self, entry: _Entry, value: bytes, most: int) -> bool:
        """Give an entry another text, at its old place or else at the block's end."""
        inside = entry.value_end - entry.value_at
        at = entry.value_at
        if len(value) > max(inside, 4):
            at = len(self.data) + len(self.data) % 2
            if at + len(value) > most:
                return False
            self.data += b"\0" * (at - len(self.data)) + value
        else:
            at = at if len(value) > 4 else entry.at + 8
            self.data[entry.value_at : entry.value_end] = b"\0" * inside
            self.data[at : at + len(value)] = value
        self.data[entry.at + 2 : entry.at + 4] = _ASCII.to_bytes(2, self._order)
        self.data[entry.at + 4 : entry.at + 8] = len(value).to_bytes(4, self._order)
        if len(value) > 4:
            self.data[entry.at + 8 : entry.at + 12] = at.to_bytes(4, self._order)
        return True

    def _entry(self, at: int) -> _Entry:
        size = _SIZES.get(self._number(at + 2, 2), 1) * self._number(at + 4, 4)
        value_at = at + 8 if size <= 4 else self._number(at + 8, 4)
        if value_at + size > len(self.data):  # cut off; what is there of it still counts
            value_at = min(value_at, len(self.data))
            size = len(self.data) - value_at
        return _Entry(at, self._number(at, 2), value_at, value_at + size)

    def numbers(self, entry: _Entry) -> Iterator[int]:
        """The values of an entry that points to directories."""
        for at in range(entry.value_at, min(entry.value_end, entry.value_at + 4 * _MOST), 4):
            yield self._number(at, 4)

    def _number(self, at: int, size: int) -> int:
        return int.from_bytes(self.data[at : at + size], self._order)
