"""Sources of statements about a picture (front matter, sidecar, the picture itself), comparable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from publish.errors import Where
from publish.metadata.credits import record
from publish.model.credit import Credit
from publish.values import dataclass


@dataclass(frozen=True)
class Claim:
    """One field as one source states it, and its place in words."""

    field: str
    value: str
    place: str
    part: int = 0
    """The part of a composite; each part has its own credit."""
    most: int | None = None
    """Bytes that the place holds, where the value may have been cut to fit."""
    mend: str = ""
    """The file or the picture to correct if it is wrong."""
    option: str = ""
    """The exiftool option that corrects it, without the value."""
    source: str = ""
    """The value for ``Credit.found_in``."""


@dataclass(frozen=True)
class CreditSource:
    """One source of statements about a picture: its credits, and its claims.

    For each part and field, the first claim is the one in the credit.
    """

    name: str
    credits: tuple[Credit, ...]
    claims: tuple[Claim, ...]
    where: Where | None = None
    pictured: bool = False
    """It is the picture itself; the others are the publication's own record."""
    parts: int = 0
    """The number of credits that belong to the picture; the rest are works shown in it."""


def source_of_file(name: str, credits: tuple[Credit, ...]) -> CreditSource:
    """The front matter, or a sidecar, as a source."""
    claims = tuple(
        Claim(field, value, _place(name, credit), part, mend=f"the {name}", source=name)
        for part, credit in enumerate(credits)
        for field, value in _texts(credit)
    )
    where = credits[0].where if credits else None
    return CreditSource(name, credits, claims, where, parts=len(credits))


def _place(name: str, credit: Credit) -> str:
    """``front matter, line 12``: the line of the credit's first key."""
    return f"{name}, line {credit.where.line}" if credit.where and credit.where.line else name


def _texts(credit: Credit) -> Iterator[tuple[str, str]]:
    """Field and text of each statement; a license by its id."""
    stated = {k: v for k, v in record(credit).items() if not k.startswith("license_")}
    if credit.license:
        stated["license"] = credit.license.id
    for field in _RULES:
        if (value := getattr(credit, field)) not in (None, ()):
            stated[field] = _written(value)
    yield from stated.items()


_RULES = ("data_mining", "syndication", "channels", "valid_from", "expires")
"""The publication's own statements about a use; of these a picture has only the first."""


def _written(value: str | bool | tuple[str, ...] | date) -> str:
    """The value in YAML."""
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(value)
    return str(value)
