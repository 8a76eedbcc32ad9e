"""Publisher and terms of use: license, rights, data mining, the use of AI."""

from __future__ import annotations

from publish.metadata.property import Kind
from publish.metadata.row import Field, Slot, Type
from publish.metadata.values import (
    ai_source_type,
    data_mining_code,
    license_id,
    license_url,
    rights_held,
    tdm_policy,
    tdm_reservation,
)

TERMS = (
    Field(
        "publisher",
        xmp=(Slot("dc:publisher", Kind.BAG),),
        opf=(Slot("dc:publisher"),),
        app=(Slot("Company"),),
    ),
    Field(
        "publisher_address",
        xmp=(Slot("publish:publisherAddress"),),
        opf=(Slot("schema:address"),),
        custom=(Slot("Publisher address"),),
    ),
    Field(
        "contact",
        xmp=(Slot("publish:contact"),),
        opf=(Slot("schema:contactPoint"),),
        custom=(Slot("Contact"),),
    ),
    # Before the license in words: a copyright notice opens the statement of rights.
    Field(
        "rights",
        "the rights",
        Type.TEXT,
        synonyms=("copyright",),
        xmp=(Slot("dc:rights", Kind.LANG_ALT),),
        opf=(Slot("dc:rights"),),
        custom=(Slot("Rights"),),
    ),
    Field(
        "license",
        "the license",
        Type.LICENSE,
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
        "what is reserved against data mining",
        Type.DATA_MINING,
        get=data_mining_code,
        xmp=(Slot("plus:DataMining"), Slot("tdm:reservation", Kind.INTEGER, tdm_reservation)),
        opf=(Slot("plus:DataMining"), Slot("tdm:reservation", get=tdm_reservation)),
        custom=(Slot("Data mining"), Slot("TDM reservation", get=tdm_reservation)),
    ),
    Field(
        "data_mining_policy",
        "the terms of data mining",
        Type.ADDRESS,
        get=tdm_policy,
        xmp=(Slot("tdm:policy"),),
        opf=(Slot("tdm:policy"),),
        custom=(Slot("TDM policy"),),
    ),
    # Regulation (EU) 2024/1689 Art. 50: what AI made says so, to people and to machines.
    # No standard holds an editor's own statement; IPTC has the term for how a work was made.
    Field(
        "ai",
        "the use of AI",
        Type.TEXT,
        xmp=(Slot("publish:aiStatement"),),
        opf=(Slot("publish:aiStatement"),),
        custom=(Slot("Use of AI"),),
    ),
    Field(
        "ai_origin",
        "how much of the text AI made",
        Type.TEXT_ORIGIN,
        get=ai_source_type,
        xmp=(Slot("Iptc4xmpExt:DigitalSourceType"),),
        opf=(Slot("Iptc4xmpExt:DigitalSourceType"),),
        custom=(Slot("Digital source type"),),
    ),
)
