"""The title block, besides titles and people."""

from __future__ import annotations

from publish.metadata.property import Kind
from publish.metadata.row import Field, Shown, Slot, Type

TITLE_BLOCK = (
    Field(
        "standfirst",
        "a standfirst",
        Type.LINE,
        synonyms=("deck", "dek", "lede", "stand-first", "teaser"),
        shown=Shown.TITLE_BLOCK,
        xmp=(Slot("prism:teaser"),),
        opf=(Slot("schema:alternativeHeadline"),),
        custom=(Slot("Standfirst"),),
    ),
    Field(
        "key_points",
        "a key point",
        Type.LINES,
        synonyms=("bullets", "highlights", "takeaways"),
        shown=Shown.KEY_POINTS,
        xmp=(Slot("publish:keyPoints", Kind.SEQ),),
        opf=(Slot("publish:keyPoints"),),
        custom=(Slot("Key points"),),
    ),
    Field(
        "department",
        "the department",
        Type.TEXT,
        synonyms=("desk", "section"),
        shown=Shown.TITLE_BLOCK,
        xmp=(Slot("prism:section"),),
        opf=(Slot("schema:articleSection"),),
        custom=(Slot("Department"),),
    ),
    # Pages show it too, but in the body's first paragraph: composing puts it there, no template.
    Field(
        "dateline",
        "the dateline",
        Type.TEXT,
        synonyms=("city", "location", "place"),
        xmp=(Slot("publish:dateline"),),
        opf=(Slot("schema:locationCreated"),),
        custom=(Slot("Dateline"),),
    ),
)
