"""Who speaks of a picture (front matter, sidecar, the picture itself), made comparable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from publish.errors import Where
from publish.metadata.credits import record
from publish.model.credit import Credit


@dataclass(frozen=True)
class Claim:
    """One field as one voice has it, and the place where it does, in words."""

    field: str
    value: str
    place: str
    part: int = 0
    """Of a composite, whose parts have a credit each."""
    most: int | None = None
    """Bytes that the place holds, where the value may have been cut to fit."""
    mend: str = ""
    """What is to be corrected if it is wrong: a file, or the picture."""
    option: str = ""
    """The option by which exiftool corrects it, but for the value."""
    source: str = ""
    """What goes into ``Credit.found_in``."""


@dataclass(frozen=True)
class Voice:
    """One of those who speak of a picture: their credits, and what these claim.

    Of each part and field the first claim is the one that its credit has.
    """

    name: str
    credits: tuple[Credit, ...]
    claims: tuple[Claim, ...]
    where: Where | None = None
    pictured: bool = False
    """It is the picture itself; the others are the house's own record."""
    parts: int = 0
    """Of the credits, those of the picture; what follows are works that are seen in it."""


def voice_of_file(name: str, credits: tuple[Credit, ...]) -> Voice:
    """The voice of the front matter, or of a sidecar."""
    claims = tuple(
        Claim(field, value, _place(name, credit), part, mend=f"the {name}", source=name)
        for part, credit in enumerate(credits)
        for field, value in _texts(credit)
    )
    where = credits[0].where if credits else None
    return Voice(name, credits, claims, where, parts=len(credits))


def _place(name: str, credit: Credit) -> str:
    """``front matter, line 12``; the line is that of the credit's first key."""
    return f"{name}, line {credit.where.line}" if credit.where and credit.where.line else name


def _texts(credit: Credit) -> Iterator[tuple[str, str]]:
    """Field and text of all that is stated; a license by its id."""
    stated = {k: v for k, v in record(credit).items() if not k.startswith("license_")}
    if credit.license:
        stated["license"] = credit.license.id
    for field in _RULES:
        if (value := getattr(credit, field)) not in (None, ()):
            stated[field] = _written(value)
    yield from stated.items()


_RULES = ("data_mining", "syndication", "channels", "valid_from", "expires")
"""What the house states about a use; a picture says none of it but the first."""


def _written(value: str | bool | tuple[str, ...] | date) -> str:
    """The value as it is written in YAML."""
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(value)
    return str(value)
