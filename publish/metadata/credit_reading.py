"""Reads the credits in an XMP packet, by the table that writes them (``credits``)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from publish.metadata import xmp
from publish.metadata.credits import MAPPING, PICTURE, RECORD, SOURCE_TYPES, each_once
from publish.metadata.property import LISTS
from publish.metadata.values import DATA_MINING


def read_credit(packet: bytes) -> dict[str, str]:
    """The credit in a packet, by the field names of MAPPING and PICTURE.

    Our own packets give back every field to the letter, a composite's with the values joined by
    ``;``. Other packets give the fields that the standards name; a license can be known by its URL
    alone (``license_url``). Raises ``SourceError`` if the packet is broken.
    """
    return credit_of(xmp.read(packet))


def read_credits(packet: bytes) -> tuple[dict[str, str], ...]:
    """Every credit in a packet, by the field names of MAPPING.

    Our own packets give back each credit of a picture to the letter. Other packets, and our own
    with properties that somebody changed afterwards, give the one credit in the standards'
    properties, or none. Raises ``SourceError`` if the packet is broken.
    """
    return credits_of(xmp.read(packet))


def credits_of(values: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, str], ...]:
    """The same from properties already read (:func:`publish.metadata.xmp.read`)."""
    records = [_record(text) for text in values.get(RECORD, ())]
    whole = [fields for fields in records if fields is not None]
    if whole and len(whole) == len(records) and _in_force(whole, values):
        return tuple(whole)
    found = credit_of(values)
    stated = {row.field: found[row.field] for row in MAPPING if row.field in found}
    return (stated,) if stated else ()


def _record(text: str) -> dict[str, str] | None:
    """The fields of a credit; None for a record that is not ours."""
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict) or not all(isinstance(v, str) for v in fields.values()):
        return None
    return fields


def _in_force(records: Sequence[dict[str, str]], values: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the standards' properties still agree with the records.

    Photo editors know only those properties: a change there is the later statement.
    """
    for row in MAPPING:
        stated = each_once(fields.get(row.field) for fields in records)
        want = stated if row.kind in LISTS or not stated else ("; ".join(stated),)
        if want and values.get(row.name) != want:
            return False
    return True


def credit_of(values: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The same from properties already read (:func:`publish.metadata.xmp.read`)."""
    found = {}
    for row in MAPPING:
        names = (row.name, *row.elsewhere)
        if text := next((t for name in names if (t := "; ".join(values.get(name, ())))), None):
            found[row.field] = text
    for field, name in PICTURE:
        if name in values:
            found[field] = values[name][0]
    for field, vocabulary in (("origin", SOURCE_TYPES), ("data_mining", DATA_MINING)):
        if field in found:
            found[field] = found[field].removeprefix(vocabulary)
    # Our own addition (see _additions), not a statement of anybody.
    for field in ("copyright", "usage_terms"):
        if "license_name" in found and found.get(field) == found["license_name"]:
            del found[field]
    return found
