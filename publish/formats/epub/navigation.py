"""Builds contents and landmarks for the nav document (EPUB 3.3 §7) and the NCX."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from publish.formats.epub.documents import EPUB_TYPE, Document, element, shell
from publish.formats.epub.labels import borrowed_lang, label, language_attributes
from publish.formats.epub.languages import Words, words_of
from publish.page import Page
from publish.values import dataclass

NAME = "nav.xhtml"


@dataclass(frozen=True)
class Entry:
    """A heading in the contents, with its subheadings."""

    words: tuple[Words, ...]
    href: str
    below: tuple[Entry, ...] = ()

    @property
    def text(self) -> str:
        """All of its words."""
        return "".join(words.text for words in self.words)

    @property
    def lang(self) -> str | None:
        """The language of all of its words, if that is not the article's."""
        return self.words[0].lang if len(self.words) == 1 else None

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
    lang: str | None = None
    """The language of the text, if that is not the article's."""


def contents(documents: Iterable[Document]) -> tuple[Entry, ...]:
    """Return every heading of the article, nested by level.

    The title is on the level of the sections: above them, it would collapse the whole
    article into one line.
    """
    found = [
        (max(int(heading.tag[-1]), 2), words_of(heading), f"{document.name}#{heading.get('id')}")
        for document in documents
        for heading in document.headings()
        if not any(around.get("role") == "doc-toc" for around in heading.iterancestors())
    ]
    return _nested(found)


def _nested(headings: Sequence[tuple[int, tuple[Words, ...], str]]) -> tuple[Entry, ...]:
    """Nest headings under the last one of a higher level."""
    entries = []
    at = 0
    while at < len(headings):
        level, words, href = headings[at]
        end = at + 1
        while end < len(headings) and headings[end][0] > level:
            end += 1
        entries.append(Entry(words, href, _nested(headings[at + 1 : end])))
        at = end
    return tuple(entries)


def landmarks(
    page: Page, cover: Document | None, documents: Sequence[Document]
) -> tuple[Landmark, ...]:
    """Return the existing landmarks: cover, contents, text, lists, credits, colophon."""
    places = []
    if cover is not None:
        places.append(_landmark(page, "cover", cover.name, "cover"))
    places.append(_landmark(page, "toc", f"{NAME}#toc", "contents"))
    places.append(_landmark(page, "bodymatter", documents[0].name, "start"))
    for attribute, value, kind, key in _PLACES:
        for document in documents:
            for section in document.root.iter():
                if section.get(attribute) == value:
                    href = f"{document.name}#{section.get('id')}"
                    places.append(_landmark(page, kind, href, key))
    return tuple(places)


def _landmark(page: Page, kind: str, href: str, key: str) -> Landmark:
    return Landmark(kind, href, label(page, key), borrowed_lang(page, key))


_PLACES = (
    ("id", "list-of-figures", "loi", "list-figures"),
    ("id", "list-of-tables", "lot", "list-tables"),
    ("role", "doc-credits", "other-credits", "credits"),
    ("role", "doc-colophon", "colophon", "colophon"),
)
"""Attribute and value of a landmark's element, its term, and the key of its label."""


def nav_document(page: Page, entries: Iterable[Entry], places: Iterable[Landmark]) -> Document:
    """Build the nav document: visible contents, hidden landmarks."""
    said = language_attributes(borrowed_lang(page, "contents"))
    title = element("h1", {"id": "toc-title", **said}, label(page, "contents"))
    attributes = {"id": "toc", "role": "doc-toc", "aria-labelledby": "toc-title", EPUB_TYPE: "toc"}
    toc = element("nav", attributes, title, _list(entries))
    attributes = {
        "aria-label": label(page, "landmarks"),
        "hidden": "hidden",
        EPUB_TYPE: "landmarks",
        **language_attributes(borrowed_lang(page, "landmarks")),
    }
    # A label of the article's language says so within the element whose name is not in it.
    own = page.metadata.lang if "landmarks" in page.borrowed else None
    links = (
        element(
            "a",
            {
                "href": place.href,
                EPUB_TYPE: place.type,
                **language_attributes(place.lang or own),
            },
            place.text,
        )
        for place in places
    )
    landmarks_nav = element(
        "nav", attributes, element("ol", {}, *(element("li", {}, a) for a in links))
    )
    return Document("nav", NAME, shell(page, toc, landmarks_nav))


def _list(entries: Iterable[Entry]) -> etree._Element:
    rows = []
    for entry in entries:
        row = element("li", {}, _link(entry))
        if entry.below:
            row.append(_list(entry.below))
        rows.append(row)
    return element("ol", {}, *rows)


def _link(entry: Entry) -> etree._Element:
    """The link of an entry, each of its words in its own language."""
    link = element("a", {"href": entry.href, **language_attributes(entry.lang)})
    if len(entry.words) < 2:
        link.text = entry.text
        return link
    for words in entry.words:
        if words.lang is None and not len(link):
            link.text = (link.text or "") + words.text
        elif words.lang is None:
            link[-1].tail = (link[-1].tail or "") + words.text
        else:
            link.append(element("span", language_attributes(words.lang), words.text))
    return link
