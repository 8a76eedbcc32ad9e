"""Version, status, notices to readers, retraction and embargo."""

from __future__ import annotations

from publish.metadata.property import Kind
from publish.metadata.row import Field, Shown, Slot, Type
from publish.metadata.values import Values
from publish.model.article import Metadata

EMBARGOED, RETRACTED = "embargoed", "retracted"
"""Statuses; the same in every language."""


def statuses(m: Metadata) -> Values:
    """The statuses besides published: draft, embargoed, retracted."""
    return (
        m.status,
        EMBARGOED if m.embargo else None,
        RETRACTED if m.retracted else None,
    )


STATE = (
    Field(
        "version",
        "the version",
        Type.TEXT,
        xmp=(Slot("xmpMM:VersionID"),),
        opf=(Slot("schema:version"),),
        core=(Slot("cp:version"),),
    ),
    # Readers who get the file without its folder must know its status.
    Field(
        "status",
        get=statuses,
        xmp=(Slot("publish:status"),),
        opf=(Slot("schema:creativeWorkStatus"),),
        core=(Slot("cp:contentStatus"),),
    ),
)

HISTORY = (
    Field(
        "corrections",
        "a correction",
        Type.CORRECTIONS,
        synonyms=("correction", "errata", "erratum"),
        shown=Shown.END_MATTER,
        xmp=(Slot("publish:corrections", Kind.SEQ),),
        opf=(Slot("schema:correction"),),
        custom=(Slot("Corrections"),),
    ),
    Field(
        "updates",
        "an update",
        Type.UPDATES,
        synonyms=("update",),
        shown=Shown.END_MATTER,
        xmp=(Slot("publish:updates", Kind.SEQ),),
        opf=(Slot("publish:updates"),),
        custom=(Slot("Updates"),),
    ),
    Field(
        "versions",
        "what a version changed",
        Type.VERSIONS,
        synonyms=("history", "revisions"),
        shown=Shown.END_MATTER,
        xmp=(Slot("publish:versions", Kind.SEQ),),
        opf=(Slot("publish:versions"),),
        custom=(Slot("Versions"),),
    ),
    Field(
        "retracted",
        "a retraction",
        Type.RETRACTION,
        synonyms=("retraction", "withdrawn"),
        shown=Shown.STAMPS,
        xmp=(Slot("publish:retraction"),),
        opf=(Slot("publish:retraction"),),
        custom=(Slot("Retraction"),),
    ),
    # DCMI Terms: "date that the resource became or will become available".
    Field(
        "embargo",
        "the embargo",
        Type.EMBARGO,
        synonyms=("embargo-date", "embargo-until", "embargoed", "embargoed-until", "sperrfrist"),
        xmp=(Slot("pur:embargoDate", Kind.DATE),),
        opf=(Slot("dcterms:available", Kind.DATE),),
        custom=(Slot("Embargo"),),
    ),
)
