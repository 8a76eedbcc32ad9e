"""Matches the picture records in our own PDF's XMP with the PDF's images.

A PDF keeps no file names, and an image may have been encoded again. A record
(``publish.metadata.beside``) is matched by bytes, by alternative text, or by order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from publish.inspecting.findings import Findings
from publish.inspecting.json_records import fields, parsed
from publish.inspecting.places import Place, RawPicture, StatedCredits
from publish.metadata.beside import ID, RECORDS, identity
from publish.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True)
class Ingredient:
    """The record of one picture in the document's XMP."""

    name: str
    alt: str
    credits: tuple[dict[str, str], ...]
    identity: str = ""


def ingredients(values: Mapping[str, tuple[str, ...]]) -> tuple[Ingredient, ...]:
    """Read the records of a packet, in order; invalid ones are left out."""
    records, ids = values.get(RECORDS, ()), values.get(ID, ())
    names = ids if len(ids) == len(records) else ("",) * len(records)
    found = (_ingredient(text, name) for text, name in zip(records, names, strict=True))
    return tuple(filter(None, found))


def _ingredient(text: str, identity: str) -> Ingredient | None:
    record = parsed(text)
    if not isinstance(record, dict):
        return None
    credits = record.get("credits")
    return Ingredient(
        _text(record.get("name")),
        _text(record.get("alt")),
        tuple(map(fields, credits)) if isinstance(credits, list) else (),
        identity,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def match_records(
    listed: Sequence[Ingredient], pictures: Sequence[RawPicture], findings: Findings
) -> None:
    """Add its name and credits to every picture that a record matches."""
    left, free = list(listed), list(pictures)
    for of_ingredient, of_picture in _KEYS:
        rivals = _by_key(left, of_ingredient)
        for key, fitting in _by_key(free, of_picture).items():
            if len(fitting) == 1 == len(rivals.get(key, ())):
                _add_record(rivals[key][0], fitting[0])
                left.remove(rivals[key][0])
                free.remove(fitting[0])
    shown = [picture for picture in free if picture.pages]
    pairs = list(zip(left, shown, strict=False))
    # By order, if the numbers are equal and no alternative text differs.
    if len(left) == len(shown) and all(_may_match(*pair) for pair in pairs):
        for ingredient, picture in pairs:
            _add_record(ingredient, picture)
        return
    for ingredient in left:
        message = f"the document has a credit for {ingredient.name}, but not the picture"
        findings.hint("inspect-record-orphan", message)


def _by_key(things: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for thing in things:
        if name := key(thing):
            found.setdefault(name, []).append(thing)
    return found


def _add_record(ingredient: Ingredient, picture: RawPicture) -> None:
    picture.name = ingredient.name or picture.name
    picture.alts += [ingredient.alt] if ingredient.alt else []
    if ingredient.credits:
        picture.stated.append(StatedCredits(Place.PDF_DOCUMENT, ingredient.credits))


def _may_match(ingredient: Ingredient, picture: RawPicture) -> bool:
    alt = " ".join(ingredient.alt.split())
    return not alt or not _alt_key(picture) or alt == _alt_key(picture)


def _identity_key(picture: RawPicture) -> str:
    return identity(picture.data) if picture.data is not None else ""


def _credits_key(alt: str, credits: Sequence[Mapping[str, str]]) -> str:
    """Return alternative text and credits as one key."""
    return json.dumps([" ".join(alt.split()), [sorted(c.items()) for c in credits]])


def _object_key(picture: RawPicture) -> str:
    credits = [s.credits for s in picture.stated if s.place is Place.PDF_IMAGE]
    return _credits_key(_alt_key(picture), credits[0]) if credits else ""


def _alt_key(picture: RawPicture) -> str:
    return " ".join(next(iter(picture.alts), "").split())


_KEYS: tuple[tuple[Callable[[Ingredient], str], Callable[[RawPicture], str]], ...] = (
    (lambda i: i.identity, _identity_key),
    (lambda i: _credits_key(i.alt, i.credits), _object_key),
    (lambda i: " ".join(i.alt.split()), _alt_key),
)
"""Keys that match a record with an image, the surest first."""
