"""IPTC's older metadata (IIM 4.2), in Photoshop's image resources: brought in line with XMP.

Programs from before XMP read it alone. It is changed only where it is there
already, field by field; a text that is too long for its field is taken out, for
the beginning of a name is another name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_IPTC, _DIGEST = 0x0404, 0x0425
"""Resources: the IIM itself, and the MD5 digest of it (MWG Guidelines 2.0)."""

_FIELDS: Mapping[int, tuple[str, int]] = {
    5: ("dc:title", 64),
    80: ("dc:creator", 32),
    110: ("photoshop:Credit", 32),
    115: ("photoshop:Source", 32),
    116: ("dc:rights", 128),
    120: ("dc:description", 2000),
}
"""Datasets of record 2 by number: the XMP property that says the same, the most bytes."""

_CHARSET = (1, 90)
_UTF8 = b"\x1b%G"
_BINARY = frozenset({0, 125, 200, 201, 202})
"""Datasets of record 2 that are no text."""


@dataclass(frozen=True)
class _Resource:
    """One image resource; ``head`` is everything before its data."""

    head: bytes
    id: int
    data: bytes

    def bytes(self) -> bytes:
        return self.head + len(self.data).to_bytes(4, "big") + self.data + b"\0" * _odd(self.data)


@dataclass(frozen=True)
class _Dataset:
    record: int
    number: int
    value: bytes

    def bytes(self) -> bytes:
        size = len(self.value)
        # Over 32767 bytes, the length says how long the length is (IIM, extended DataSets).
        length = size.to_bytes(2, "big") if size < 0x8000 else b"\x80\4" + size.to_bytes(4, "big")
        return bytes((0x1C, self.record, self.number)) + length + self.value


def align(resources: bytes, said: Mapping[str, tuple[str, ...]]) -> bytes:
    """Image resources whose IIM says what XMP's properties ``said`` say.

    The digest follows, so that no reader takes the IIM for the later word. What
    cannot be read stays as it is.
    """
    try:
        found = list(_resources(resources))
        changed = {r.id: _changed(r.data, said) for r in found if r.id == _IPTC}
    except ValueError:
        return resources
    if all(changed.get(r.id, r.data) == r.data for r in found):
        return resources
    digest = hashlib.md5(changed[_IPTC], usedforsecurity=False).digest()
    changed[_DIGEST] = digest
    return b"".join(_Resource(r.head, r.id, changed.get(r.id, r.data)).bytes() for r in found)


def _changed(iim: bytes, said: Mapping[str, tuple[str, ...]]) -> bytes:
    datasets = list(_datasets(iim))
    texts: dict[int, list[bytes]] = {
        d.number: [] for d in datasets if d.record == 2 and _value(d, said)
    }
    charset = next((d.value for d in datasets if (d.record, d.number) == _CHARSET), b"")
    for dataset in datasets:
        if dataset.record == 2 and dataset.number in texts:
            texts[dataset.number].append(_decoded(dataset.value, charset).encode())
    wanted = {number: _wanted(number, said) for number in texts}
    if texts == wanted:
        return iim
    done = [_Dataset(*_CHARSET, _UTF8)]
    for dataset in datasets:
        if (dataset.record, dataset.number) == _CHARSET:
            continue
        if dataset.record == 2 and dataset.number in wanted:
            done += (_Dataset(2, dataset.number, v) for v in wanted[dataset.number])
            wanted[dataset.number] = []
        elif dataset.record == 2 and dataset.number not in _BINARY:
            done.append(_Dataset(2, dataset.number, _decoded(dataset.value, charset).encode()))
        else:
            done.append(dataset)
    # Records in their order, the first one's datasets by number, others as they were.
    done.sort(key=lambda d: (d.record, d.number if d.record == 1 else 0))
    return b"".join(d.bytes() for d in done)


def _value(dataset: _Dataset, said: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    name, _ = _FIELDS.get(dataset.number, ("", 0))
    return said.get(name, ())


def _wanted(number: int, said: Mapping[str, tuple[str, ...]]) -> list[bytes]:
    """The values a field is to have; none where one of them is too long for it."""
    name, most = _FIELDS[number]
    values = [text.encode() for text in said[name]]
    return values if all(len(value) <= most for value in values) else []


def _decoded(value: bytes, charset: bytes) -> str:
    """Text in whatever the block says, or does not say, it is in."""
    if charset in (_UTF8, b""):
        try:
            return value.decode()
        except UnicodeDecodeError:
            pass
    # Without a charset, what is no UTF-8 comes from a Windows or a Mac of the West.
    return value.decode("cp1252", "replace")


def _resources(data: bytes) -> Iterator[_Resource]:
    at = 0
    while at < len(data):
        name = data[at + 6] + 1 if len(data) > at + 6 else 0
        start = at + 6 + name + name % 2
        size = int.from_bytes(data[start : start + 4], "big")
        end = start + 4 + size
        if not data[at : at + 4].isalnum() or end > len(data):
            raise ValueError("no image resource")
        head = data[at:start]
        yield _Resource(head, int.from_bytes(head[4:6], "big"), data[start + 4 : end])
        at = end + size % 2


def _datasets(iim: bytes) -> Iterator[_Dataset]:
    at = 0
    while at < len(iim):
        if iim[at] != 0x1C:
            if iim[at:].strip(b"\0"):
                raise ValueError("no dataset")
            return  # padding
        size, start = int.from_bytes(iim[at + 3 : at + 5], "big"), at + 5
        if size & 0x8000:
            width = size & 0x7FFF
            size, start = int.from_bytes(iim[start : start + width], "big"), start + width
        if len(iim) < start + size or len(iim) < at + 5:
            raise ValueError("a dataset is cut off")
        yield _Dataset(iim[at + 1], iim[at + 2], iim[start : start + size])
        at = start + size


def _odd(data: bytes) -> int:
    return len(data) % 2
