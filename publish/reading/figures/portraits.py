"""Portraits of people: pictures of the article like any other, which the front matter names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from publish.model.article import Image, Metadata
from publish.reading.figures.folder_pictures import Folder
from publish.reading.front_matter.texts import StatedText
from publish.values import dataclass

if TYPE_CHECKING:
    from publish.reading.front_matter.article import FrontMatter

_WIDTH = "20"
"""Percent of the text's width, if the article states none."""


@dataclass(frozen=True)
class Portrait:
    """A portrait: the name of its picture, and where the front matter has it."""

    name: str
    stated: StatedText


def find_portraits(
    stated: FrontMatter, hero: str | None, taken: Iterable[str], shelf: Folder
) -> tuple[Portrait, ...]:
    """The portraits that the front matter names, each once; faults are noted.

    A picture that is the ``hero`` or in the text (``taken``) can be no portrait: it would have two
    places, and one credit.
    """
    elsewhere = {name for name in (*taken, hero) if name}
    found: dict[str, Portrait] = {}
    for person in stated.fields.get("authors", ()):
        if person.portrait is None:
            continue
        at = person.portrait
        name = shelf.find(at.text, at.line, at.column)
        if name in elsewhere:
            shelf.findings.error(
                "image-repeated",
                f"{name} is a portrait, and is also in the article",
                "Remove one, or make a copy under another name, with a credit of its own.",
                at.line,
                at.column,
            )
        elif name and name not in found:
            found[name] = Portrait(name, at)
    return tuple(found.values())


def portrayed(metadata: Metadata, portraits: Iterable[Portrait]) -> Metadata:
    """The metadata, its people with the names of their pictures."""
    names: Mapping[str, str] = {portrait.stated.text: portrait.name for portrait in portraits}
    people = (replace(who, portrait=names.get(who.portrait or "")) for who in metadata.authors)
    return replace(metadata, authors=tuple(people)) if names else metadata


def beside_text(image: Image) -> Image:
    """A portrait with the text about the person beside it."""
    return replace(image, share=image.share or _WIDTH, place=image.place or "left")
