"""Builds contents and landmarks for the nav document (EPUB 3.3 §7) and the NCX."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from publish.formats.epub.documents import EPUB_TYPE, Document, element, plain_text, shell
from publish.formats.epub.labels import label
from publish.page import Page

NAME = "nav.xhtml"


@dataclass(frozen=True)
class Entry:
    """A heading in the contents, with its subheadings."""

    text: str
    href: str
    below: tuple[Entry, ...] = ()

    @property
    def depth(self) -> int:
        """The number of levels, including this one."""
        return 1 + max((entry.depth for entry in self.below), default=0)


@dataclass(frozen=True)
class Landmark:
    """A landmark; ``type`` is a term of EPUB's vocabulary."""

    type: str
    href: str
    text: str


def contents(documents: Iterable[Document]) -> tuple[Entry, ...]:
    """Return every heading of the article, nested by level.

    The title is on the level of the sections: above them, it would collapse the whole
    article into one line.
    """
    found = [
        (max(int(heading.tag[-1]), 2), plain_text(heading), f"{document.name}#{heading.get('id')}")
        for document in documents
        for heading in document.headings()
        if not any(around.get("role") == "doc-toc" for around in heading.iterancestors())
    ]
    return _nested(found)


def _nested(headings: Sequence[tuple[int, str, str]]) -> tuple[Entry, ...]:
    """Nest headings under the last one of a higher level."""
    entries = []
    at = 0
    while at < len(headings):
        level, text, href = headings[at]
        end = at + 1
        while end < len(headings) and headings[end][0] > level:
            end += 1
        entries.append(Entry(text, href, _nested(headings[at + 1 : end])))
        at = end
    return tuple(entries)


def landmarks(
    page: Page, cover: Document | None, documents: Sequence[Document]
) -> tuple[Landmark, ...]:
    """Return the existing landmarks: cover, contents, text, lists, credits, colophon."""
    places = []
    if cover is not None:
        places.append(Landmark("cover", cover.name, label(page, "cover")))
    places.append(Landmark("toc", f"{NAME}#toc", label(page, "contents")))
    places.append(Landmark("bodymatter", documents[0].name, label(page, "start")))
    for attribute, value, kind, key in _PLACES:
        for document in documents:
            for section in document.root.iter():
                if section.get(attribute) == value:
                    href = f"{document.name}#{section.get('id')}"
                    places.append(Landmark(kind, href, label(page, key)))
    return tuple(places)


_PLACES = (
    ("id", "list-of-figures", "loi", "list-figures"),
    ("id", "list-of-tables", "lot", "list-tables"),
    ("role", "doc-credits", "other-credits", "credits"),
    ("role", "doc-colophon", "colophon", "colophon"),
)
"""Attribute and value of a landmark's element, its term, and the key of its label."""


def nav_document(page: Page, entries: Iterable[Entry], places: Iterable[Landmark]) -> Document:
    """Build the nav document: visible contents, hidden landmarks."""
    title = element("h1", {"id": "toc-title"}, label(page, "contents"))
    attributes = {"id": "toc", "role": "doc-toc", "aria-labelledby": "toc-title", EPUB_TYPE: "toc"}
    toc = element("nav", attributes, title, _list(entries))
    attributes = {
        "aria-label": label(page, "landmarks"),
        "hidden": "hidden",
        EPUB_TYPE: "landmarks",
    }
    links = (
        element("a", {"href": place.href, EPUB_TYPE: place.type}, place.text) for place in places
    )
    landmarks_nav = element(
        "nav", attributes, element("ol", {}, *(element("li", {}, a) for a in links))
    )
    return Document("nav", NAME, shell(page, toc, landmarks_nav))


def _list(entries: Iterable[Entry]) -> etree._Element:
    rows = []
    for entry in entries:
        row = element("li", {}, element("a", {"href": entry.href}, entry.text))
        if entry.below:
            row.append(_list(entry.below))
        rows.append(row)
    return element("ol", {}, *rows)
