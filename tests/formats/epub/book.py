"""Sample pages as EPUBs, and an EPUB opened with what did not write it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache
from typing import Any

from lxml import etree

from publish.formats import epub
from publish.model.article import Metadata
from publish.page import Asset, Page
from tests import samples
from tests.samples import END, LABELS, METADATA, STYLE, VOCABULARY, figure, markup, picture

NS = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}
TYPE = f"{{{NS['epub']}}}type"

PRINT_ONLY = """
:root { --ink: #1b1f24 }
html { background: white }
h1.title { bookmark-level: 1 }
aside { float: footnote; font-size: 8pt; image-resolution: 300dpi }
aside::footnote-marker, ::footnote-call { color: red }
td::after, ::footnote-call { content: target-counter(attr(href), page) }
.rtl { direction: rtl; unicode-bidi: embed }
table { font-variant-numeric: tabular-nums }
@page :first { margin: 0 }
@media print { h1.title { color: red } }
@media print, screen { h2 { margin: 20pt 0 5pt } }
"""
"""What a reading system must not get, beside what it may."""

EVERYTHING = f"""{VOCABULARY}
<p>To the <a href="#table">table</a>.</p>
<h2>Without an id</h2><p lang="de">Ein Satz.</p><p lang="ar" dir="rtl">جملة عربية</p>
{figure(2, "Brücke #2.PNG", "A bridge")}
"""
LINKED_END = END.replace("The Tower", '<a href="#fig-1">The Tower</a>')

ASSETS = (
    Asset("tower.jpg", "image/jpeg", picture("JPEG")),
    Asset("Brücke #2.PNG", "image/png", picture("PNG")),
)

COVER = (
    '<section class="cover" role="doc-cover" aria-label="Cover"><p class="category">Transport</p>'
    '<p class="title">Salt &amp; Iron</p><p class="byline">Ada Example</p>'
    '<div class="cover-picture"><img src="tower.jpg" alt="A tower" width="40" height="30"/></div>'
    "</section>"
)


def page(body: str = EVERYTHING, **changes: Any) -> Page:
    """A Page of all the vocabulary, or of ``body``; ``changes`` are fields of Page."""
    whole = samples.page(
        markup=markup(body, end=LINKED_END),
        cover=COVER,
        images=(),
        assets=ASSETS,
        labels=tuple(sorted(LABELS.items())),
    )
    sheets = (("epub", "body { margin: 0 5% }"),)
    look = replace(whole.look, style=STYLE + PRINT_ONLY, sheets=sheets)
    return replace(whole, look=look, **changes)


def plain() -> Page:
    """No picture, no author, no subtitle, no license: nothing but a title and a sentence."""
    bare = Metadata(METADATA.title, "en-GB", METADATA.date, METADATA.modified, METADATA.identifier)
    cover = '<section class="cover"><p class="title">Salt &amp; Iron</p></section>'
    text = markup("<p>One sentence.</p>", end="")
    return page(markup=text, metadata=bare, cover=cover, assets=())


def arabic() -> Page:
    """The vocabulary in a document that runs from right to left."""
    text = markup(
        f"<h2>ملح وحديد</h2><p>جملة عربية</p>{EVERYTHING}",
        lang="ar",
        direction="rtl",
        end=LINKED_END,
    )
    return page(markup=text, metadata=replace(METADATA, lang="ar", title="ملح وحديد"))


def long() -> Page:
    """Forty sections of more than enough text to be divided, with links across them."""
    sentence = "A sentence that is long enough to count for something in a long article. "
    sections = "".join(
        f'<h2 id="s{n}">Section {n}</h2><p><a href="#s{(n + 7) % 40}">See there</a>. '
        f"{sentence * 100}</p><h3>Part of {n}</h3><p>{sentence}</p>"
        for n in range(40)
    )
    return page(EVERYTHING + sections)


SAMPLES = {"vocabulary": page, "plain": plain, "arabic": arabic, "long": long}


class Book:
    """An EPUB, opened with what did not write it."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.zip.namelist()
        self.opf = self.tree("content.opf")

    def read(self, name: str) -> bytes:
        """A file in the folder of the package document."""
        return self.zip.read(f"EPUB/{name}")

    def tree(self, name: str) -> etree._Element:
        """The same, parsed."""
        return etree.fromstring(self.read(name))

    def manifest(self, prefix: str = "") -> dict[str, str]:
        """Path to properties of every item of a media type."""
        return {
            item.get("href", ""): item.get("properties", "")
            for item in self.opf.iterfind("opf:manifest/opf:item", NS)
            if item.get("media-type", "").startswith(prefix)
        }

    def spine(self) -> list[str]:
        """The names of the documents in reading order; those that are not linear left out."""
        paths = {
            item.get("id"): item.get("href", "")
            for item in self.opf.iterfind("opf:manifest/opf:item", NS)
        }
        return [
            paths[ref.get("idref")]
            for ref in self.opf.iterfind("opf:spine/opf:itemref", NS)
            if ref.get("linear") != "no"
        ]

    def texts(self) -> list[etree._Element]:
        """The documents of the article, the cover left out."""
        return [self.tree(name) for name in self.spine() if name != "cover.xhtml"]

    def css(self) -> str:
        """The stylesheet."""
        return self.read("style.css").decode()

    def meta(self, name: str) -> list[str]:
        """The values of a ``meta`` that refines nothing."""
        found = self.opf.iterfind(f"opf:metadata/opf:meta[@property='{name}']", NS)
        return [m.text or "" for m in found if m.get("refines") is None]


@cache
def sample(name: str) -> Book:
    """One of the samples, written once."""
    return Book(epub.write(SAMPLES[name]()))
