"""The list of pictures in our own PDF's packet, and which of its images each one is.

A PDF keeps no file names, and an image may have been encoded anew; what the
document says of it (``publish.metadata.beside``) is found again by its bytes, its
alternative text, or its turn.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from publish.inspecting.findings import Findings
from publish.inspecting.places import Place, Sighting, Stated
from publish.inspecting.records import fields, parsed
from publish.metadata.beside import ID, RECORDS, identity

T = TypeVar("T")


@dataclass(frozen=True)
class Ingredient:
    """What the document's packet says of one picture."""

    name: str
    alt: str
    credits: tuple[dict[str, str], ...]
    identity: str = ""


def ingredients(values: Mapping[str, tuple[str, ...]]) -> tuple[Ingredient, ...]:
    """The list in a packet, in its order; what is not ours or broken is left out."""
    records, ids = values.get(RECORDS, ()), values.get(ID, ())
    names = ids if len(ids) == len(records) else ("",) * len(records)
    found = (_ingredient(text, name) for text, name in zip(records, names, strict=True))
    return tuple(filter(None, found))


def _ingredient(text: str, identity: str) -> Ingredient | None:
    said = parsed(text)
    if not isinstance(said, dict):
        return None
    credits = said.get("credits")
    return Ingredient(
        _text(said.get("name")),
        _text(said.get("alt")),
        tuple(map(fields, credits)) if isinstance(credits, list) else (),
        identity,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def recorded(
    listed: Sequence[Ingredient], pictures: Sequence[Sighting], findings: Findings
) -> None:
    """Give every picture its name and what the list says of its credits."""
    left, free = list(listed), list(pictures)
    for of_ingredient, of_picture in _WAYS:
        rivals = _by_key(left, of_ingredient)
        for key, fitting in _by_key(free, of_picture).items():
            if len(fitting) == 1 == len(rivals.get(key, ())):
                _record(rivals[key][0], fitting[0])
                left.remove(rivals[key][0])
                free.remove(fitting[0])
    shown = [picture for picture in free if picture.pages]
    pairs = list(zip(left, shown, strict=False))
    # By their turn, if all are there and none is described as something else.
    if len(left) == len(shown) and all(_may_be(*pair) for pair in pairs):
        for ingredient, picture in pairs:
            _record(ingredient, picture)
        return
    for ingredient in left:
        message = f"the document has a credit for {ingredient.name}, which was not found in it"
        findings.hint("inspect-record-orphan", message)


def _by_key(things: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for thing in things:
        if name := key(thing):
            found.setdefault(name, []).append(thing)
    return found


def _record(ingredient: Ingredient, picture: Sighting) -> None:
    picture.name = ingredient.name or picture.name
    picture.alts += [ingredient.alt] if ingredient.alt else []
    if ingredient.credits:
        picture.stated.append(Stated(Place.PDF_DOCUMENT, ingredient.credits))


def _may_be(ingredient: Ingredient, picture: Sighting) -> bool:
    alt = " ".join(ingredient.alt.split())
    return not alt or not _alt(picture) or alt == _alt(picture)


def _bytes(picture: Sighting) -> str:
    return identity(picture.data) if picture.data is not None else ""


def _said(alt: str, credits: Sequence[Mapping[str, str]]) -> str:
    """What hangs on an image object as one key, to the letter."""
    return json.dumps([" ".join(alt.split()), [sorted(c.items()) for c in credits]])


def _hanging(picture: Sighting) -> str:
    told = [s.credits for s in picture.stated if s.place is Place.PDF_IMAGE]
    return _said(_alt(picture), told[0]) if told else ""


def _alt(picture: Sighting) -> str:
    return " ".join(next(iter(picture.alts), "").split())


_WAYS: tuple[tuple[Callable[[Ingredient], str], Callable[[Sighting], str]], ...] = (
    (lambda i: i.identity, _bytes),
    (lambda i: _said(i.alt, i.credits), _hanging),
    (lambda i: " ".join(i.alt.split()), _alt),
)
"""How an image is known to be the listed one; the surest first."""
