"""EXIF: statements about place and camera removed, those about the maker corrected.

A block is a small TIFF file (CIPA DC-008); it is edited in place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from publish.pictures.metadata_writing.tiff import BELOW, GPS, Broken, Directory, Tiff
from publish.pictures.privacy import Keep, Private, keeps

_ORIENTATION = 0x0112
_SIDES = ((0x011A, 0x011B), (0xA002, 0xA003))
"""Tags of width and height: resolution, and pixels."""

_PRIVATE: Mapping[int, Private] = {
    GPS: Private.LOCATION,
    0xA431: Private.SERIAL_NUMBERS,  # BodySerialNumber
    0xA435: Private.SERIAL_NUMBERS,  # LensSerialNumber
    0xC62F: Private.SERIAL_NUMBERS,  # CameraSerialNumber (DNG)
    0xFDE9: Private.SERIAL_NUMBERS,  # SerialNumber, as some raw converters write it
    0xA430: Private.OWNER,  # CameraOwnerName
    0x927C: Private.MAKER_NOTES,
    0xC634: Private.MAKER_NOTES,  # DNGPrivateData
    # XMP has a place of its own in every kind of picture that we write; a packet here is an
    # outdated copy.
    0x02BC: Private.MAKER_NOTES,
}

_XMP_NAMES: Mapping[int, str] = {
    0x010E: "dc:description",  # ImageDescription
    0x013B: "dc:creator",  # Artist
    0x8298: "dc:rights",  # Copyright
}
"""Tags with the same meaning as XMP properties (MWG Guidelines 2.0)."""


def strip_private(block: bytes, keep: Keep) -> tuple[bytes, frozenset[Private]]:
    """An EXIF block (from its byte order mark on) without private data, and the kinds removed.

    Removed data is overwritten with zeros. A block that cannot be read is private as a whole:
    nobody knows what a more lenient reader finds in it. Empty if nothing is left.
    """
    found: set[Private] = set()
    try:
        tiff = Tiff(block)
        directories = list(tiff.directories())
    except Broken:
        return (block if keeps(keep, Private.UNREADABLE, found) else b""), frozenset(found)
    gone: list[tuple[int, int]] = []
    kept: list[tuple[int, int]] = [(0, 8)]
    for directory, leaving in _leaving(tiff, directories, keep, found):
        gone += ((e.value_at, e.value_end) for e in directory.entries if e.at in leaving)
        if len(leaving) == len(directory.entries) and not directory.next:
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
    tiff: Tiff,
    directories: Sequence[tuple[Directory, bool]],
    keep: Keep,
    found: set[Private],
) -> Iterator[tuple[Directory, set[int]]]:
    """Every directory, and the places of the entries to remove: the innermost first.

    An entry that points to an empty directory is removed too.
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
            if entry.tag in BELOW and set(tiff.numbers(entry)) <= empty:
                leaving.add(entry.at)
        if len(leaving) == len(directory.entries) and not directory.next:
            empty.add(directory.at)
        yield directory, leaving


def align(block: bytes, xmp: Mapping[str, tuple[str, ...]], most: int) -> bytes:
    """The block with Artist, Copyright and ImageDescription from XMP.

    Only existing tags change, and only where XMP states something: viewers that do not know XMP
    would show another creator than the credit. In UTF-8, as MWG demands; a text that does not fit
    into ``most`` bytes is removed.
    """
    try:
        tiff = Tiff(block)
        first = tiff.directory(tiff.first)
    except Broken:
        return block
    leaving = set()
    for entry in first.entries:
        values = xmp.get(_XMP_NAMES.get(entry.tag, ""))
        if not values:
            continue
        text = "; ".join(values).replace("\0", " ").encode() + b"\0"
        if bytes(tiff.data[entry.value_at : entry.value_end]).rstrip(b"\0 ") == text.rstrip(b"\0 "):
            continue
        if not tiff.put(entry, text, most):
            leaving.add(entry.at)
    tiff.remove(first, leaving)
    return bytes(tiff.data)


def rotated(block: bytes, *, sides: bool) -> bytes:
    """The block of a picture that was turned upright, and needs no further turning.

    With ``sides``, width and height have changed places. The preview, which was not turned, is
    removed. Empty for a block that cannot be read.
    """
    try:
        tiff = Tiff(block)
        first, *others = (directory for directory, _ in tiff.directories())
    except Broken:
        return b""
    if first.next:
        preview = [d for d in others if d.at == first.next]
        gone = [(d.at, d.end) for d in preview]
        gone += [(e.value_at, e.value_end) for d in preview for e in d.entries]
        gone += [place for d in preview if (place := tiff.thumbnail(d))]
        kept = [(d.at, d.end) for d in (first, *others) if d.at != first.next]
        kept += [
            (e.value_at, e.value_end)
            for d in (first, *others)
            if d.at != first.next
            for e in d.entries
        ]
        tiff.data[first.end - 4 : first.end] = bytes(4)
        tiff.erase(gone, [(0, 8), *kept])
    for directory in (first, *others):
        tags = {entry.tag: entry for entry in directory.entries}
        if (entry := tags.get(_ORIENTATION)) and directory is first:
            tiff.set_short(entry, 1)
        for across, down in _SIDES if sides else ():
            if across in tags and down in tags:
                tiff.swap(tags[across], tags[down])
    return bytes(tiff.data)
