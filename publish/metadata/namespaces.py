"""The XMP namespaces in use, and their descriptions for PDF/A.

PDF/A-3 knows the schemas of the XMP specification of 2005; an extension schema must describe every
other property (ISO 19005-3 §6.6.2.3). A property that is in neither of the two tables below is a
bug, which the tests find.
"""

from __future__ import annotations

from publish.values import dataclass

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"
XMPMETA = "adobe:ns:meta/"

# Our own, for statements that no standard has. A URN of a random UUID needs no domain, so it never
# expires; the "#" separates namespace and name, as XMP part 1 §6.2 advises.
PUBLISH = "urn:uuid:a974fc5f-c7b8-49fd-879b-5f83ce9de683#"

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "stRef": "http://ns.adobe.com/xap/1.0/sType/ResourceRef#",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "prism": "http://prismstandard.org/namespaces/basic/3.0/",
    "pur": "http://prismstandard.org/namespaces/prismusagerights/3.0/",
    "cc": "http://creativecommons.org/ns#",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    # TDMRep in a PDF; in an EPUB the prefix means another IRI (see formats/epub).
    "tdm": "http://www.w3.org/ns/tdmrep/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "publish": PUBLISH,
}

PDFA_EXTENSION = {
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "pdfaType": "http://www.aiim.org/pdfa/ns/type#",
    "pdfaField": "http://www.aiim.org/pdfa/ns/field#",
}

PREDEFINED = frozenset({"dc", "xmp", "xmpMM", "stRef", "xmpRights", "pdf", "photoshop", "pdfaid"})
"""Namespaces that PDF/A knows, except for younger properties, which ``SCHEMAS`` describes."""


@dataclass(frozen=True)
class Described:
    """One property as an extension schema describes it (ISO 19005-3 table 2)."""

    name: str
    type: str
    description: str
    internal: bool = False
    """Software makes it; no person states it."""


@dataclass(frozen=True)
class ValueType:
    """A structure that is not one of XMP's types, with its fields (ISO 19005-3 tables 3 and 4)."""

    name: str
    description: str
    fields: tuple[Described, ...]
    prefix: str | None = None
    """The fields' namespace, if it is not the property's."""


@dataclass(frozen=True)
class Schema:
    """The description of one namespace."""

    prefix: str
    title: str
    properties: tuple[Described, ...]
    types: tuple[ValueType, ...] = ()


SCHEMAS = (
    Schema(
        "pdfuaid",
        "PDF/UA identification schema",
        (Described("part", "Integer", "Part of ISO 14289 to which the file conforms", True),),
    ),
    Schema(
        "xmpMM",
        "XMP media management schema",
        (Described("Ingredients", "bag Ingredient", "What the document is made of", True),),
        (
            ValueType(
                "Ingredient",
                "A resource that is a part of the document",
                (
                    Described("documentID", "URI", "The identity of the resource"),
                    Described("filePath", "Text", "The name of its file"),
                ),
                "stRef",
            ),
        ),
    ),
    Schema(
        "prism",
        "PRISM basic metadata",
        (
            Described("subtitle", "Text", "Subtitle of the article"),
            Described("teaser", "Text", "Standfirst of the article"),
            Described("section", "Text", "The part of the publication that it appears in"),
            Described("seriesTitle", "Text", "The series that it is a part of"),
            Described("seriesNumber", "Text", "Its place in the series"),
            Described("dateReceived", "Date", "The day on which it was received"),
            Described("doi", "Text", "Its DOI"),
            Described("isbn", "Text", "Its ISBN"),
            Described("issn", "Text", "The ISSN of the publication that it appears in"),
            Described("url", "URL", "Its address on the web"),
        ),
    ),
    Schema(
        "pur",
        "PRISM usage rights metadata",
        (Described("embargoDate", "Date", "The moment before which it is not to be published"),),
    ),
    Schema(
        "cc",
        "Creative Commons rights expression",
        (
            Described("license", "URL", "License under which the work is offered"),
            Described("attributionName", "Text", "Name to be credited"),
            Described("attributionURL", "URL", "Address to be linked in the credit"),
        ),
    ),
    Schema(
        "plus",
        "PLUS license data format",
        (
            Described("ImageSupplierImageID", "Text", "The supplier's own number of the picture"),
            Described("Licensor", "seq LicensorDetail", "Who licenses the picture"),
            Described("DataMining", "URL", "What is reserved against text and data mining"),
            Described("LicenseEndDate", "Date", "The last day on which it may be published"),
        ),
        (
            ValueType(
                "LicensorDetail",
                "Somebody who licenses the picture",
                (Described("LicensorURL", "URL", "Where a license can be had"),),
            ),
        ),
    ),
    Schema(
        "tdm",
        "TDM reservation protocol",
        (
            Described("reservation", "Integer", "1: mining is reserved; 0: it is not"),
            Described("policy", "URL", "On what terms it may be mined"),
        ),
    ),
    Schema(
        "Iptc4xmpCore",
        "IPTC Core",
        (Described("AltTextAccessibility", "Lang Alt", "Text that stands for the picture"),),
    ),
    Schema(
        "Iptc4xmpExt",
        "IPTC Extension",
        (Described("DigitalSourceType", "URL", "How the work came about"),),
    ),
    Schema(
        "publish",
        "Credits and editorial metadata",
        (
            Described("shortTitle", "Text", "Short title of the article"),
            Described("status", "Text", "draft, embargoed or retracted, where it is one of these"),
            Described("abstract", "Text", "Abstract of the article"),
            Described("contact", "Text", "Whom to ask about reuse of the article"),
            Described("authorFileAs", "seq Text", "Author: name as it is sorted"),
            Described("authorIdentifier", "seq Text", "Author: ORCID"),
            Described("authorAffiliation", "seq Text", "Author: affiliation"),
            Described("authorRole", "seq Text", "Author: MARC relator code, where not aut"),
            Described("authorPosition", "seq Text", "Author: job title"),
            Described("authorContribution", "seq Text", "Author: roles of CRediT, by address"),
            Described("publisherAddress", "Text", "Postal address of the publisher"),
            Described("revised", "Date", "The day on which the revised text was received"),
            Described("accepted", "Date", "The day on which the text was accepted"),
            Described("authorEmail", "seq Text", "Author: e-mail address"),
            Described("authorPage", "seq Text", "Author: a page about them"),
            Described("authorNote", "seq Text", "Author: short biography"),
            Described("authorCorresponding", "seq Text", "Author whom readers should write to"),
            Described("authorGroup", "seq Text", "Author that is a group, with its members"),
            Described("keyPoints", "seq Text", "Key points of the article"),
            Described("dateline", "Text", "Where it was reported from"),
            Described("articleNote", "Text", "Note of the author on the article"),
            Described("acknowledgements", "Text", "Acknowledgements"),
            Described("funding", "Text", "Who paid for the work"),
            Described("competingInterests", "Text", "Interests of the authors in the matter"),
            Described("dataAvailability", "Text", "Where the data behind it can be had"),
            Described("corrections", "seq Text", "Corrections: day and text"),
            Described("updates", "seq Text", "Updates: day and text"),
            Described("versions", "seq Text", "Versions: number, day and changes"),
            Described("retraction", "Text", "Retraction: day and reason"),
            Described("credits", "seq Text", "Every credit of the picture, as a JSON object each"),
            Described("pictures", "seq Text", "Every picture's credits, as a JSON object each"),
            Described("license", "Text", "License, by its SPDX or Creative Commons name"),
            Described("licenseName", "Text", "License, by its full name"),
            Described("licenseURL", "Text", "License, by its address"),
            Described("basis", "Text", "Why the picture may be used, where not by a license"),
            Described("origin", "Text", "How the picture came about, in the source's words"),
            Described("changes", "Text", "What was changed in the picture"),
            Described("edits", "Text", "What was done to the picture, in the terms of a register"),
            Described("dataMining", "Text", "What is reserved, by the end of the PLUS code"),
            Described("syndication", "Text", "Whether partners may reuse the picture: yes or no"),
            Described("validFrom", "Text", "The first day on which it may be published"),
            Described("expires", "Text", "The last day on which it may be published"),
            Described("aiStatement", "Text", "How AI was used for the article"),
            Described("standInFor", "Text", "The picture whose place this one holds"),
        ),
    ),
)
