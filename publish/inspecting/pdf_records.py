"""The list of pictures in our own PDF's packet, and which of its images each one is.

A PDF keeps no file names, and an image may have been encoded anew; what the
document says of it (``publish.metadata.beside``) is found again by its bytes, its
alternative text, or its turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from publish.inspecting.findings import Findings
from publish.inspecting.places import Place, Sighting, Stated
from publish.inspecting.records import fields, parsed
from publish.metadata.beside import ID, RECORDS, identity


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
    for fits in _WAYS:
        for ingredient in list(left):
            fitting = [picture for picture in free if fits(ingredient, picture)]
            rivals = [other for other in left if fitting and fits(other, fitting[0])]
            if len(fitting) == 1 == len(rivals):
                _record(ingredient, fitting[0])
                left.remove(ingredient)
                free.remove(fitting[0])
    shown = [picture for picture in free if picture.pages]
    if len(left) == len(shown):
        for ingredient, picture in zip(left, shown, strict=True):
            _record(ingredient, picture)
        return
    for ingredient in left:
        message = f"the document has a credit for {ingredient.name}, which was not found in it"
        findings.note("inspect-record-orphan", message)


def _record(ingredient: Ingredient, picture: Sighting) -> None:
    picture.name = ingredient.name or picture.name
    picture.alts += [ingredient.alt] if ingredient.alt else []
    if ingredient.credits:
        picture.stated.append(Stated(Place.PDF_DOCUMENT, ingredient.credits))


def _same_bytes(ingredient: Ingredient, picture: Sighting) -> bool:
    return picture.data is not None and ingredient.identity == identity(picture.data)


def _same_credits(ingredient: Ingredient, picture: Sighting) -> bool:
    """What hangs on the image object says the same of it, to the letter."""
    told = [list(s.credits) for s in picture.stated if s.place is Place.PDF_IMAGE]
    same_alt = not picture.alts or not ingredient.alt or ingredient.alt in picture.alts
    return same_alt and list(ingredient.credits) in told


def _same_alt(ingredient: Ingredient, picture: Sighting) -> bool:
    return bool(ingredient.alt) and " ".join(ingredient.alt.split()) in picture.alts


_WAYS: tuple[Callable[[Ingredient, Sighting], bool], ...] = (_same_bytes, _same_credits, _same_alt)
"""How an image is known to be the listed one; the surest first."""
