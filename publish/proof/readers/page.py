"""The content of a Page, with which every output is compared."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import TypeVar

from publish import xml_parsing
from publish.content import Content, Figure, Statements
from publish.languages.bidi import may_run_left
from publish.metadata import beside, credits
from publish.metadata.fields import FIELDS, expected, properties
from publish.metadata.property import Refinement
from publish.model.edition import PRESSES
from publish.model.press import FIRST_VERSION
from publish.owed import Owed
from publish.page import Page
from publish.picture import Picture
from publish.pictures.embedding import is_signed
from publish.proof.readers import xhtml
from publish.proof.readers.linked_data import statements as linked_statements
from publish.proof.readers.paragraphs import of_xhtml
from publish.proof.readers.recorder import folded
from publish.proof.readers.xhtml_elements import NAMESPACE
from publish.proof.sight.owed import owed_texts

T = TypeVar("T")


def read_page(page: Page) -> Content:
    """The content that every output must have of ``page``.

    The expected metadata of a picture comes from the article's record of its credit, not from the
    bytes of the asset, so that a lost credit is found.
    """
    assets = {asset.name: asset for asset in page.assets}
    pictures = (*page.images, *page.drawings)
    owed = {image.name: credits.expected(image) for image in pictures}
    sealed = {image.name for image in page.images if is_signed(image.media_type, image.data)}
    names: list[str] = []

    def fetch(name: str) -> xhtml.Read | None:
        names.append(name)
        asset = assets.get(name)
        return partial(getattr, asset, "data") if asset else None

    reading = xhtml.Reading(fetch, embedded=False)
    root = xml_parsing.parse(page.markup, bare=True)
    reading.read(root)
    reading.figures = [
        replace(
            f,
            embedded=owed.get(name, {}),
            sealed=name in sealed,
            picture=_allowed(f.picture, page, whole=name in sealed),
        )
        for f, name in zip(reading.figures, names, strict=True)
    ]
    return replace(
        reading.content("article", [root]),
        metadata=_Columns(lambda column: _stated(page, column)),
        cover=_cover(page),
        front=tuple(_front(page, owed)),
        owed=(
            *owed_texts(root),
            *(Owed("the stamp", s.text, everywhere=True) for s in page.stamps),
        ),
        records=(*_records(page), *(f"formula: {folded(f.latex or '')}" for f in reading.formulas)),
        standard=page.edition.standard,
        attached={
            file.name: f"{sha256(file.data).hexdigest()} {file.relationship}"
            for file in page.attached
        },
        beside=_Columns(lambda column: tuple(_beside(page, column))),
        paragraphs=of_xhtml(root) if may_run_left(page.markup) else (),
    )


def _allowed(picture: Picture | None, page: Page, *, whole: bool) -> Picture | None:
    """A picture with the resolution that an edition may give it."""
    if picture is None or whole or page.edition.resolution is None:
        return picture
    return replace(picture, resolution=page.edition.resolution)


class _Columns(dict[str, T]):
    """The expected content of each column of a format, computed on demand."""

    def __init__(self, held: Callable[[str], T]) -> None:
        super().__init__()
        self._held = held

    def __missing__(self, column: str) -> T:
        return self.setdefault(column, self._held(column))


def by_refinement(refinements: Iterable[Refinement]) -> Statements:
    """The values of each property in the form that reading systems see: white space folded."""
    found: dict[str, tuple[str, ...]] = {}
    for refinement in refinements:
        value = " ".join(refinement.value.split())
        found[refinement.property] = (*found.get(refinement.property, ()), value)
    return found


def _beside(page: Page, column: str) -> Iterable[Statements]:
    """The expected statements of a column about each picture, in their order: by default, its
    credit line.
    """
    return _BESIDE.get(column, _credit_lines)(page)


def _credit_lines(page: Page) -> Iterator[Statements]:
    for image in page.images:
        line = beside.credit_line(image)
        yield {"credit": (line,)} if line else {}


def _refinements(page: Page) -> Iterator[Statements]:
    """The statements of the EPUB's package document about each picture."""
    return (by_refinement(beside.refinements(image)) for image in page.images)


def _ingredients(page: Page) -> Iterator[Statements]:
    """The list of each picture in the PDF's packet."""
    listed = beside.ingredients(page.images, page.asset)
    for n in range(len(page.images)):
        yield {statement.name: (statement.values[n],) for statement in listed}


def _linked(page: Page) -> Iterator[Statements]:
    """The linked data about each picture."""
    for node in json.loads(page.graph or b"{}").get("@graph", ()):
        if node.get("@type") == "ImageObject":
            yield linked_statements(node)


_BESIDE: Mapping[str, Callable[[Page], Iterable[Statements]]] = {
    "xmp": _ingredients,
    "opf": _refinements,
    "rdfa": _linked,
}


def _stated(page: Page, column: str) -> Statements:
    """The expected content of a column; a refinement of a statement is ``name@refinement``.

    In the column ``article``, every field has its texts under its own name.
    """
    if column == "article":
        return {row.name: tuple(filter(None, row.values(page.metadata))) for row in FIELDS}
    stated = dict(expected(page.metadata, column))
    if column == "xmp" and page.edition.standard in PRESSES:
        stated.setdefault("xmpMM:VersionID", (FIRST_VERSION,))
    for statement in properties(page.metadata, column):
        for refinement in statement.refinements:
            name = f"{statement.name}@{refinement.property}"
            stated[name] = (*stated.get(name, ()), refinement.value)
    return stated


def _records(page: Page) -> Iterator[str]:
    """Every stated field of every credit, also those of withheld pictures."""
    for image in (*page.images, *(absent.image for absent in page.withheld)):
        for credit in image.credits:
            for row in credits.MAPPING:
                if text := folded(row.get(credit) or ""):
                    yield f"{row.field}: {text}"


def _front(page: Page, owed: Mapping[str, Statements]) -> Iterator[Figure]:
    """The pictures of the article that are on the cover."""
    for image in page.images:
        if f'src="{image.name}"' in page.cover:
            yield Figure(alt=image.alt or image.name, embedded=owed[image.name])


def _cover(page: Page) -> str:
    reading = xhtml.Reading(lambda src: None, embedded=False)
    cover = f'<div xmlns="{NAMESPACE}">{page.cover}</div>'
    reading.read(xml_parsing.parse(cover, bare=True))
    return reading.transcript.text
