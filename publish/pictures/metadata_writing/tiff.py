"""A block of TIFF, edited in place (TIFF 6.0 §2): the form of EXIF.

Directories of entries point to their values. Nothing moves, so that every pointer, even one that
only its maker understands, stays valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from publish.values import dataclass

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}
"""Bytes of a value, by its type (TIFF 6.0 §2, CIPA DC-008)."""
_ASCII = 2
_MOST = 64
"""Directories of a block: more mean that they refer to each other in a circle."""

GPS = 0x8825
BELOW = frozenset({0x8769, GPS, 0xA005, 0x014A})
"""Tags that point to directories: Exif, GPS, Interoperability, SubIFDs."""
_THUMBNAIL, _THUMBNAIL_LENGTH = 0x0201, 0x0202


class Broken(Exception):
    """A block without a complete first directory."""


@dataclass(frozen=True)
class Entry:
    """One entry: ``at`` is its place; its value fills ``value_at`` to ``value_end``."""

    at: int
    tag: int
    value_at: int
    value_end: int


@dataclass(frozen=True)
class Directory:
    """A directory at ``at``; ``next`` is the place of the following one, 0 if there is none."""

    at: int
    entries: tuple[Entry, ...]
    next: int

    @property
    def end(self) -> int:
        """Its end, including the pointer to the following directory."""
        return self.at + 2 + 12 * len(self.entries) + 4


class Tiff:
    """A block that is being edited."""

    def __init__(self, block: bytes) -> None:
        self.data = bytearray(block)
        if block[:4] not in (b"II*\0", b"MM\0*") or len(block) < 14:
            raise Broken
        self._order: Literal["little", "big"] = "little" if block[:1] == b"I" else "big"
        self.first = self._number(4, 4)

    def directories(self) -> Iterator[tuple[Directory, bool]]:
        """All directories, and whether each is about the place; ``Broken`` if the first is."""
        seen: set[int] = set()
        pending = [(self.first, False)]
        while pending:
            at, place = pending.pop(0)
            if at in seen or len(seen) > _MOST:
                continue
            seen.add(at)
            try:
                directory = self.directory(at)
            except Broken:
                if at == self.first:
                    raise
                continue
            yield directory, place
            if directory.next:
                pending.append((directory.next, place))
            for entry in directory.entries:
                if entry.tag in BELOW:
                    below = place or entry.tag == GPS
                    pending += ((n, below) for n in self.numbers(entry))

    def directory(self, at: int) -> Directory:
        """The directory at that place; ``Broken`` if it is not completely in the block."""
        count = self._number(at, 2) if 8 <= at <= len(self.data) - 2 else 0
        end = at + 2 + 12 * count
        if not count or end > len(self.data):
            raise Broken
        following = self._number(end, 4) if end + 4 <= len(self.data) else 0
        entries = tuple(self._entry(at + 2 + 12 * n) for n in range(count))
        return Directory(at, entries, following)

    def remove(self, directory: Directory, leaving: set[int]) -> None:
        """Remove entries from a directory; the rest moves up, and its end becomes zeros."""
        if not leaving:
            return
        rows = [self.data[e.at : e.at + 12] for e in directory.entries if e.at not in leaving]
        tail = self.data[directory.end - 4 : directory.end]
        body = len(rows).to_bytes(2, self._order) + b"".join(rows) + tail
        size = min(directory.end, len(self.data)) - directory.at
        self.data[directory.at : directory.at + size] = body[:size].ljust(size, b"\0")

    def erase(self, gone: list[tuple[int, int]], kept: list[tuple[int, int]]) -> None:
        """Overwrite ``gone`` with zeros, except where it overlaps ``kept``."""
        marks = bytearray(len(self.data))
        for ranges, mark in ((gone, b"\1"), (kept, b"\0")):
            for first, last in ranges:
                start, end = min(first, len(marks)), min(last, len(marks))
                marks[start:end] = mark * (end - start)
        for run in re.finditer(b"\1+", marks):
            self.data[run.start() : run.end()] = bytes(run.end() - run.start())

    def put(self, entry: Entry, value: bytes, most: int) -> bool:
        """Give an entry another text, at its old place or at the block's end."""
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

    def set_short(self, entry: Entry, value: int) -> None:
        """Give an entry one number of 16 bits."""
        row = (3).to_bytes(2, self._order) + (1).to_bytes(4, self._order)
        row += value.to_bytes(2, self._order) + bytes(2)
        self.data[entry.at + 2 : entry.at + 12] = row

    def swap(self, one: Entry, other: Entry) -> None:
        """Exchange the values of two entries."""
        a, b = slice(one.at + 2, one.at + 12), slice(other.at + 2, other.at + 12)
        self.data[a], self.data[b] = self.data[b], self.data[a]

    def thumbnail(self, directory: Directory) -> tuple[int, int] | None:
        """The range of a directory's preview."""
        tags = {entry.tag: next(self.numbers(entry), 0) for entry in directory.entries}
        at, size = tags.get(_THUMBNAIL, 0), tags.get(_THUMBNAIL_LENGTH, 0)
        return (at, at + size) if at and size else None

    def _entry(self, at: int) -> Entry:
        size = _SIZES.get(self._number(at + 2, 2), 1) * self._number(at + 4, 4)
        value_at = at + 8 if size <= 4 else self._number(at + 8, 4)
        if value_at + size > len(self.data):  # It is truncated; the rest of it still counts.
            value_at = min(value_at, len(self.data))
            size = len(self.data) - value_at
        return Entry(at, self._number(at, 2), value_at, value_at + size)

    def numbers(self, entry: Entry) -> Iterator[int]:
        """The values of an entry that points to directories."""
        for at in range(entry.value_at, min(entry.value_end, entry.value_at + 4 * _MOST), 4):
            yield self._number(at, 4)

    def _number(self, at: int, size: int) -> int:
        return int.from_bytes(self.data[at : at + size], self._order)
