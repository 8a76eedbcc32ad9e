"""Where the text comes from, where else it was published, and the series that it is part of."""

from __future__ import annotations

from collections.abc import Iterator

from publish.metadata.property import Kind, Refinement
from publish.metadata.row import Field, Shown, Slot, Type
from publish.model.article import Metadata


def _in_series(m: Metadata, n: int) -> Iterator[Refinement]:
    """A collection of the type series, and the place in it (EPUB 3.3 §D.3.1)."""
    yield Refinement("collection-type", "series")
    if m.series and m.series.number:
        yield Refinement("group-position", m.series.number)


ORIGINS = (
    Field(
        "also_published_in",
        "another place of publication",
        Type.APPEARANCES,
        synonyms=("republished-in",),
        shown=Shown.COLOPHON,
        label="also-published-in",
        xmp=(Slot("dc:relation", Kind.BAG),),
        opf=(Slot("dc:relation"),),
        custom=(Slot("Also published in"),),
    ),
    Field(
        "first_published_in",
        "the first place of publication",
        Type.APPEARANCE,
        synonyms=("first-published", "originally-published-in", "reprinted-from"),
        shown=Shown.COLOPHON,
        label="first-published-in",
        xmp=(Slot("dc:source"),),
        opf=(Slot("dc:source"),),
        custom=(Slot("First published in"),),
    ),
    Field(
        "translation_of",
        "the original's title",
        Type.ORIGINAL,
        synonyms=("original", "original-title", "translated-from"),
        shown=Shown.COLOPHON,
        label="translation-of",
        xmp=(Slot("dc:source"),),
        opf=(Slot("dc:source"),),
        custom=(Slot("Translation of"),),
    ),
    Field(
        "series",
        "the series",
        Type.SERIES,
        synonyms=("collection",),
        shown=Shown.COLOPHON,
        label="series",
        xmp=(Slot("prism:seriesTitle"),),
        opf=(Slot("belongs-to-collection", refine=_in_series),),
        custom=(Slot("Series"),),
    ),
    Field(
        "series.number",
        get=lambda m: (m.series.number if m.series else None,),
        xmp=(Slot("prism:seriesNumber"),),
        custom=(Slot("Number in the series"),),
    ),
)
