"""Credits beside the pictures' own bytes: in the metadata of a PDF, an EPUB and a DOCX.

They remain where a program strips metadata from pictures, and are the only ones of a picture that
must not change. Writers and proof use the same values: for each picture, in the order of the
article, statements by name.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from publish.metadata.credits import MAPPING, RECORD, Row, record
from publish.metadata.property import Kind, Property, Refinement
from publish.model.article import Image
from publish.model.credit import Credit

if TYPE_CHECKING:
    from publish.page import Asset

OPF: Mapping[str, str] = {
    "title": "dcterms:title",
    "creator": "dcterms:creator",
    "source": "dcterms:source",
    "provider": "schema:provider",
    "line": "schema:creditText",
    "copyright": "dcterms:rights",
    "usage_terms": "dcterms:rights",
    "license_name": "dcterms:rights",
    "license_url": "dcterms:license",
    "acquire": "schema:acquireLicensePage",
    "asset_id": "dcterms:identifier",
}
"""Fields of a credit that catalogs know, and the property that refines the manifest's item.
``publish:credits`` has all fields, as in a picture's own packet."""

FILE, ID, RECORDS = (
    "xmpMM:Ingredients/stRef:filePath",
    "xmpMM:Ingredients/stRef:documentID",
    "publish:pictures",
)
"""Properties of a PDF's packet that list its pictures. XMP's Ingredients have no place for a
credit, so a list of our own, in the same order, has it."""


def refinements(image: Image) -> tuple[Refinement, ...]:
    """A picture's credits in an EPUB's package document (EPUB 3.3 §5.5.1)."""
    return tuple(statement for credit in image.credits for statement in _refinements(credit))


def custom(images: Sequence[Image]) -> tuple[Property, ...]:
    """The credits as custom properties of a DOCX (ISO 29500-1 §22.3); Word shows them."""
    lines = ((custom_name(n), credit_line(image)) for n, image in enumerate(images, 1))
    return tuple(Property(name, (line,)) for name, line in lines if line)


def custom_name(number: int) -> str:
    """The property's name of the picture with this number, from 1."""
    return f"Image {number} credit"


def ingredients(images: Sequence[Image], asset: Callable[[str], Asset]) -> tuple[Property, ...]:
    """The list of pictures in a PDF's packet; ``asset`` gives what is published, by its name.

    XMP's own list of a file's parts (XMP part 2, ``xmpMM:Ingredients``) gives every picture's file
    and identity, the hash of its bytes; our own list gives alternative text, credit line and
    credits as a JSON object.
    """
    if not images:
        return ()
    return (
        Property(FILE, tuple(image.name for image in images), Kind.REFERENCES),
        Property(ID, tuple(identity(asset(image.name).data) for image in images), Kind.REFERENCES),
        Property(RECORDS, tuple(map(_record, images)), Kind.SEQ),
    )


def identity(data: bytes) -> str:
    """A name for these bytes and no others (RFC 6920)."""
    digest = base64.urlsafe_b64encode(sha256(data).digest()).rstrip(b"=").decode()
    return f"ni:///sha-256;{digest}"


def credit_line(image: Image) -> str | None:
    """The picture's credits on one line: owner and terms.

    A line that the source demands replaces the parts. None if nothing is stated.
    """
    lines = (credit.line or ", ".join(_parts(credit)) for credit in image.credits)
    return "; ".join(" ".join(line.split()) for line in lines if line.strip()) or None


def _parts(credit: Credit) -> Iterator[str]:
    license = credit.license
    terms = (license.short or license.name) if license else credit.basis
    for part in (credit.title, credit.creator, credit.provider, credit.copyright, terms):
        if part and not part.isspace():
            yield part
    if license and license.url:
        yield license.url


def _refinements(credit: Credit) -> Iterator[Refinement]:
    for row in MAPPING:
        if (name := OPF.get(row.field)) and (value := _stated(row, credit)):
            yield Refinement(name, value)
    if fields := record(credit):
        yield Refinement(RECORD, json.dumps(fields, ensure_ascii=False))


def _stated(row: Row, credit: Credit) -> str | None:
    value = row.get(credit)
    return value if value and not value.isspace() else None


def _record(image: Image) -> str:
    texts = {"name": image.name, "alt": image.alt, "line": credit_line(image)}
    fields: dict[str, object] = {key: text for key, text in texts.items() if text}
    fields["credits"] = [record(credit) for credit in image.credits]
    return json.dumps(fields, ensure_ascii=False)
