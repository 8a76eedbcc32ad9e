"""Credits from a picture's embedded metadata: licenses and origins looked up, gaps left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from publish.errors import Problem, Severity
from publish.metadata.nobody import NAMES, is_nobody
from publish.model.credit import Credit, License
from publish.pictures.metadata_reading import Embedded, Source, Statement
from publish.reading.figures.sources import Claim, CreditSource
from publish.rights import registry
from publish.rights.license_in_text import is_only, license_in
from publish.values import dataclass

_TAKEN = ("title", "creator", "source", "provider", "line", "copyright", "usage_terms", "basis",
          "acquire", "asset_id", "changes", "stand_in_for")  # fmt: skip
"""Fields that a credit takes as they are."""

_ADDRESSES = ("source", "acquire")
_CODED = ("origin", "data_mining")
"""Fields whose value is a term of a vocabulary."""
_TERMS = ("license_id", "license_url", "license_name", "usage_terms", "copyright")
"""Fields that can name a license, the clearest first."""

_FILE_NAME = re.compile(
    r"(?i:.*\.(jpe?g|png|tiff?|webp|gif|heic|avif|svg|psd|raw|dng)|"
    r"(_?[a-z]{1,4})?[_ -]?\d{3,}[\w -]{0,12})"
)


@dataclass(frozen=True)
class Terms:
    """A picture's license, the statement that names it, and license statements that are unknown."""

    license: License | None = None
    statement: Statement | None = None
    unknown: tuple[Statement, ...] = ()
    named: tuple[tuple[License, Statement], ...] = ()
    """Every named license, the clearest first."""


def source_of_picture(embedded: Embedded, name: str) -> tuple[CreditSource, tuple[Problem, ...]]:
    """The credits in the picture ``name`` itself, and the doubtful statements.

    Works shown in the picture get a credit after the picture's, if somebody claims rights in them.
    """
    credits: list[Credit] = []
    claims: list[Claim] = []
    problems: list[Problem] = []
    parts = 0
    for work in range(embedded.works):
        seen = work >= embedded.parts
        terms = terms_of(embedded, work)
        credit = _credit(embedded, work, terms, name)
        if credit is None or (seen and not (credit.copyright or credit.line)):
            continue
        if seen and not credits:
            continue  # A work shown in a picture is not the picture.
        part = len(credits)
        credits.append(credit)
        parts += not seen
        problems += (_unknown(statement, name) for statement in terms.unknown)
        if not seen:
            claims += _claims(embedded, work, part, terms, name)
    source = CreditSource("the picture", tuple(credits), tuple(claims), pictured=True, parts=parts)
    return source, tuple(problems)


def terms_of(embedded: Embedded, work: int = 0) -> Terms:
    """The license of one work: by its name, its address, or a text that contains one."""
    named: list[tuple[License, Statement]] = []
    unknown: list[Statement] = []
    statements = [s for s in embedded.statements if s.work == work]
    for field in _TERMS:
        for statement in (s for s in statements if s.field == field):
            license = license_in(statement.value)
            if license is not None:
                named.append((license, statement))
            elif field.startswith("license_"):
                unknown.append(statement)
    if named:
        return Terms(*named[0], named=tuple(named))
    return Terms(unknown=tuple(unknown))


def _credit(embedded: Embedded, work: int, terms: Terms, name: str) -> Credit | None:
    leading = embedded.leading(work)
    used: list[Statement] = []
    values: dict[str, Any] = {}
    for field in _TAKEN:
        statement = _first(embedded, work, field, terms, name)
        if statement is not None:
            values[field] = statement.value
            used.append(statement)
    if terms.license and terms.statement:
        values["license"] = terms.license
        used.append(terms.statement)
    elif terms.unknown:
        texts = (values.get("usage_terms"), *(s.value for s in terms.unknown))
        values["usage_terms"] = "; ".join(dict.fromkeys(filter(None, texts)))
        used += terms.unknown
    for field in _CODED:
        if field in leading and (code := _code(field, leading[field].value)):
            values[field] = code
            used.append(leading[field])
    if not values:
        return None
    return Credit(**values, found_in=tuple(dict.fromkeys(str(s.source) for s in used)))


def _first(embedded: Embedded, work: int, field: str, terms: Terms, name: str) -> Statement | None:
    """The first meaningful statement on a field."""
    for statement in embedded.statements:
        if (statement.work, statement.field) == (work, field) and _says(statement, terms, name):
            return statement
    return None


def _says(statement: Statement, terms: Terms, name: str) -> bool:
    """Whether a statement is more than a device's default or a repeated license."""
    value = statement.value
    if any(statement is other and is_only(license, value) for license, other in terms.named):
        return False
    if statement.field in _ADDRESSES:
        return re.fullmatch(r"https?://[^\s/]+\S*", value) is not None
    if statement.field == "title":
        return not _FILE_NAME.fullmatch(value) and value != PurePosixPath(name).stem
    return statement.field not in NAMES or not is_nobody(value)


def _code(field: str, value: str) -> str | None:
    """The register's id for a value; an origin that the register lacks stays as written."""
    try:
        find = registry.find_origin if field == "origin" else registry.find_reservation
        return find(value)
    except registry.Unknown:
        return value if field == "origin" else None


def _claims(embedded: Embedded, work: int, part: int, terms: Terms, name: str) -> Iterator[Claim]:
    for license, statement in terms.named:
        claim = _claim(embedded, statement, license.id, part)
        yield replace(claim, field="license", option="")
    leading: set[str] = set()
    for statement in embedded.statements:
        if statement.work != work or not _says(statement, terms, name):
            continue
        field, value = statement.field, statement.value
        if field in _CODED:
            value = _code(field, value) or value
        # A fallback counts only where no other statement exists.
        if field not in leading or not statement.second:
            leading.add(field)
            yield _claim(embedded, statement, value, part)


def _claim(embedded: Embedded, statement: Statement, value: str, part: int) -> Claim:
    later = embedded.stale and statement.source is Source.IPTC
    return Claim(
        statement.field,
        value,
        f"{statement.place}, changed after the XMP" if later else statement.place,
        part,
        statement.most,
        "the picture",
        "" if statement.field in _CODED else _option(statement.place),
        str(statement.source),
    )


_GROUPS = {"Iptc4xmpCore": "iptcCore", "Iptc4xmpExt": "iptcExt"}


def _option(place: str) -> str:
    """The exiftool option for a place; "" where it takes more than one name."""
    kind, _, name = place.partition(" ")
    match kind:
        case "XMP" if re.fullmatch(r"\w+:\w+", name):
            prefix, local = name.split(":")
            return "" if prefix == "publish" else f"-XMP-{_GROUPS.get(prefix, prefix)}:{local}"
        case "IPTC":
            return f"-IPTC:{name.partition(' ')[2].replace(' ', '')}"
        case "EXIF" | "PNG":
            return f"-{kind}:{name}"
    return ""


_ANY_PAGE = "xmpRights:WebStatement"
"""The standard's place for the terms, where many put the picture's own page."""


def _unknown(statement: Statement, name: str) -> Problem:
    return Problem(
        "image-license-unknown",
        f"{name} names unknown terms: {statement.value[:200]} ({statement.place})",
        "Read them, and state the result in the credit: `license:`, `basis:` or `usage-terms:`.",
        None,
        Severity.HINT if statement.place.endswith(_ANY_PAGE) else Severity.WARNING,
    )
