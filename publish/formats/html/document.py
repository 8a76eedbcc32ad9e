"""The article as an HTML document, and as a fragment (HTML, 13.1 and 13.3).

The text stays the same: no format adds words.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator

from lxml import etree

from publish import xml_parsing
from publish.formats.epub.documents import XHTML, direction, let_wide_parts_move
from publish.page import Page

STYLESHEET = "style.css"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STAMPS = frozenset({"draft", "embargo", "retracted"})
_KEPT = _STAMPS | {"correction-notice"}
"""Classes of what stays of a title block: notices that readers are owed."""
_FURNITURE = frozenset({"masthead", "title-block", "guide", "colophon"})
"""Classes of blocks that a CMS has in a form of its own."""
_HEADINGS = frozenset({f"h{level}" for level in range(1, 7)})


def body_of(page: Page) -> etree._Element:
    """The page's ``body``, tables and formulas that are wider than a screen in boxes that move."""
    body = next(xml_parsing.parse(page.markup, bare=True).iter(f"{{{XHTML}}}body"))
    for element in body.iter():
        element.attrib.pop(_XML_LANG, "")
        if element.get("alt") == "":
            # It says the same, and HTML allows no role beside it (ARIA in HTML, 4.1).
            element.attrib.pop("role", "")
    let_wide_parts_move(body)
    return body


def images(body: etree._Element) -> Iterator[etree._Element]:
    """Yield every ``img``, in order."""
    return body.iter(f"{{{XHTML}}}img")


def page(page: Page, head: Iterable[etree._Element], body: etree._Element) -> bytes:
    """The whole document."""
    root = etree.Element("html", {"lang": page.metadata.lang, "dir": direction(page)})
    top = etree.SubElement(root, "head")
    top.extend(head)
    root.append(_plain(body))
    return etree.tostring(root, method="html", encoding="utf-8", doctype="<!DOCTYPE html>") + b"\n"


def fragment(page: Page, body: etree._Element) -> bytes:
    """The article alone, for a CMS that has title, authors and dates in fields of its own.

    Notices to readers, every figure with its credit, notes and the list of credits stay.
    """
    article = _plain(next(body.iter(f"{{{XHTML}}}article")))
    article.set("lang", page.metadata.lang)
    article.set("dir", direction(page))
    for block in list(article.iter(etree.Element)):
        if not _FURNITURE.isdisjoint(_classes(block)):
            _take_out(block)
    return etree.tostring(article, method="html", encoding="utf-8", with_tail=False) + b"\n"


def _take_out(block: etree._Element) -> None:
    """Remove a block, and leave in its place what stays of it."""
    around = block.getparent()
    if around is None:
        return
    for kept in [part for part in block.iter(etree.Element) if _stays(part)]:
        kept.tail = "\n"
        block.addprevious(kept)
    around.remove(block)


def _stays(element: etree._Element) -> bool:
    return element.tag == "figure" or not _KEPT.isdisjoint(_classes(element))


def _classes(element: etree._Element) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())


def _plain(element: etree._Element) -> etree._Element:
    """A copy whose elements have no namespace: HTML gives each its own by name.

    A ``section`` needs a name (HTML, 4.3.3); one that only holds others together is a ``div``.
    """
    made = copy.deepcopy(element)
    for part in made.iter(etree.Element):
        part.tag = etree.QName(part).localname
    for part in made.iter("section"):
        named = any(str(name).startswith("aria-label") for name in part.attrib)
        if not named and not any(child.tag in _HEADINGS for child in part):
            part.tag = "div"
    etree.cleanup_namespaces(made)
    return made
