"""The front matter of an article that comes in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from publish.editing.scalars import Value, block
from publish.intake.markdown.inlines import Writer
from publish.intake.model import Arranged, Document, Picture
from publish.intake.prose.captions import Credited
from publish.intake.texts import words
from publish.values import dataclass

_STEP = 2
LISTED = frozenset({"key-points"})
"""Keys with a list of texts."""


@dataclass(frozen=True)
class Heading:
    """The beginning of the front matter: title, day and language, from wherever they are known."""

    title: str
    date: str
    lang: str


def written(
    heading: Heading,
    arranged: Arranged,
    document: Document,
    credits: Mapping[str, Credited],
    writer: Writer,
) -> str:
    """The front matter, between its lines of hyphens."""
    facts = document.facts
    values: dict[str, Value] = {"title": heading.title}
    if arranged.subtitle is not None and (subtitle := words(arranged.subtitle.inlines)):
        values["subtitle"] = subtitle
    for key, value in (("authors", facts.authors), ("category", facts.category)):
        if value:
            values[key] = value
    values |= {"date": heading.date, "lang": heading.lang}
    for key, value in (("keywords", facts.keywords), ("description", facts.description)):
        if value:
            values[key] = value
    if document.contents:
        values["contents"] = "yes"
    values |= _stated(arranged, writer)
    images = {name: about for name, about in _images(document, credits, writer) if about}
    if images:
        values["images"] = images
    lines = [line for key, value in values.items() for line in block(key, value, 0, _STEP)]
    return "\n".join(("---", *lines, "---")) + "\n"


def _stated(arranged: Arranged, writer: Writer) -> Iterator[tuple[str, Value]]:
    """The paragraphs of the front matter, a list of them where the key has several."""
    for key, paragraphs in arranged.stated.items():
        lines = tuple(writer.line(p.inlines, p.place) for p in paragraphs)
        yield key, lines if key in LISTED else " ".join(lines)


def _images(
    document: Document, credits: Mapping[str, Credited], writer: Writer
) -> Iterator[tuple[str, Mapping[str, Value]]]:
    for picture in document.pictures:
        yield picture.name, dict(_about(picture, credits[picture.name], writer))


def _about(picture: Picture, credited: Credited, writer: Writer) -> Iterator[tuple[str, Value]]:
    if picture.decorative:
        yield "decorative", "yes"
    elif picture.alt:
        yield "alt", picture.alt
    if credited.caption is not None:
        caption = writer.line(credited.caption.inlines, credited.caption.place)
        if caption:
            yield "caption", caption
    if credited.values:
        yield "credit", credited.values
