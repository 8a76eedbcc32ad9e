"""Statements of an XMP packet for a credit: the properties of the table, and some others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from publish.metadata.credit_reading import credits_of
from publish.metadata.credits import MAPPING, PICTURE, RECORD
from publish.pictures.metadata_reading.rdf import Value, texts
from publish.pictures.metadata_reading.statement import Source, Statement
from publish.pictures.metadata_reading.text import clean
from publish.values import dataclass

_VOCABULARIES = re.compile(
    r"^https?://(cv\.iptc\.org/newscodes/digitalsourcetype|ns\.useplus\.org/ldf/vocab)/", re.ASCII
)


@dataclass(frozen=True)
class _Row:
    path: str
    field: str
    second: bool = False


_ROWS = (
    *(_Row(row.name, row.field) for row in MAPPING),
    *(_Row(name, field) for field, name in PICTURE),
    *(_Row(name, row.field, True) for row in MAPPING for name in row.elsewhere),
    _Row("plus:DataMining", "data_mining"),
    _Row("photoshop:Instructions", "instructions"),
    _Row("dc:subject", "keywords"),
    *(
        _Row(f"Iptc4xmpCore:CreatorContactInfo/Iptc4xmpCore:{part}", "contact", True)
        for part in ("CiEmailWork", "CiUrlWork", "CiTelWork")
    ),
    _Row("plus:ImageCreator/plus:ImageCreatorName", "creator", True),
    _Row("plus:ImageSupplier/plus:ImageSupplierName", "provider", True),
    _Row("plus:CopyrightOwner/plus:CopyrightOwnerName", "copyright", True),
    _Row("xmpRights:Owner", "copyright", True),
    # EXIF's and PNG's own tags, as XMP repeats them (XMP part 2 §3.3).
    _Row("tiff:Artist", "creator", True),
    _Row("tiff:Copyright", "copyright", True),
    _Row("tiff:ImageDescription", "caption", True),
)

_CREDIT = frozenset(row.field for row in MAPPING)

_MOST_WORKS = 20
_ARTWORK = "Iptc4xmpExt:ArtworkOrObject"
_ARTWORK_ROWS = (
    _Row("Iptc4xmpExt:AOTitle", "title"),
    _Row("Iptc4xmpExt:AOCreator", "creator"),
    _Row("Iptc4xmpExt:AOSource", "provider"),
    _Row("Iptc4xmpExt:AOSourceInvURL", "source"),
    _Row("Iptc4xmpExt:AOSourceInvNo", "asset_id"),
    _Row("Iptc4xmpExt:AOCreditLine", "line"),
    _Row("Iptc4xmpExt:AOCopyrightNotice", "copyright"),
    _Row("Iptc4xmpExt:AOCurrentCopyrightOwnerName", "copyright", True),
)


def own(properties: Mapping[str, Value]) -> Iterator[Statement]:
    """Our own record, credit by credit and to the letter, where it is still in force."""
    if RECORD not in properties:
        return
    names = (RECORD, *(row.name for row in MAPPING), *(n for r in MAPPING for n in r.elsewhere))
    for part, credit in enumerate(credits_of({name: _flat(properties, name) for name in names})):
        for row in MAPPING:
            if value := credit.get(row.field):
                yield Statement(row.field, value, f"XMP {row.name}", Source.XMP, part)


def statements(properties: Mapping[str, Value], parts: int = 0) -> Iterator[Statement]:
    """The statements of the properties; ``parts`` credits of our own record state the credit
    already.
    """
    yield from (s for s in _table(properties) if not parts or s.field not in _CREDIT)
    works = properties.get(_ARTWORK, ())
    listed = works if isinstance(works, tuple) else (works,)
    for number, work in enumerate(listed[:_MOST_WORKS], parts or 1):
        if isinstance(work, dict):
            yield from _stated(work, _ARTWORK_ROWS, f"XMP {_ARTWORK}", number)


def _flat(properties: Mapping[str, Value], name: str) -> tuple[str, ...]:
    outer, _, inner = name.partition("/")
    return tuple(texts(properties.get(outer, ""), inner))


def _table(properties: Mapping[str, Value]) -> Iterator[Statement]:
    found = list(_stated(properties, _ROWS, "XMP", 0))
    # A license's name, which our own packet repeats for programs that read no other place.
    names = {s.value for s in found if s.field == "license_name"}
    for statement in found:
        if statement.field not in ("copyright", "usage_terms") or statement.value not in names:
            yield statement


def _stated(
    properties: Mapping[str, Value], rows: tuple[_Row, ...], place: str, work: int
) -> Iterator[Statement]:
    for row in rows:
        outer, _, inner = row.path.partition("/")
        values = texts(properties.get(outer, ""), inner)
        text = "; ".join(value for raw in values if (value := _VOCABULARIES.sub("", clean(raw))))
        if text:
            yield Statement(row.field, text, f"{place} {row.path}", Source.XMP, work, row.second)
