"""Converts the Page's markup to XHTML content documents (EPUB 3.3 §6.1).

The text stays the same. Added are ``xml:lang`` beside ``lang``, an id on every
heading, and ``epub:type`` beside roles of the same meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from lxml import etree

from publish import xml_parsing
from publish.cascade.formula_text import MATH, shown_text
from publish.formats.epub.labels import XML_LANG
from publish.page import Page
from publish.values import dataclass

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
EPUB_TYPE = f"{{{OPS}}}type"
MEDIA_TYPE = "application/xhtml+xml"
STYLESHEET = "style.css"
REPEATED = "data-repeated"
"""Marks content that the markup has once and every document repeats."""

LONG = 250_000
"""Longest document, in bytes; a longer article is split at its sections, to save memory."""

TYPES: Mapping[str, str] = {
    "doc-abstract": "abstract",
    "doc-acknowledgments": "acknowledgments",
    "doc-backlink": "backlink",
    "doc-biblioref": "biblioref",
    "doc-bibliography": "bibliography",
    "doc-colophon": "colophon",
    "doc-credit": "credit",
    "doc-credits": "credits other-credits",
    "doc-endnotes": "endnotes",
    "doc-errata": "errata",
    "doc-footnote": "footnote",
    "doc-glossary": "glossary",
    "doc-noteref": "noteref",
    "doc-pullquote": "pullquote",
}
"""DPUB-ARIA roles and the equal terms of the EPUB Structural Semantics Vocabulary 1.1, whose
``other-credits`` means illustration credits."""

_WIDER = frozenset({"wide", "scrolling"})
"""Classes of tables that are wider than a screen."""
_LONG_FORMULA = 24
"""Signs from which a formula can be wider than a phone."""
_HEADINGS = tuple(f"{{{XHTML}}}h{level}" for level in range(1, 7))
_END_MATTER = frozenset({"doc-credits", "doc-colophon"})


@dataclass(frozen=True)
class Document:
    """A content document: id and file name in the package, and its tree."""

    id: str
    name: str
    root: etree._Element = field(compare=False)

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return etree.tostring(
            self.root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>"
        )

    @property
    def properties(self) -> tuple[str, ...]:
        """The manifest properties of the content (EPUB 3.3 §5.6.2.1)."""
        found = {etree.QName(element).localname for element in self.root.iter()}
        return tuple(
            name for name, element in (("mathml", "math"), ("svg", "svg")) if element in found
        )

    def headings(self) -> Iterator[etree._Element]:
        """Yield every heading that has text, in order."""
        return (h for h in self.root.iter(*_HEADINGS) if plain_text(h))

    def images(self) -> Iterator[etree._Element]:
        """Yield every ``img``, in order."""
        return self.root.iter(f"{{{XHTML}}}img")


def direction(page: Page) -> str:
    """Return the markup's direction, ``ltr`` or ``rtl``."""
    return xml_parsing.parse(page.markup, bare=True).get("dir", "ltr")


def article_documents(page: Page) -> tuple[Document, ...]:
    """Return the article as one document; a long one as one per section and end matter."""
    source = xml_parsing.parse(page.markup, bare=True)
    body = next(source.iter(f"{{{XHTML}}}body"))
    _add_types(body)
    _add_ids(body)
    let_wide_parts_move(body)
    if len(page.markup.encode()) <= LONG:
        return (Document("article", "article.xhtml", shell(page, *body)),)
    return _link_across_files(
        Document(f"article-{n}", f"article-{n}.xhtml", shell(page, _wrap_article(part)))
        for n, part in enumerate(_parts(next(body.iter(f"{{{XHTML}}}article"))), 1)
    )


def shell(page: Page, *content: etree._Element) -> etree._Element:
    """Return an XHTML document with ``content``, in the page's language and direction."""
    lang = page.metadata.lang
    head = element(
        "head",
        {},
        element("meta", {"charset": "utf-8"}),
        element("title", {}, page.metadata.title),
        element("link", {"rel": "stylesheet", "type": "text/css", "href": STYLESHEET}),
    )
    attributes = {"lang": lang, XML_LANG: lang, "dir": direction(page)}
    root = element(
        "html", attributes, head, element("body", {}, *_missing_stamps(page, content), *content)
    )
    etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
    return root


def _missing_stamps(page: Page, content: tuple[etree._Element, ...]) -> Iterator[etree._Element]:
    """Yield the stamps that the document's content does not include."""
    present = {str(e.get("class")) for part in content for e in part.iter(f"{{{XHTML}}}p")}
    for stamp in page.stamps:
        if stamp.kind not in present:
            yield element("p", {"class": stamp.kind, REPEATED: "yes"}, stamp.text)


def element(
    name: str, attributes: Mapping[str, str], *content: str | etree._Element
) -> etree._Element:
    """Make an XHTML element; text comes before the elements in ``content``."""
    made = xml_parsing.parse(f'<{name} xmlns="{XHTML}" xmlns:epub="{OPS}"/>')
    for key, value in attributes.items():
        made.set(key, value)
    for part in content:
        if isinstance(part, str):
            made.text = part
        else:
            made.append(part)
    return made


def set_picture_paths(documents: Iterable[Document], paths: Mapping[str, str]) -> None:
    """Set the source of every ``img`` to the picture's path in the package."""
    for document in documents:
        for image in document.images():
            image.set("src", paths[image.get("src", "")])


def plain_text(element: etree._Element) -> str:
    """Return the element's text on one line; a line break becomes a space."""
    return " ".join("".join(_text_pieces(element)).split())


def _text_pieces(element: etree._Element) -> Iterator[str]:
    if element.tag == MATH:
        # The contents show a formula as LaTeX.
        yield element.get("alttext") or ""
        return
    yield element.text or ""
    for child in element:
        yield " " if child.tag == f"{{{XHTML}}}br" else ""
        yield from _text_pieces(child)
        yield child.tail or ""


def _add_types(body: etree._Element) -> None:
    for element in body.iter():
        lang = element.get("lang")
        if lang is not None:
            element.set(XML_LANG, lang)
        if kind := TYPES.get(element.get("role", "")):
            element.set(EPUB_TYPE, kind)


def _add_ids(body: etree._Element) -> None:
    """Give an id to every target of contents and landmarks."""
    taken = {element.get("id") for element in body.iter()}
    number = 0
    for element in body.iter():
        wanted = element.tag in _HEADINGS or element.get("role") in _END_MATTER
        if not wanted or element.get("id"):
            continue
        number += 1
        while f"part-{number}" in taken:
            number += 1
        element.set("id", f"part-{number}")


def let_wide_parts_move(body: etree._Element) -> None:
    """Let tables and formulas that are wider than a screen move in boxes, also by keyboard."""
    _frame_tables(body)
    for formula in body.iter(MATH):
        box = formula.getparent()
        if box is None or "equation" not in box.get("class", "").split():
            continue
        if len(shown_text(formula)) >= _LONG_FORMULA:
            box.set("tabindex", "0")


def _frame_tables(body: etree._Element) -> None:
    """Put each table into a frame in which it moves where a screen is too narrow for it.

    Large type makes that of any table. The frame of one that is wider than a phone is reachable by
    keyboard, and has a name.
    """
    for table in list(body.iter(f"{{{XHTML}}}table")):
        parent = table.getparent()
        if parent is None:
            continue
        frame = element("div", _frame(table))
        frame.tail, table.tail = table.tail, None
        parent.replace(table, frame)
        frame.append(table)


def _frame(table: etree._Element) -> dict[str, str]:
    """The attributes of a table's frame."""
    if _WIDER.isdisjoint(table.get("class", "").split()):
        return {"class": "table-frame"}
    caption = table.find(f"{{{XHTML}}}caption")
    name = "" if caption is None else plain_text(caption)
    named = {"role": "region", "aria-label": name} if name else {}
    return {"class": "table-frame", "tabindex": "0", **named}


def _parts(article: etree._Element) -> list[list[etree._Element]]:
    """Split the article's blocks by section, with the end matter last."""
    parts: list[list[etree._Element]] = [[]]
    ended = False
    for block in list(article):
        ends = block.get("role") in _END_MATTER and not ended
        if parts[-1] and (ends or (block.tag == f"{{{XHTML}}}h2" and not ended)):
            parts.append([])
        ended = ended or ends
        parts[-1].append(block)
    return parts


def _wrap_article(part: Iterable[etree._Element]) -> etree._Element:
    return element("main", {}, element("article", {}, *part))


def _link_across_files(parts: Iterable[Document]) -> tuple[Document, ...]:
    """Make internal links point to the right file."""
    documents = tuple(parts)
    home = {e.get("id"): d.name for d in documents for e in d.root.iter() if e.get("id")}
    for document in documents:
        for link in document.root.iter(f"{{{XHTML}}}a"):
            href = link.get("href", "")
            place = home.get(href[1:], document.name)
            if href.startswith("#") and place != document.name:
                link.set("href", place + href)
    return documents
