"""Statements at the article's end: notes, thanks, funding, interests, data."""

from __future__ import annotations

from publish.metadata.row import Field, Shown, Slot, Type

STATEMENTS = (
    Field(
        "author_note",
        "an author's note",
        Type.BLOCKS,
        synonyms=("authors-note", "editor-note"),
        shown=Shown.END_MATTER,
        xmp=(Slot("publish:articleNote"),),
        opf=(Slot("publish:articleNote"),),
        custom=(Slot("Author note"),),
    ),
    Field(
        "acknowledgements",
        "the acknowledgements",
        Type.BLOCKS,
        synonyms=("acknowledgement", "acknowledgment", "acknowledgments", "thanks"),
        shown=Shown.END_MATTER,
        label="acknowledgements",
        xmp=(Slot("publish:acknowledgements"),),
        opf=(Slot("publish:acknowledgements"),),
        custom=(Slot("Acknowledgements"),),
    ),
    Field(
        "funding",
        "the statement of funding",
        Type.BLOCKS,
        synonyms=("grant", "grants", "support"),
        shown=Shown.END_MATTER,
        label="funding",
        xmp=(Slot("publish:funding"),),
        opf=(Slot("schema:funding"),),
        custom=(Slot("Funding"),),
    ),
    Field(
        "competing_interests",
        "the statement of interests",
        Type.BLOCKS,
        synonyms=(
            "conflict-of-interest",
            "conflicts-of-interest",
            "declaration-of-interests",
            "disclosure",
            "interests",
        ),
        shown=Shown.END_MATTER,
        label="competing-interests",
        xmp=(Slot("publish:competingInterests"),),
        opf=(Slot("publish:competingInterests"),),
        custom=(Slot("Competing interests"),),
    ),
    Field(
        "data_availability",
        "the statement about data",
        Type.BLOCKS,
        synonyms=("code-availability", "data"),
        shown=Shown.END_MATTER,
        label="data-availability",
        xmp=(Slot("publish:dataAvailability"),),
        opf=(Slot("publish:dataAvailability"),),
        custom=(Slot("Data availability"),),
    ),
)
