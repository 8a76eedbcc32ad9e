"""The one table of an article's metadata: a row per field, a column per place it goes to.

Writers and the proof both walk over it, through :func:`properties`: what is
written and what is looked for when a file is read back are the same rows. A new
format adds a column here and a writer of its own; a new field adds a row.

Columns, and the names they use:

``xmp``      PDF: properties of the document's XMP packet (ISO 16684-1, PRISM 3.0)
``info``     PDF: keys of the document information dictionary (ISO 32000-1 §14.3.3)
``catalog``  PDF: keys of the document catalog (ISO 32000-1 §7.7.2)
``opf``      EPUB: ``dc:*`` elements; all other names are a ``meta property``, or a
             ``link rel`` where the kind is RESOURCE (EPUB 3.3 §5.5)
``core``     DOCX: elements of docProps/core.xml (ISO 29500-2 §11)
``app``      DOCX: elements of docProps/app.xml (ISO 29500-1 §22.2)
``custom``   DOCX: names in docProps/custom.xml (ISO 29500-1 §22.3), all of them text
"""

from __future__ import annotations

from collections.abc import Iterator

from publish.metadata.credited_people import PEOPLE
from publish.metadata.front_and_end import AROUND, statuses
from publish.metadata.property import Kind, Property, by_name, merged
from publish.metadata.row import Column as Column
from publish.metadata.row import Field as Field
from publish.metadata.row import Slot as Slot
from publish.metadata.values import (
    ai_source_type,
    data_mining_code,
    edition_of,
    license_id,
    license_name,
    license_url,
    pdf_date,
    rights_held,
    summary,
    tdm_policy,
    tdm_reservation,
    timestamp,
    title_type,
)
from publish.model.article import Metadata

# -- the table ------------------------------------------------------------------------------

FIELDS: tuple[Field, ...] = (
    # The first dc:identifier is the EPUB's own, hence its unique-identifier; the work's follows.
    Field(
        "identifier",
        lambda m: (m.identifier,),
        xmp=(Slot("dc:identifier"), Slot("xmpMM:DocumentID", get=edition_of("pdf"))),
        opf=(Slot("dc:identifier", get=edition_of("epub")), Slot("dc:identifier")),
        core=(Slot("dc:identifier"),),
        custom=(Slot("Edition identifier", get=edition_of("docx")),),
    ),
    Field(
        "title",
        lambda m: (m.title,),
        xmp=(Slot("dc:title", Kind.LANG_ALT),),
        info=(Slot("Title"),),
        opf=(Slot("dc:title", refine=title_type("main")),),
        core=(Slot("dc:title"),),
    ),
    # Never joined to the title: whoever looks for the title must find it, and nothing else.
    # XMP has no subtitle, PRISM (the magazines' XMP) has; Word shows dc:subject as "Subject",
    # which no other field needs: PDF's Subject, though, is the description.
    Field(
        "subtitle",
        lambda m: (m.subtitle,),
        xmp=(Slot("prism:subtitle"),),
        opf=(Slot("dc:title", refine=title_type("subtitle")),),
        core=(Slot("dc:subject"),),
    ),
    Field(
        "short_title",
        lambda m: (m.short_title,),
        xmp=(Slot("publish:shortTitle"),),
        opf=(Slot("dc:title", refine=title_type("short")),),
        custom=(Slot("Short title"),),
    ),
    *PEOPLE,
    # A reading app shows dc:date in the reader's own time zone: a day without a time
    # cannot slip to the day before.
    Field(
        "date",
        lambda m: (timestamp(m.date),),
        xmp=(Slot("xmp:CreateDate", Kind.DATE),),
        info=(Slot("CreationDate", Kind.DATE, lambda m: (pdf_date(m.date),)),),
        opf=(Slot("dc:date", Kind.DATE, lambda m: (timestamp(m.date)[:10],)),),
        core=(Slot("dcterms:created", Kind.DATE),),
    ),
    Field(
        "modified",
        lambda m: (timestamp(m.modified),),
        xmp=(Slot("xmp:ModifyDate", Kind.DATE),),
        info=(Slot("ModDate", Kind.DATE, lambda m: (pdf_date(m.modified),)),),
        opf=(Slot("dcterms:modified", Kind.DATE),),
        core=(Slot("dcterms:modified", Kind.DATE),),
    ),
    Field(
        "lang",
        lambda m: (m.lang,),
        xmp=(Slot("dc:language", Kind.BAG),),
        catalog=(Slot("Lang"),),
        opf=(Slot("dc:language"),),
        core=(Slot("dc:language"),),
    ),
    # DCMI Terms has `abstract` as a kind of `description`: where nothing shorter is stated,
    # the standfirst or the abstract is what catalogues get.
    Field(
        "description",
        summary,
        xmp=(Slot("dc:description", Kind.LANG_ALT),),
        info=(Slot("Subject"),),
        opf=(Slot("dc:description"),),
        core=(Slot("dc:description"),),
    ),
    Field(
        "abstract",
        lambda m: (m.abstract,),
        xmp=(Slot("publish:abstract"),),
        opf=(Slot("dcterms:abstract"),),
        custom=(Slot("Abstract"),),
    ),
    # Before the keywords, because the category is the first of the subjects.
    Field(
        "category",
        lambda m: (m.category,),
        xmp=(Slot("dc:subject", Kind.BAG),),
        opf=(Slot("dc:subject"),),
        core=(Slot("cp:category"),),
    ),
    Field(
        "keywords",
        lambda m: m.keywords,
        xmp=(Slot("dc:subject", Kind.BAG), Slot("pdf:Keywords")),
        info=(Slot("Keywords"),),
        opf=(Slot("dc:subject"),),
        core=(Slot("cp:keywords"),),
    ),
    Field(
        "publisher",
        lambda m: (m.publisher,),
        xmp=(Slot("dc:publisher", Kind.BAG),),
        opf=(Slot("dc:publisher"),),
        app=(Slot("Company"),),
    ),
    Field(
        "contact",
        lambda m: (m.contact,),
        xmp=(Slot("publish:contact"),),
        opf=(Slot("schema:contactPoint"),),
        custom=(Slot("Contact"),),
    ),
    # Before the license in words: a copyright notice opens the statement of rights.
    Field(
        "rights",
        lambda m: (m.rights,),
        xmp=(Slot("dc:rights", Kind.LANG_ALT),),
        opf=(Slot("dc:rights"),),
        custom=(Slot("Rights"),),
    ),
    Field(
        "license",
        license_name,
        xmp=(
            Slot("dc:rights", Kind.LANG_ALT),
            Slot("xmpRights:WebStatement", get=license_url),
            Slot("xmpRights:Marked", Kind.BOOLEAN, rights_held),
            Slot("publish:license", get=license_id),
        ),
        opf=(Slot("dc:rights"), Slot("dcterms:license", Kind.RESOURCE, license_url)),
        custom=(
            Slot("License"),
            Slot("License identifier", get=license_id),
            Slot("License URL", get=license_url),
        ),
    ),
    # PLUS says what is reserved, TDMRep whether anything is and on what terms; search engines
    # and crawlers look for the one or the other. Word has a place for neither.
    Field(
        "data_mining",
        data_mining_code,
        xmp=(Slot("plus:DataMining"), Slot("tdm:reservation", Kind.INTEGER, tdm_reservation)),
        opf=(Slot("plus:DataMining"), Slot("tdm:reservation", get=tdm_reservation)),
        custom=(Slot("Data mining"), Slot("TDM reservation", get=tdm_reservation)),
    ),
    Field(
        "data_mining_policy",
        tdm_policy,
        xmp=(Slot("tdm:policy"),),
        opf=(Slot("tdm:policy"),),
        custom=(Slot("TDM policy"),),
    ),
    # Regulation (EU) 2024/1689 Art. 50: what AI made says so, to people and to machines.
    # No standard holds an editor's own statement; IPTC has the term for how a work was made.
    Field(
        "ai",
        lambda m: (m.ai,),
        xmp=(Slot("publish:aiStatement"),),
        opf=(Slot("publish:aiStatement"),),
        custom=(Slot("Use of AI"),),
    ),
    Field(
        "ai_origin",
        ai_source_type,
        xmp=(Slot("Iptc4xmpExt:DigitalSourceType"),),
        opf=(Slot("Iptc4xmpExt:DigitalSourceType"),),
        custom=(Slot("Digital source type"),),
    ),
    Field(
        "version",
        lambda m: (m.version,),
        xmp=(Slot("xmpMM:VersionID"),),
        opf=(Slot("schema:version"),),
        core=(Slot("cp:version"),),
    ),
    # Whoever gets the file without its folder must know what it is.
    Field(
        "status",
        statuses,
        xmp=(Slot("publish:status"),),
        opf=(Slot("schema:creativeWorkStatus"),),
        core=(Slot("cp:contentStatus"),),
    ),
    *AROUND,
)

# -- reading the table ----------------------------------------------------------------------

_ONE_BY_ONE: frozenset[Column] = frozenset({"opf"})
"""Formats in which a name may come again, so that nothing has to be joined."""


def properties(metadata: Metadata, column: Column) -> tuple[Property, ...]:
    """Everything a format has to say about the article, in the order of the table.

    In the ``opf`` column every value is a Property of its own, with an ``id``
    (``title-1``, ``creator-2``) where something refines it; in all others a name
    comes once, a list has all its values, and every other kind exactly one.
    What the article does not state is absent.
    """
    statements = _statements(metadata, column)
    return tuple(statements) if column in _ONE_BY_ONE else merged(statements)


def expected(metadata: Metadata, column: Column) -> dict[str, tuple[str, ...]]:
    """The values that a file, read back, must show under each name; nothing else is ours."""
    return by_name(properties(metadata, column))


def _statements(metadata: Metadata, column: Column) -> Iterator[Property]:
    """One Property per value; ids count the statements of a name."""
    seen: dict[str, int] = {}
    for row in FIELDS:
        slots: tuple[Slot, ...] = getattr(row, column)
        for slot in slots:
            for n, value in enumerate((slot.get or row.get)(metadata)):
                if not value or value.isspace():
                    continue
                seen[slot.name] = seen.get(slot.name, 0) + 1
                refinements = tuple(slot.refine(metadata, n)) if slot.refine else ()
                label = f"{slot.name.split(':')[-1]}-{seen[slot.name]}" if refinements else None
                yield Property(slot.name, (value,), slot.kind, label, refinements)
