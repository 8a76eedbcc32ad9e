"""IPTC's older metadata (IIM 4.2), in Photoshop's image resources: updated to match XMP.

Programs from before XMP read only IIM. Only existing fields change; a text that is too long for its
field is removed, because the beginning of a name is another name.
"""

from __future__ import annotations

from collections.abc import Mapping

from publish.pictures.structure.damage import Damaged
from publish.pictures.structure.iim import (
    CHARACTER_SET,
    DIGEST,
    ENVELOPE,
    IPTC,
    UTF8,
    Dataset,
    Resource,
    datasets,
    digest,
    resources,
)

_FIELDS: Mapping[int, tuple[str, int]] = {
    5: ("dc:title", 64),
    80: ("dc:creator", 32),
    110: ("photoshop:Credit", 32),
    115: ("photoshop:Source", 32),
    116: ("dc:rights", 128),
    120: ("dc:description", 2000),
}
"""Datasets of record 2 by number: the XMP property with the same meaning, and the limit in
bytes."""

_CHARSET = (ENVELOPE, CHARACTER_SET)
_BINARY = frozenset({0, 125, 200, 201, 202})
"""Datasets of record 2 that are not text."""


def align(block: bytes, xmp: Mapping[str, tuple[str, ...]]) -> bytes:
    """Image resources whose IIM has the values of XMP's properties.

    The digest changes with it, so that no reader prefers the IIM as the later statement. Blocks
    that cannot be read stay as they are.
    """
    try:
        found = list(resources(block))
        changed = {r.id: _changed(r.data, xmp) for r in found if r.id == IPTC}
    except Damaged:
        return block
    if all(changed.get(r.id, r.data) == r.data for r in found):
        return block
    changed[DIGEST] = digest(changed[IPTC])
    return b"".join(bytes(Resource(r.head, r.id, changed.get(r.id, r.data))) for r in found)


def _changed(iim: bytes, xmp: Mapping[str, tuple[str, ...]]) -> bytes:
    found = list(datasets(iim))
    texts: dict[int, list[bytes]] = {
        d.number: [] for d in found if d.record == 2 and _value(d, xmp)
    }
    charset = next((d.value for d in found if (d.record, d.number) == _CHARSET), b"")
    for dataset in found:
        if dataset.record == 2 and dataset.number in texts:
            texts[dataset.number].append(_decoded(dataset.value, charset).encode())
    wanted = {number: _wanted(number, xmp) for number in texts}
    if texts == wanted:
        return iim
    done = [Dataset(*_CHARSET, UTF8)]
    for dataset in found:
        if (dataset.record, dataset.number) == _CHARSET:
            continue
        if dataset.record == 2 and dataset.number in wanted:
            done += (Dataset(2, dataset.number, v) for v in wanted[dataset.number])
            wanted[dataset.number] = []
        elif dataset.record == 2 and dataset.number not in _BINARY:
            done.append(Dataset(2, dataset.number, _decoded(dataset.value, charset).encode()))
        else:
            done.append(dataset)
    # Records in their order, the first one's datasets by number, others as they were.
    done.sort(key=lambda d: (d.record, d.number if d.record == 1 else 0))
    return b"".join(map(bytes, done))


def _value(dataset: Dataset, xmp: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    name, _ = _FIELDS.get(dataset.number, ("", 0))
    return xmp.get(name, ())


def _wanted(number: int, xmp: Mapping[str, tuple[str, ...]]) -> list[bytes]:
    """The values for a field; none where one of them is too long."""
    name, most = _FIELDS[number]
    values = [text.encode() for text in xmp[name]]
    return values if all(len(value) <= most for value in values) else []


def _decoded(value: bytes, charset: bytes) -> str:
    """Text in the declared or probable character set of the block."""
    if charset in (UTF8, b""):
        try:
            return value.decode()
        except UnicodeDecodeError:
            pass
    # Without a charset, text that is not UTF-8 comes from a Western Windows or Mac.
    return value.decode("cp1252", "replace")
