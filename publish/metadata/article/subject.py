"""Dates, language, and what the article is about."""

from __future__ import annotations

from publish.metadata.property import Kind
from publish.metadata.row import Field, Slot, Type
from publish.metadata.values import iso, pdf_date, summary, timestamp

SUBJECT = (
    # A reading app shows dc:date in the reader's own time zone: a day without a time cannot slip to
    # the day before.
    Field(
        "date",
        "the date",
        Type.DAY,
        required="date: 2026-03-01",
        synonyms=("published",),
        xmp=(Slot("xmp:CreateDate", Kind.DATE),),
        info=(Slot("CreationDate", Kind.DATE, lambda m: (pdf_date(m.date),)),),
        opf=(Slot("dc:date", Kind.DATE, lambda m: (timestamp(m.date)[:10],)),),
        core=(Slot("dcterms:created", Kind.DATE),),
    ),
    Field(
        "modified",
        "the date of the last change",
        Type.MOMENT,
        synonyms=("updated",),
        xmp=(Slot("xmp:ModifyDate", Kind.DATE),),
        info=(Slot("ModDate", Kind.DATE, lambda m: (pdf_date(m.modified),)),),
        opf=(Slot("dcterms:modified", Kind.DATE),),
        core=(Slot("dcterms:modified", Kind.DATE),),
    ),
    # DCMI has terms for the first and the last of the three, PRISM for the first alone.
    Field(
        "received",
        "the day of receipt",
        Type.DAY,
        synonyms=("date-received", "submitted"),
        xmp=(Slot("prism:dateReceived", Kind.DATE),),
        opf=(Slot("dcterms:dateSubmitted", Kind.DATE, lambda m: (iso(m.received),)),),
        custom=(Slot("Received", get=lambda m: (iso(m.received),)),),
    ),
    Field(
        "revised",
        "the day of the revision",
        Type.DAY,
        synonyms=("date-revised",),
        xmp=(Slot("publish:revised", Kind.DATE),),
        opf=(Slot("publish:revised", Kind.DATE, lambda m: (iso(m.revised),)),),
        custom=(Slot("Revised", get=lambda m: (iso(m.revised),)),),
    ),
    Field(
        "accepted",
        "the day of acceptance",
        Type.DAY,
        synonyms=("date-accepted",),
        xmp=(Slot("publish:accepted", Kind.DATE),),
        opf=(Slot("dcterms:dateAccepted", Kind.DATE, lambda m: (iso(m.accepted),)),),
        custom=(Slot("Accepted", get=lambda m: (iso(m.accepted),)),),
    ),
    Field(
        "lang",
        "the language",
        Type.LANGUAGE,
        synonyms=("language",),
        xmp=(Slot("dc:language", Kind.BAG),),
        catalog=(Slot("Lang"),),
        opf=(Slot("dc:language"),),
        core=(Slot("dc:language"),),
    ),
    # DCMI Terms has `abstract` as a kind of `description`: where nothing shorter is stated,
    # catalogues get the standfirst or the abstract.
    Field(
        "description",
        "the description",
        Type.TEXT,
        synonyms=("excerpt", "summary"),
        get=summary,
        xmp=(Slot("dc:description", Kind.LANG_ALT),),
        info=(Slot("Subject"),),
        opf=(Slot("dc:description"),),
        core=(Slot("dc:description"),),
    ),
    Field(
        "abstract",
        "an abstract",
        Type.BLOCKS,
        # The article has it with its markup.
        get=lambda m: (m.abstract,),
        xmp=(Slot("publish:abstract"),),
        opf=(Slot("dcterms:abstract"),),
        custom=(Slot("Abstract"),),
    ),
    # Before the keywords, because the category is the first of the subjects.
    Field(
        "category",
        "the category",
        Type.TEXT,
        synonyms=("kicker", "topic"),
        xmp=(Slot("dc:subject", Kind.BAG),),
        opf=(Slot("dc:subject"),),
        core=(Slot("cp:category"),),
    ),
    Field(
        "keywords",
        "the keywords",
        Type.TEXTS,
        synonyms=("tags",),
        xmp=(Slot("dc:subject", Kind.BAG), Slot("pdf:Keywords")),
        info=(Slot("Keywords"),),
        opf=(Slot("dc:subject"),),
        core=(Slot("cp:keywords"),),
    ),
)
