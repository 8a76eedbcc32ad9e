"""The rows of what stands around the body: notices, versions, embargo, identifiers, places.

Standards are used where they have the notion: PRISM 3.0 for magazines, Dublin
Core for where a text comes from, schema.org for the web. The rest is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from publish.metadata.property import Kind, Refinement
from publish.metadata.row import Field, Slot
from publish.metadata.values import Get, Values, iso, timestamp
from publish.model.article import Metadata
from publish.model.history import Appearance, Notice, Prose, Revision

EMBARGOED, RETRACTED = "embargoed", "retracted"
"""What the metadata calls them, in every language."""


def statuses(m: Metadata) -> Values:
    """What the article is, besides published: a draft, under embargo, retracted."""
    return (
        m.status,
        EMBARGOED if m.embargo else None,
        RETRACTED if m.retracted else None,
    )


def notice_words(notice: Notice) -> str:
    """``2026-03-03: what was changed``."""
    return f"{notice.date.isoformat()}: {notice.text.words}"


def revision_words(revision: Revision) -> str:
    """``1.1 (2026-03-03): what was changed``, as far as it is stated."""
    on = f" ({revision.date.isoformat()})" if revision.date else ""
    changes = f": {revision.changes.words}" if revision.changes else ""
    return f"{revision.version}{on}{changes}"


def appearance_words(place: Appearance) -> str:
    """Name, address and day, divided by commas, as far as they are stated."""
    return ", ".join(filter(None, (place.name, place.url, iso(place.date))))


def _original(m: Metadata) -> Values:
    text = m.translation_of
    if text is None:
        return ()
    return (", ".join(filter(None, (text.author, text.title, text.lang, text.url))),)


def _prose(get: Callable[[Metadata], Prose | None]) -> Get:
    return lambda m: ((prose.words if (prose := get(m)) else None),)


def _identifier_type(code: str) -> Callable[[Metadata, int], Iterator[Refinement]]:
    """A code of ONIX list 5, as EPUB has it (EPUB 3.3 §D.3.7)."""

    def refined(m: Metadata, n: int) -> Iterator[Refinement]:
        yield Refinement("identifier-type", code, scheme="onix:codelist5")

    return refined


def _in_series(m: Metadata, n: int) -> Iterator[Refinement]:
    yield Refinement("collection-type", "series")
    if m.series and m.series.number:
        yield Refinement("group-position", m.series.number)


def _isbn_type(m: Metadata, n: int) -> Iterator[Refinement]:
    digits = (m.isbn or "").replace("-", "")
    yield Refinement("identifier-type", "15" if len(digits) == 13 else "02", "onix:codelist5")


def _text(
    name: str, get: Callable[[Metadata], Prose | None], xmp: str, opf: str, custom: str
) -> Field:
    return Field(name, _prose(get), xmp=(Slot(xmp),), opf=(Slot(opf),), custom=(Slot(custom),))


def _list(name: str, get: Get, prefix: str, custom: str, opf: str = "") -> Field:
    return Field(
        name,
        get,
        xmp=(Slot(prefix, Kind.SEQ),),
        opf=(Slot(opf or prefix),),
        custom=(Slot(custom),),
    )


AROUND: tuple[Field, ...] = (
    _text(
        "standfirst",
        lambda m: m.standfirst,
        "prism:teaser",
        "schema:alternativeHeadline",
        "Standfirst",
    ),
    _list(
        "key_points",
        lambda m: tuple(p.words for p in m.key_points),
        "publish:keyPoints",
        "Key points",
    ),
    Field(
        "department",
        lambda m: (m.department,),
        xmp=(Slot("prism:section"),),
        opf=(Slot("schema:articleSection"),),
        custom=(Slot("Department"),),
    ),
    Field(
        "dateline",
        lambda m: (m.dateline,),
        xmp=(Slot("publish:dateline"),),
        opf=(Slot("schema:locationCreated"),),
        custom=(Slot("Dateline"),),
    ),
    _text(
        "author_note",
        lambda m: m.author_note,
        "publish:articleNote",
        "publish:articleNote",
        "Author note",
    ),
    _text(
        "acknowledgements",
        lambda m: m.acknowledgements,
        "publish:acknowledgements",
        "publish:acknowledgements",
        "Acknowledgements",
    ),
    _text("funding", lambda m: m.funding, "publish:funding", "schema:funding", "Funding"),
    _text(
        "competing_interests",
        lambda m: m.competing_interests,
        "publish:competingInterests",
        "publish:competingInterests",
        "Competing interests",
    ),
    _text(
        "data_availability",
        lambda m: m.data_availability,
        "publish:dataAvailability",
        "publish:dataAvailability",
        "Data availability",
    ),
    _list(
        "corrections",
        lambda m: tuple(map(notice_words, m.corrections)),
        "publish:corrections",
        "Corrections",
        "schema:correction",
    ),
    _list("updates", lambda m: tuple(map(notice_words, m.updates)), "publish:updates", "Updates"),
    _list(
        "versions", lambda m: tuple(map(revision_words, m.versions)), "publish:versions", "Versions"
    ),
    Field(
        "retracted",
        lambda m: (
            f"{m.retracted.date.isoformat()}: {m.retracted.reason.words}" if m.retracted else None,
        ),
        xmp=(Slot("publish:retraction"),),
        opf=(Slot("publish:retraction"),),
        custom=(Slot("Retraction"),),
    ),
    # DCMI Terms: "date that the resource became or will become available".
    Field(
        "embargo",
        lambda m: (timestamp(m.embargo) if m.embargo else None,),
        xmp=(Slot("pur:embargoDate", Kind.DATE),),
        opf=(Slot("dcterms:available", Kind.DATE),),
        custom=(Slot("Embargo"),),
    ),
    Field(
        "also_published_in",
        lambda m: tuple(map(appearance_words, m.also_published_in)),
        xmp=(Slot("dc:relation", Kind.BAG),),
        opf=(Slot("dc:relation"),),
        custom=(Slot("Also published in"),),
    ),
    Field(
        "first_published_in",
        lambda m: (appearance_words(m.first_published_in) if m.first_published_in else None,),
        xmp=(Slot("dc:source"),),
        opf=(Slot("dc:source"),),
        custom=(Slot("First published in"),),
    ),
    Field(
        "translation_of",
        _original,
        xmp=(Slot("dc:source"),),
        opf=(Slot("dc:source"),),
        custom=(Slot("Translation of"),),
    ),
    Field(
        "series",
        lambda m: (m.series.name if m.series else None,),
        xmp=(Slot("prism:seriesTitle"),),
        opf=(Slot("belongs-to-collection", refine=_in_series),),
        custom=(Slot("Series"),),
    ),
    Field(
        "series.number",
        lambda m: (m.series.number if m.series else None,),
        xmp=(Slot("prism:seriesNumber"),),
        custom=(Slot("Number in the series"),),
    ),
    Field(
        "doi",
        lambda m: (m.doi,),
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
        lambda m: (m.isbn,),
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
        lambda m: (m.issn,),
        xmp=(Slot("prism:issn"),),
        opf=(Slot("dcterms:isPartOf", get=lambda m: (m.issn and f"urn:issn:{m.issn}",)),),
        custom=(Slot("ISSN"),),
    ),
    Field(
        "canonical",
        lambda m: (m.canonical,),
        xmp=(Slot("prism:url"),),
        opf=(Slot("schema:url"),),
        custom=(Slot("Canonical address"),),
    ),
)
