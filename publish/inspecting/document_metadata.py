"""Merges a document's own metadata from all its places, and finds contradictions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from publish.inspecting.inspection import Difference, Value
from publish.inspecting.text_matching import license_of, normalized
from publish.metadata.nobody import is_nobody
from publish.values import dataclass

Columns = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Values by column of ``publish.metadata.fields``, then by their name in it."""


@dataclass(frozen=True)
class _Row:
    """A field and its places, the most trusted first; a place is ``column name``.

    ``many``: the field is a list, else one text.
    """

    field: str
    names: tuple[str, ...]
    many: bool = False
    dividers: str = ""
    """Separators of a list stored as one text; a comma may be part of a name."""


_TDM = "{http://www.w3.org/ns/tdmrep/}"

ROWS: tuple[_Row, ...] = (
    _Row("title", ("xmp dc:title", "info Title", "opf dc:title", "core dc:title")),
    _Row("subtitle", ("xmp prism:subtitle", "opf dc:title@subtitle", "custom Subtitle")),
    _Row("short_title", ("xmp publish:shortTitle", "opf dc:title@short", "custom Short title")),
    _Row(
        "authors",
        ("xmp dc:creator", "info Author", "opf dc:creator", "core dc:creator"),
        many=True,
        dividers=";",
    ),
    _Row("contributors", ("xmp dc:contributor", "opf dc:contributor"), many=True),
    _Row("date", ("xmp xmp:CreateDate", "info CreationDate", "opf dc:date",
                  "core dcterms:created")),
    _Row(
        "modified",
        ("xmp xmp:ModifyDate", "info ModDate", "opf dcterms:modified", "core dcterms:modified"),
    ),
    _Row("language", ("catalog Lang", "xmp dc:language", "opf dc:language", "core dc:language")),
    _Row("publisher", ("xmp dc:publisher", "opf dc:publisher", "app Company")),
    _Row("description", ("xmp dc:description", "info Subject", "opf dc:description",
                         "core dc:description")),
    _Row("subject", ("core dc:subject",)),
    _Row("category", ("core cp:category",)),
    _Row(
        "keywords",
        ("xmp pdf:Keywords", "info Keywords", "xmp dc:subject", "opf dc:subject",
         "core cp:keywords"),
        many=True,
        dividers=";,",
    ),
    _Row("license_id", ("xmp publish:license", "custom License identifier")),
    _Row("license_name", ("custom License",)),
    _Row(
        "license_url",
        ("xmp xmpRights:WebStatement", "xmp cc:license", "opf dcterms:license", "opf cc:license",
         "custom License URL"),
    ),
    _Row("rights", ("xmp dc:rights", "opf dc:rights", "custom Rights"), many=True),
    _Row("usage_terms", ("xmp xmpRights:UsageTerms",)),
    _Row("contact", ("xmp publish:contact", "opf schema:contactPoint", "custom Contact")),
    _Row("version", ("xmp xmpMM:VersionID", "opf schema:version", "core cp:version")),
    _Row(
        "identifiers",
        ("xmp dc:identifier", "xmp xmpMM:DocumentID", "opf dc:identifier", "core dc:identifier",
         "custom Edition identifier"),
        many=True,
    ),
    _Row("generator", ("xmp pdf:Producer", "info Producer", "xmp xmp:CreatorTool", "info Creator",
                       "opf generator", "app Application")),
    _Row("image_credits", ("custom Image credits",), many=True),
    _Row("status", ("xmp publish:status", "opf schema:creativeWorkStatus",
                    "core cp:contentStatus")),
    # A reservation against text and data mining (PLUS, TDMRep); AI disclosed.
    _Row("data_mining", ("xmp plus:DataMining", "opf plus:DataMining", "custom Data mining")),
    _Row("tdm_reservation", (f"xmp {_TDM}reservation", "xmp tdm:reservation",
                             "opf tdm:reservation", "custom TDM reservation")),
    _Row("tdm_policy", (f"xmp {_TDM}policy", "xmp tdm:policy", "opf tdm:policy",
                        "custom TDM policy")),
    _Row("ai", ("xmp publish:aiStatement", "opf publish:aiStatement", "custom Use of AI")),
    _Row("ai_origin", ("xmp Iptc4xmpExt:DigitalSourceType", "opf Iptc4xmpExt:DigitalSourceType",
                       "custom Digital source type")),
)  # fmt: skip
"""The reported fields, in order."""

_SAME = {"rdfa": "opf"}
"""Columns with the names of another: a web page states what an EPUB's package document does."""
_NAMES = frozenset({"authors", "contributors", "publisher"})
_DATES = frozenset({"date", "modified"})
_CODES = frozenset({"data_mining", "ai_origin"})
"""Fields whose value is a term: the last part of an address."""
_EITHER = frozenset({"keywords", "identifiers", "generator", "rights"})
"""Fields whose places may have different values without contradiction."""
_PDF_DATE = re.compile(
    r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z(?:00)?'?(?:00)?'?|([+-])(\d\d)'?(\d\d)?'?)?"
)


def read_document(columns: Columns) -> tuple[dict[str, object], tuple[Difference, ...]]:
    """Return the stated metadata by field, and the contradictions between places."""
    columns = {_SAME.get(column, column): stated for column, stated in columns.items()}
    found: dict[str, object] = {}
    differences = []
    for row in ROWS:
        stated = list(_stated_values(row, columns))
        if not stated:
            continue
        values = _all_values(row, stated) if row.field in _EITHER else stated[0][1]
        found[row.field] = list(values) if row.many else values[0]
        if row.field not in _EITHER and (differing := _difference(row, stated)):
            differences.append(differing)
    _settle_license(found)
    return {**_own_names(columns), **found}, tuple(differences)


def _own_names(columns: Columns) -> dict[str, object]:
    """The metadata in columns that no row names: every field goes by its own name there."""
    known = {place.partition(" ")[0] for row in ROWS for place in row.names}
    return {
        name: "; ".join(values)
        for column, stated in columns.items()
        if column not in known
        for name, values in stated.items()
    }


def _stated_values(row: _Row, columns: Columns) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each place that states the field, with its values."""
    for place in row.names:
        column, name = place.split(" ", 1)
        values = tuple(filter(None, map(str.strip, columns.get(column, {}).get(name, ()))))
        if row.field in _NAMES:
            values = tuple(value for value in values if not is_nobody(value))
        if row.field in _DATES:
            values = tuple(map(_date, values))
        if row.field in _CODES:
            values = tuple(value.rstrip("/").rpartition("/")[2] for value in values)
        if values and row.dividers:
            values = _split(values, row.dividers)
        if values:
            yield place, values if row.many else values[:1]


def _all_values(row: _Row, stated: list[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    lists = [values for _, values in stated][: 1 if row.dividers else None]
    return tuple(dict.fromkeys(value for values in lists for value in values))


def _split(values: tuple[str, ...], dividers: str) -> tuple[str, ...]:
    """Split a list stored as one text, at the first separator that it contains."""
    divider = next((d for d in dividers if d in values[0]), None)
    if len(values) > 1 or divider is None:
        return values
    return tuple(part.strip() for part in values[0].split(divider) if part.strip())


def _difference(row: _Row, stated: list[tuple[str, tuple[str, ...]]]) -> Difference | None:
    values: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for place, texts in stated:
        key = normalized("; ".join(texts)).removesuffix("T00:00:00Z")
        kinds.setdefault(key, "; ".join(texts))
        values.setdefault(key, []).append(place)
    if len(values) < 2 or (row.field in _DATES and len({key[:10] for key in values}) == 1):
        return None
    return Difference(row.field, tuple(Value(kinds[k], tuple(p)) for k, p in values.items()))


def _date(text: str) -> str:
    """Return a date in ISO 8601, also from a PDF's own form (ISO 32000-1 §7.9.4)."""
    found = _PDF_DATE.fullmatch(text.strip())
    if found is None:
        day, _, time = text.partition("T")
        return day if time == "00:00:00Z" else text
    year, month, day, hour, minute, second, sign, hours, minutes = found.groups()
    date = "-".join(part for part in (year, month, day) if part)
    if hour is None or (hour, minute, second, sign) == ("00", "00", "00", None):
        return date
    zone = f"{sign}{hours}:{minutes or '00'}" if sign else "Z" if "Z" in text else ""
    return f"{date}T{hour}:{minute or '00'}:{second or '00'}{zone}"


def _settle_license(found: dict[str, object]) -> None:
    """Complete the license's id, name and address; drop rights that only repeat its name."""
    texts = {
        name: str(found.pop(name, "")) for name in ("license_id", "license_name", "license_url")
    }
    rights = [str(text) for text in found.pop("rights", [])]  # type: ignore[attr-defined]
    known = license_of(texts)
    name = texts["license_name"] or (known.name if known else "")
    values = {
        "license": texts["license_id"] or (known.id if known else "") or texts["license_name"],
        "license_name": name,
        "license_url": texts["license_url"] or (known.url or "" if known else ""),
        "rights": "; ".join(kept for text in rights if (kept := _without_license_name(text, name))),
    }
    found |= {key: text for key, text in values.items() if text}


def _without_license_name(text: str, name: str) -> str:
    """Remove the license's name, which our own files add, from a statement of rights."""
    return "" if text == name else text.removesuffix(f"; {name}") if name else text
