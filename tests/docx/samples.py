"""Pages to write DOCX files from, made by hand, so that these tests need nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from lxml import etree
from PIL import Image as Pillow

from publish.formats import docx
from publish.model.article import Image, Metadata, Person
from publish.model.credit import Credit, License
from publish.page import Asset, FontFace, Look, Page

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

STYLE = """
:root { --ink: #1b1f24; --accent: #0f4c6b; --tint: #eef3f6; --sans: "Source Sans Pro", sans-serif }
html { font: 400 10pt/1.5 "Source Serif Pro", serif; color: var(--ink); hyphens: manual }
body { margin: 0 }
p { margin: 0 0 7pt }
a { color: var(--accent); text-decoration: none }
strong { font-weight: 600 }
s { text-decoration: line-through }
sub, sup { font-size: 68%; line-height: 0 }
sub { vertical-align: sub } sup { vertical-align: super }
.category { font: 600 8pt/1.3 var(--sans); text-transform: uppercase; letter-spacing: .1em;
  border-top: 3pt solid var(--accent); padding-top: 7pt; margin: 0 0 15pt; break-after: avoid;
  string-set: category content() }
h1.title { font: 600 24pt/1.15 "Source Serif Pro"; margin: 0 0 12pt;
  string-set: short attr(data-short) }
.byline .author { font-weight: 600 }
.lead { font-size: 12pt }
h2, h3, h4, h5, h6 { font-family: var(--sans); font-weight: 600; break-after: avoid }
h2 { font-size: 14pt; line-height: 1.25; margin: 18pt 0 5pt; string-set: section content() }
h3 { font-size: 11.5pt; line-height: 1.3; margin: 13pt 0 3pt }
h4, h5, h6 { font-size: 10pt; line-height: 1.3; margin: 10pt 0 2pt }
figure { margin: 13pt 0 15pt; break-inside: avoid }
figure img { display: block; width: 100% }
figcaption { font: 9pt/1.4 var(--sans); padding-top: 6pt }
figcaption .caption, figcaption .credit { display: block }
figcaption .credit { font-size: 8pt; margin-top: 2pt }
blockquote { margin: 12pt 0; padding-left: 12pt; border-left: 2.25pt solid var(--accent) }
blockquote p { font-style: italic; margin: 0 0 5pt }
blockquote p:last-child { margin-bottom: 0 }
ul, ol { margin: 0 0 8pt; padding-left: 17pt }
li { margin: 0 0 3pt } li > p { margin: 0 0 3pt }
pre { font: 8.5pt/1.4 monospace; background: var(--tint); padding: 7pt 9pt; margin: 10pt 0;
  white-space: pre-wrap }
code { font-family: monospace; font-size: .84em } pre code { font-size: inherit }
.box { background: var(--tint); border-top: 1.5pt solid var(--accent);
  padding: 9pt 12pt; margin: 14pt 0 }
.box p { font: 9.5pt/1.45 var(--sans); margin: 0 0 5pt }
.box p:last-child { margin-bottom: 0 }
.box .note-title { font-weight: 600; color: var(--accent); break-after: avoid }
hr { border: 0; border-top: .5pt solid #c9d0d6; margin: 16pt 0 }
table { width: 100%; border-collapse: collapse; margin: 12pt 0 15pt; font: 9pt/1.4 var(--sans) }
caption { text-align: left; padding-bottom: 4pt; font-weight: 600 }
th, td { text-align: left; vertical-align: top; padding: 3.5pt 9pt 3.5pt 0;
  border-bottom: .5pt solid #c9d0d6 }
thead th { font-weight: 600; border-bottom: 1pt solid var(--accent); vertical-align: bottom }
.align-right { text-align: right } .align-center { text-align: center }
.credits { margin-top: 20pt; border-top: .5pt solid #c9d0d6; padding-top: 9pt; break-inside: avoid }
.credits ul { list-style: none; padding: 0; margin: 0 }
.credits li, .colophon p { font: 8.5pt/1.42 var(--sans); margin: 0 0 3pt }
@page { size: A4; margin: 25mm 30mm 27mm 40mm;
  @top-left { content: string(short); font: 8pt/1.3 var(--sans); vertical-align: bottom;
    padding-bottom: 8mm }
  @bottom-right { content: "Page " counter(page) " of " counter(pages);
    font: 8pt/1.3 var(--sans); vertical-align: top; padding-top: 8mm } }
@page :first { @top-left { content: none } }
"""

CREDIT = Credit(
    title="The Tower",
    creator="Ada Photographer",
    source="https://example.org/tower",
    provider="Example Archive",
    license=License("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    line="Picture: The Tower / Ada Photographer",
    changes="cropped",
    found_in=("front matter",),
)

METADATA = Metadata(
    title='Salt & Iron: <b> is "not" bold',
    lang="en-GB",
    date=date(2026, 3, 1),
    modified=datetime(2026, 3, 2, 4, 5, 6, tzinfo=UTC),
    identifier="urn:uuid:6e1c4a5e-1111-5000-8000-000000000001",
    authors=(Person("Ada Example"), Person("Bert Example")),
    subtitle="A standfirst & more",
    short_title="Salt",
    category="Transport",
    keywords=("ferries", "iron"),
    description="What iron does to salt.",
    publisher="Example House",
)

FIGURE = (
    '<figure id="fig-1"><img src="tower.jpg" alt="A tower &amp; a bell" width="400" height="300"/>'
    '<figcaption><span class="caption">A <em>caption</em>.</span>'
    '<span class="credit" role="doc-credit">Picture: The Tower / Ada Photographer</span>'
    "</figcaption></figure>"
)

HEAD = """<header class="title-block"><p class="category">Transport</p>
<h1 class="title" id="title" data-short="Salt">Salt &amp; Iron</h1>
<p class="subtitle">A standfirst</p>
<p class="byline">By <span class="author">Ada Example</span> ·
<time datetime="2026-03-01">1 March 2026</time></p></header>"""

VOCABULARY = f"""
<p class="lead">The lead has <em>emphasis</em>, <strong>strong <em>words</em></strong>,
<code>x = 1</code>, <s>struck</s>, H<sub>2</sub>O, x<sup>2</sup>, a
<a href="https://example.org/?a=1&amp;b=2">link</a>, a <a href="#first">place</a>,<br/>a break.</p>
<p>Text.</p>
{FIGURE}
<h2 id="first">First &amp; second</h2><p>Text.</p>
<h3 id="deep">Deeper</h3><p>Text.</p><h4>Four</h4><p>Text.</p><h5>Five</h5><p>Text.</p>
<h6>Six <em>six</em></h6><p>Text.</p>
<blockquote><p>Quoted.</p></blockquote><p>Text.</p>
<blockquote><p>Quoted with <em>emphasis</em>.</p><p>Twice.</p></blockquote><p>Text.</p>
<ul><li>One</li><li>Two<ul><li>Nested<ul><li>Deep</li></ul></li></ul></li><li>Three</li></ul>
<p>Text.</p>
<ol><li>One</li><li>Two<ol><li>Nested</li></ol></li><li>Three</li></ol>
<p>Text.</p>
<ul><li><p>Two</p><p>paragraphs</p></li><li><p>Other</p></li></ul>
<div class="box note"><p class="note-title">A note</p><p>Its text.</p></div>
<div class="box warning"><p>A warning.</p><ul><li>with a list</li></ul></div>
<table><caption>A table</caption><thead><tr><th scope="col">Name</th>
<th scope="col" class="align-right">Height</th></tr></thead>
<tbody><tr><th scope="row">Bar</th><td class="align-right">12.5</td></tr>
<tr><td>Rod</td><td class="align-right">8</td></tr></tbody></table>
<pre><code>def area(width):
    return width * 2  # &lt;tag&gt;
</code></pre>
<hr/>
<p>The end.</p>
"""

END = """<section class="credits" role="doc-credits" id="credits"><h2>Image credits</h2>
<ul><li>The Tower: Ada Photographer.</li></ul></section>
<section class="colophon" role="doc-colophon"><h2>About this edition</h2>
<p>Set in Source Serif.</p></section>"""


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
        for folder in (Path(package.__path__[0]) / "files",)
        for shape, weight, style in shapes
        for name in (f"{stem}-{shape}.ttf",)
    )


@cache
def jpeg() -> bytes:
    """A small picture."""
    file = io.BytesIO()
    Pillow.linear_gradient("L").resize((40, 30)).save(file, "JPEG")
    return file.getvalue()


def markup(body: str, *, head: str = HEAD, end: str = END, lang: str = "en-GB") -> str:
    """A whole Page's markup."""
    return (
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{lang}" dir="ltr"><head>'
        f'<meta charset="utf-8"/><title>Salt &amp; Iron</title></head><body><main><article>'
        f"{head}{body}{end}</article></main></body></html>"
    )


def page(body: str = VOCABULARY, *, css: str = "", bare: bool = False) -> Page:
    """A Page of ``body``; ``bare`` leaves out title block, credits and colophon."""
    ends = {"head": "", "end": ""} if bare else {}
    image = Image("tower.jpg", jpeg(), "image/jpeg", 400, 300, alt="A tower", credits=(CREDIT,))
    return Page(
        slug="salt",
        markup=markup(body, **ends),
        metadata=METADATA,
        look=Look("plain", STYLE, (("docx", css),), specimen=markup(VOCABULARY), fonts=faces()),
        images=(image,),
        assets=(Asset("tower.jpg", "image/jpeg", jpeg()),),
    )


class Document:
    """A DOCX, opened as zip and XML."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.archive.namelist()
        self.body = self.xml("word/document.xml")[0]

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.archive.read(name))

    def paragraphs(self) -> list[tuple[str, str]]:
        """Style name and text of every paragraph, also those in tables."""
        names = {key: style.find(f"{W}name") for key, style in self.styles().items()}
        found = []
        for paragraph in self.body.iter(f"{W}p"):
            name = names[paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")]  # type: ignore[union-attr, index]
            found.append((name.get(f"{W}val") or "", text(paragraph)))  # type: ignore[union-attr]
        return found

    def styles(self) -> dict[str, etree._Element]:
        root = self.xml("word/styles.xml")
        return {style.get(f"{W}styleId") or "": style for style in root.iter(f"{W}style")}

    def style(self, name: str) -> etree._Element:
        """The style that Word knows by ``name``."""
        for style in self.styles().values():
            if style.find(f"{W}name").get(f"{W}val") == name:  # type: ignore[union-attr]
                return style
        raise KeyError(name)

    def relations(self, part: str = "document") -> dict[str, str]:
        root = self.xml(f"word/_rels/{part}.xml.rels")
        return {relation.get("Id") or "": relation.get("Target") or "" for relation in root}


def text(element: etree._Element) -> str:
    """The text under ``element``, as Word shows it."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t", f"{W}softHyphen": "\u00ad"}
    pieces = (
        (piece.text or "") if piece.tag == f"{W}t" else signs.get(str(piece.tag), "")
        for piece in element.iter(f"{W}t", *signs)
    )
    return "".join(pieces)


def written(body: str = VOCABULARY, *, css: str = "", bare: bool = False) -> Document:
    """The DOCX of a Page of ``body``."""
    return Document(docx.write(page(body, css=css, bare=bare), embed_fonts=False))


def words(markup: str) -> list[str]:
    """Every word of a Page's body, in order; lines of a listing and cells divide words too."""
    root = etree.fromstring(markup.encode())
    body = root.find("{*}body")
    assert body is not None
    return re.findall(r"\S+", "".join(_texts(body)))


_INLINE = {"em", "strong", "code", "s", "sub", "sup", "a", "time"}


def _texts(element: etree._Element) -> Iterator[str]:
    apart = etree.QName(element).localname not in _INLINE
    if apart:
        yield " "
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    if apart:
        yield " "


def other(page: Page, **changes: object) -> Page:
    """``page`` with another look."""
    return replace(page, look=replace(page.look, **changes))  # type: ignore[arg-type]
