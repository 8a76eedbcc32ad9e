"""Numbers of headings and lists of contents in a PDF: their tags, and what page they lead to.

A number in a heading is its Lbl (ISO 32000-1 §14.8.4.3.3), as one is that CSS puts there;
lists of contents and of figures are TOC and TOCI (§14.8.4.2). Page numbers are the layout's:
they are generated, and no part of the text.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

import pikepdf
import weasyprint
from pikepdf import Dictionary, Name

from publish.formats.pdf.structure.tree import elements, kids

GUIDE = "Guide"
"""The tag of what holds a list, until that has its own."""
PAGE, NUMBER = "page-number", "heading-number"
"""Elements put into the tree, so that tags can be chosen for them."""
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def prepare(html: weasyprint.HTML) -> None:
    """Give entries and references a place for the page they lead to; name headings' numbers.

    What leads to a table leads to its caption.
    """
    root: Element = html.etree_element
    for nav in root.iter("nav"):
        for link in nav.iter("a"):
            SubElement(link, PAGE, {"data-to": link.get("href", "")})
    for link in root.iter("a"):
        if "xref" in link.get("class", "").split():
            SubElement(link, PAGE, {"data-to": link.get("href", "")})
    for table in (t for t in root.iter("table") if t.get("id")):
        caption = table.find("caption")
        if caption is not None and not caption.get("id"):
            # To WeasyPrint the place of a table is below its caption.
            caption.set("id", table.attrib.pop("id"))
    for heading in (h for name in _HEADINGS for h in root.iter(name)):
        first = next(iter(heading), None)
        if first is not None and first.get("class") == "number":
            number = Element(NUMBER)
            number.text, first.text = first.text, None
            first.insert(0, number)


def mend(pdf: pikepdf.Pdf) -> None:
    """Lists of contents, of figures and of tables are tagged as what they are."""
    for element, _ in list(elements(pdf.Root.StructTreeRoot)):
        if element.S == f"/{GUIDE}":
            _list(element)


def _list(guide: Dictionary) -> None:
    guide.S = Name.Sect
    for listing in (e for e, _ in list(elements(guide)) if Name.L == e.S):
        listing.S = Name.TOC
        for item in kids(listing):
            item.S = Name.TOCI
            for body in kids(item):
                if Name.LBody == body.S:
                    body.S = Name.NonStruct
