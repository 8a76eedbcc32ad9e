"""Identifier and titles."""

from __future__ import annotations

from publish.metadata.property import Kind
from publish.metadata.row import Field, Slot, Type
from publish.metadata.values import edition_of, title_type

TITLES = (
    # The first dc:identifier is the EPUB's own, hence its unique-identifier; the work's follows.
    Field(
        "identifier",
        xmp=(Slot("dc:identifier"), Slot("xmpMM:DocumentID", get=edition_of("pdf"))),
        opf=(Slot("dc:identifier", get=edition_of("epub")), Slot("dc:identifier")),
        rdfa=(Slot("dc:identifier", get=edition_of("html")), Slot("dc:identifier")),
        core=(Slot("dc:identifier"),),
        custom=(Slot("Edition identifier", get=edition_of("docx")),),
    ),
    Field(
        "title",
        "the title",
        Type.TEXT,
        required="title: …",
        synonyms=("headline",),
        xmp=(Slot("dc:title", Kind.LANG_ALT),),
        info=(Slot("Title"),),
        opf=(Slot("dc:title", refine=title_type("main")),),
        core=(Slot("dc:title"),),
    ),
    # The subtitle is never joined to the title, so that a search for the title finds exactly it.
    # XMP has no subtitle, PRISM (the magazines' XMP) has one; Word shows dc:subject as "Subject",
    # which no other field needs. PDF's Subject, though, is the description.
    Field(
        "subtitle",
        "the subtitle",
        Type.TEXT,
        xmp=(Slot("prism:subtitle"),),
        opf=(Slot("dc:title", refine=title_type("subtitle")),),
        core=(Slot("dc:subject"),),
    ),
    Field(
        "short_title",
        "the short title",
        Type.TEXT,
        xmp=(Slot("publish:shortTitle"),),
        opf=(Slot("dc:title", refine=title_type("short")),),
        custom=(Slot("Short title"),),
    ),
)
