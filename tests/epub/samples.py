"""Pages composed by hand, so that these tests do not depend on composing."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import font_source_sans_pro
import font_source_serif_pro
from lxml import etree
from PIL import Image as Pillow

from publish.formats import epub
from publish.model.article import Metadata, Person
from publish.model.credit import License
from publish.page import Asset, FontFace, Look, Page

NS = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}
TYPE = f"{{{NS['epub']}}}type"

STYLE = """
html { font: 400 10pt/1.5 "Source Serif Pro", serif; color: #1b1f24; background: white }
a { color: #0f4c6b; text-decoration: none }
strong { font-weight: 600 }
.category { font: 600 8pt/1.3 "Source Sans Pro", sans-serif; text-transform: uppercase }
h1.title { font-size: 25pt; string-set: short attr(data-short); bookmark-level: 1 }
h2, h3, h4, h5, h6 { font-family: Source Sans Pro, sans-serif; break-after: avoid }
figcaption { font: 9pt/1.4 "Source Sans Pro", sans-serif; border-top: .5pt solid #ccc }
.box, pre { background: #eef3f6; padding: 8pt 11pt; margin: 10pt 4pt 10pt 6pt }
ul, ol { padding-left: 15pt }
aside { float: footnote; font-size: 8pt; image-resolution: 300dpi }
aside::footnote-marker, ::footnote-call { color: red }
td::after, ::footnote-call { content: target-counter(attr(href), page) }
.rtl { direction: rtl; unicode-bidi: embed }
table { font-variant-numeric: tabular-nums }
@page { size: A4; @top-left { content: string(short) } }
@page :first { margin: 0 }
@media print { h1.title { color: red } }
@media print, screen { h2 { margin: 20pt 0 5pt } }
"""

LABELS = {
    "contents": "Contents",
    "cover": "Cover",
    "landmarks": "Landmarks",
    "start": "Start of text",
    "credits": "Image credits",
    "colophon": "About this edition",
    "accessibility-summary": "Reflowable text. Every picture is described.",
    "accessibility-summary-text": "Reflowable text without pictures.",
}

METADATA = Metadata(
    title='Salt & Iron: <b> is "not" bold',
    lang="en",
    date=date(2026, 3, 1),
    modified=datetime(2026, 3, 2, 4, 5, 6, tzinfo=UTC),
    identifier="urn:uuid:6e1c4a5e-1111-5000-8000-000000000001",
    authors=(
        Person("Ada Example", "Example, Ada", "0000-0002-1825-0097", ("Invented Institute",)),
        Person("Bert Example", role="ill"),
    ),
    subtitle="A standfirst & more",
    category="Transport",
    keywords=("ferries", "iron"),
    description="What iron does to salt.",
    publisher="Example House",
    license=License("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    rights="© 2026 Ada Example",
    version="2",
)

FIGURE = (
    '<figure id="fig-{n}"><img src="{name}" alt="{alt}" width="40" height="30"/><figcaption>'
    '<span class="caption">A caption.</span>'
    '<span class="credit" role="doc-credit">Picture: Somebody / CC BY 4.0</span>'
    "</figcaption></figure>"
)

VOCABULARY = f"""
<p class="lead">The lead has <em>emphasis</em>, <strong>strong <em>words</em></strong>,
<code>x = 1</code>, <s>struck</s>, H<sub>2</sub>O, x<sup>2</sup>, a
<a href="https://example.org/?a=1&amp;b=2">link</a>, a <a href="#table">place</a>,<br/>a break.</p>
{FIGURE.format(n=1, name="tower.jpg", alt="A tower &amp; a bell")}
<h2 id="first">First &amp; second</h2><p>Text.</p>
<h3 id="deep">Deeper</h3><h4 id="deeper">Deeper still</h4><h5 id="h5">Five</h5>
<h6 id="h6">Six <em>six</em><br/>seven</h6>
<blockquote><p>Quoted.</p><p>Twice.</p><blockquote><p>Nested.</p></blockquote></blockquote>
<ul><li>One<ul><li>Nested</li></ul></li><li><p>Two</p><p>paragraphs</p></li></ul>
<ol start="4"><li>Four<ol><li>Nested</li></ol></li><li>Five</li></ol>
<pre><code>def area(width):
    return width * 2  # &lt;tag&gt;
</code></pre>
<hr/>
<div class="box note"><p class="note-title">A note</p><p>Its text.</p></div>
<div class="box warning"><p>A warning.</p></div>
<div class="box summary"><ul><li>In short</li></ul></div>
<table id="table"><caption>A table</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Height</th></tr></thead>
<tbody><tr><th scope="row">Bar</th><td>12.5</td></tr>
<tr><td></td><td colspan="1">8</td></tr></tbody>
</table>
<h2>Without an id</h2><p lang="de">Ein Satz.</p><p lang="ar" dir="rtl">جملة عربية</p>
{FIGURE.format(n=2, name="Brücke #2.PNG", alt="A bridge")}
"""

END = """
<section class="credits" role="doc-credits" id="credits" aria-labelledby="credits-title">
<h2 id="credits-title">Image credits</h2><ul><li><a href="#fig-1">Picture</a>: Somebody.</li></ul>
</section>
<section class="colophon" role="doc-colophon" id="colophon" aria-labelledby="colophon-title">
<h2 id="colophon-title">About this edition</h2><p>Set in Source Serif.</p></section>
"""


@cache
def faces() -> tuple[FontFace, ...]:
    """Regular, italic, semibold and semibold italic of Source Serif and Source Sans."""
    shapes = (
        ("Regular", 400, "normal"),
        ("It", 400, "italic"),
        ("Semibold", 600, "normal"),
        ("SemiboldIt", 600, "italic"),
    )
    return tuple(
        FontFace(family, weight, style, name, (folder / name).read_bytes(), reserved=True)
        for family, package, stem in (
            ("Source Serif Pro", font_source_serif_pro, "SourceSerifPro"),
            ("Source Sans Pro", font_source_sans_pro, "SourceSansPro"),
        )
        for folder in (Path(package.__file__).parent / "files",)
        for shape, weight, style in shapes
        for name in (f"{stem}-{shape}.ttf",)
    )


@cache
def picture(kind: str, color: str = "teal") -> bytes:
    """A small picture with XMP in it, which must come out as it went in."""
    out = io.BytesIO()
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">a credit</x:xmpmeta>'
    Pillow.new("RGB", (40, 30), color).save(out, kind, **({"xmp": packet} if kind != "GIF" else {}))
    return out.getvalue()


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


def markup(body: str, lang: str = "en", direction: str = "ltr", end: str = END) -> str:
    """A whole Page's markup around ``body``."""
    return (
        f'<html xmlns="{NS["h"]}" lang="{lang}" dir="{direction}">'
        '<head><meta charset="utf-8"/><title>Salt &amp; Iron</title></head><body><main><article>'
        '<header class="title-block"><p class="category">Transport</p>'
        '<h1 class="title" id="title" data-short="Salt">Salt &amp; Iron</h1>'
        '<p class="byline">By <span class="author">Ada Example</span> '
        '<time datetime="2026-03-01">1 March 2026</time></p></header>'
        f"{body}{end}</article></main></body></html>"
    )


def page(body: str = VOCABULARY, **changes: Any) -> Page:
    """A Page of all the vocabulary, or of ``body``; ``changes`` are fields of Page."""
    style = changes.pop("style", STYLE)
    look = Look("sample", style, (("epub", "body { margin: 0 5% }"),), fonts=faces())
    whole = Page(
        "salt",
        markup(body),
        METADATA,
        look,
        COVER,
        assets=ASSETS,
        labels=tuple(sorted(LABELS.items())),
    )
    return replace(whole, **changes)


def plain() -> Page:
    """No picture, no author, no subtitle, no license: nothing but a title and a sentence."""
    bare = Metadata(METADATA.title, "en", METADATA.date, METADATA.modified, METADATA.identifier)
    cover = '<section class="cover"><p class="title">Salt &amp; Iron</p></section>'
    text = markup("<p>One sentence.</p>", end="")
    return page(markup=text, metadata=bare, cover=cover, assets=())


def arabic() -> Page:
    """The vocabulary in a document that runs from right to left."""
    text = markup("<h2>ملح وحديد</h2><p>جملة عربية</p>" + VOCABULARY, "ar", "rtl")
    return page(markup=text, metadata=replace(METADATA, lang="ar", title="ملح وحديد"))


def long() -> Page:
    """Forty sections of more than enough text to be divided, with links across them."""
    sentence = "A sentence that is long enough to count for something in a long article. "
    sections = "".join(
        f'<h2 id="s{n}">Section {n}</h2><p><a href="#s{(n + 7) % 40}">See there</a>. '
        f"{sentence * 100}</p><h3>Part of {n}</h3><p>{sentence}</p>"
        for n in range(40)
    )
    return page(VOCABULARY + sections)


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
