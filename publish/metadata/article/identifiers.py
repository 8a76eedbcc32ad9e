"""Identifiers that others gave the article, and its address on the web."""

from __future__ import annotations

from collections.abc import Iterator

from publish.metadata.property import Refinement
from publish.metadata.row import Field, Shown, Slot, Type
from publish.metadata.values import Refine
from publish.model.article import Metadata


def _identifier_type(code: str) -> Refine:
    """A code of ONIX list 5, as EPUB has it (EPUB 3.3 §D.3.7)."""
    return lambda m, n: (Refinement("identifier-type", code, scheme="onix:codelist5"),)


def _isbn_type(m: Metadata, n: int) -> Iterator[Refinement]:
    digits = (m.isbn or "").replace("-", "")
    yield from _identifier_type("15" if len(digits) == 13 else "02")(m, n)


IDENTIFIERS = (
    Field(
        "doi",
        "the DOI",
        Type.DOI,
        shown=Shown.COLOPHON,
        xmp=(Slot("prism:doi"),),
        opf=(
            Slot(
                "dc:identifier",
                get=lambda m: (m.doi and f"https://doi.org/{m.doi}",),
                refine=_identifier_type("06"),
            ),
        ),
        custom=(Slot("DOI"),),
    ),
    Field(
        "isbn",
        "the ISBN",
        Type.ISBN,
        shown=Shown.COLOPHON,
        xmp=(Slot("prism:isbn"),),
        opf=(
            Slot(
                "dc:identifier",
                get=lambda m: (m.isbn and f"urn:isbn:{m.isbn.replace('-', '')}",),
                refine=_isbn_type,
            ),
        ),
        custom=(Slot("ISBN"),),
    ),
    # An ISSN names the publication, and would be a wrong identifier of the article.
    Field(
        "issn",
        "the ISSN",
        Type.ISSN,
        shown=Shown.COLOPHON,
        xmp=(Slot("prism:issn"),),
        opf=(Slot("dcterms:isPartOf", get=lambda m: (m.issn and f"urn:issn:{m.issn}",)),),
        custom=(Slot("ISSN"),),
    ),
    Field(
        "canonical",
        "the article's address",
        Type.ADDRESS,
        synonyms=("canonical-url", "link", "permalink", "url"),
        shown=Shown.COLOPHON,
        xmp=(Slot("prism:url"),),
        opf=(Slot("schema:url"),),
        custom=(Slot("Canonical address"),),
    ),
)
