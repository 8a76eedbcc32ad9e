"""Pages to write files from, made by hand, so that a format's tests need nothing else."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import font_source_sans_pro
import font_source_serif_pro
from PIL import Image as Pillow

from publish.model.article import Image, Metadata, Person
from publish.model.credit import Credit, License
from publish.page import Asset, FontFace, Look, Page

STYLE = """
html { font: 400 10pt/1.5 "Source Serif Pro", serif; color: #1b1f24; hyphens: manual }
body { margin: 0 }
p { margin: 0 0 7pt }
a { color: #0f4c6b; text-decoration: none }
strong { font-weight: 600 }
s { text-decoration: line-through }
sub, sup { font-size: 68%; line-height: 0 }
sub { vertical-align: sub } sup { vertical-align: super }
.category { font: 600 8pt/1.3 "Source Sans Pro", sans-serif; text-transform: uppercase;
  letter-spacing: .1em; border-top: 3pt solid #0f4c6b; padding-top: 7pt; margin: 0 0 15pt;
  break-after: avoid; string-set: category content() }
h1.title { font: 600 24pt/1.15 "Source Serif Pro"; margin: 0 0 12pt;
  string-set: short attr(data-short) }
.byline .author { font-weight: 600 }
.lead { font-size: 12pt }
h2, h3, h4, h5, h6 { font-family: "Source Sans Pro", sans-serif; font-weight: 600;
  break-after: avoid }
h2 { font-size: 14pt; line-height: 1.25; margin: 18pt 0 5pt; string-set: section content() }
h3 { font-size: 11.5pt; line-height: 1.3; margin: 13pt 0 3pt }
h4, h5, h6 { font-size: 10pt; line-height: 1.3; margin: 10pt 0 2pt }
figure { margin: 13pt 0 15pt; break-inside: avoid }
figure img { display: block; width: 100% }
figcaption { font: 9pt/1.4 "Source Sans Pro", sans-serif; padding-top: 6pt }
figcaption .caption, figcaption .credit { display: block }
figcaption .credit { font-size: 8pt; margin-top: 2pt }
blockquote { margin: 12pt 0; padding-left: 12pt; border-left: 2.25pt solid #0f4c6b }
blockquote p { font-style: italic; margin: 0 0 5pt }
blockquote p:last-child { margin-bottom: 0 }
ul, ol { margin: 0 0 8pt; padding-left: 17pt }
li { margin: 0 0 3pt } li > p { margin: 0 0 3pt }
pre { font: 8.5pt/1.4 monospace; background: #eef3f6; padding: 7pt 9pt; margin: 10pt 0;
  white-space: pre-wrap }
code { font-family: monospace; font-size: .84em } pre code { font-size: inherit }
.box { background: #eef3f6; border-top: 1.5pt solid #0f4c6b;
  padding: 9pt 12pt; margin: 14pt 0 }
.box p { font: 9.5pt/1.45 "Source Sans Pro", sans-serif; margin: 0 0 5pt }
.box p:last-child { margin-bottom: 0 }
.box .note-title { font-weight: 600; color: #0f4c6b; break-after: avoid }
hr { border: 0; border-top: .5pt solid #c9d0d6; margin: 16pt 0 }
table { width: 100%; border-collapse: collapse; margin: 12pt 0 15pt;
  font: 9pt/1.4 "Source Sans Pro", sans-serif }
caption { text-align: left; padding-bottom: 4pt; font-weight: 600 }
th, td { text-align: left; vertical-align: top; padding: 3.5pt 9pt 3.5pt 0;
  border-bottom: .5pt solid #c9d0d6 }
thead th { font-weight: 600; border-bottom: 1pt solid #0f4c6b; vertical-align: bottom }
.align-right { text-align: right } .align-center { text-align: center }
.credits { margin-top: 20pt; border-top: .5pt solid #c9d0d6; padding-top: 9pt; break-inside: avoid }
.credits ul { list-style: none; padding: 0; margin: 0 }
.credits li, .colophon p { font: 8.5pt/1.42 "Source Sans Pro", sans-serif; margin: 0 0 3pt }
@page { size: A4; margin: 25mm 30mm 27mm 40mm;
  @top-left { content: string(short); font: 8pt/1.3 "Source Sans Pro", sans-serif;
    vertical-align: bottom; padding-bottom: 8mm }
  @bottom-right { content: "Page " counter(page) " of " counter(pages);
    font: 8pt/1.3 "Source Sans Pro", sans-serif; vertical-align: top; padding-top: 8mm } }
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
    authors=(
        Person("Ada Example", "Example, Ada", "0000-0002-1825-0097", ("Invented Institute",)),
        Person("Bert Example", role="ill"),
    ),
    short_title="Salt",
    subtitle="A standfirst & more",
    category="Transport",
    keywords=("ferries", "iron"),
    description="What iron does to salt.",
    publisher="Example House",
    license=License("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    rights="© 2026 Ada Example",
    version="2",
)

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


def figure(n: int = 1, name: str = "tower.jpg", alt: str = "A tower & a bell") -> str:
    """A figure with the id ``fig-n``, its caption and its credit."""
    return (
        f'<figure id="fig-{n}"><img src="{name}" alt="{escape(alt)}" width="400" height="300"/>'
        '<figcaption><span class="caption">A <em>caption</em>.</span>'
        '<span class="credit" role="doc-credit">Picture: The Tower / Ada Photographer</span>'
        "</figcaption></figure>"
    )


FIGURE = figure()

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
<h3 id="deep">Deeper</h3><p>Text.</p><h4 id="deeper">Deeper still</h4><p>Text.</p>
<h5 id="h5">Five</h5><p>Text.</p><h6 id="h6">Six <em>six</em><br/>seven</h6><p>Text.</p>
<blockquote><p>Quoted.</p></blockquote><p>Text.</p>
<blockquote><p>Quoted with <em>emphasis</em>.</p><p>Twice.</p></blockquote><p>Text.</p>
<blockquote><p>Quoted.</p><blockquote><p>Nested.</p></blockquote></blockquote>
<ul><li>One</li><li>Two<ul><li>Nested<ul><li>Deep</li></ul></li></ul></li><li>Three</li></ul>
<p>Text.</p>
<ol start="4"><li>Four<ol><li>Nested</li></ol></li><li>Five</li></ol>
<p>Text.</p>
<ul><li><p>Two</p><p>paragraphs</p></li><li><p>Other</p></li></ul>
<div class="box note"><p class="note-title">A note</p><p>Its text.</p></div>
<div class="box warning"><p>A warning.</p><ul><li>with a list</li></ul></div>
<div class="box summary"><ul><li>In short</li></ul></div>
<table id="table"><caption>A table</caption><thead><tr><th scope="col">Name</th>
<th scope="col" class="align-right">Height</th></tr></thead>
<tbody><tr><th scope="row">Bar</th><td class="align-right">12.5</td></tr>
<tr><td></td><td class="align-right" colspan="1">8</td></tr></tbody></table>
<pre><code>def area(width):
    return width * 2  # &lt;tag&gt;
</code></pre>
<hr/>
<p>The end.</p>
"""

END = """<section class="credits" role="doc-credits" id="credits" aria-labelledby="credits-title">
<h2 id="credits-title">Image credits</h2><ul><li>The Tower: Ada Photographer.</li></ul></section>
<section class="colophon" role="doc-colophon" id="colophon" aria-labelledby="colophon-title">
<h2 id="colophon-title">About this edition</h2><p>Set in Source Serif.</p></section>"""


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
def picture(kind: str, color: str = "teal") -> bytes:
    """A small picture with XMP in it, which must come out as it went in."""
    out = io.BytesIO()
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">a credit</x:xmpmeta>'
    Pillow.new("RGB", (40, 30), color).save(out, kind, **({"xmp": packet} if kind != "GIF" else {}))
    return out.getvalue()


def markup(
    body: str, *, lang: str = "en-GB", direction: str = "ltr", head: str = HEAD, end: str = END
) -> str:
    """A whole Page's markup around ``body``."""
    return (
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{lang}" dir="{direction}"><head>'
        f'<meta charset="utf-8"/><title>Salt &amp; Iron</title></head><body><main><article>'
        f"{head}{body}{end}</article></main></body></html>"
    )


def page(body: str = VOCABULARY, *, css: str = "", bare: bool = False, **changes: Any) -> Page:
    """A Page of ``body``; ``changes`` are other fields of it.

    ``css`` is for Word alone, ``bare`` leaves out title block, credits and colophon.
    """
    ends = {"head": "", "end": ""} if bare else {}
    tower = Image(
        "tower.jpg", picture("JPEG"), "image/jpeg", 400, 300, alt="A tower", credits=(CREDIT,)
    )
    look = Look("sample", STYLE, (("docx", css),), specimen=markup(VOCABULARY), fonts=faces())
    whole = Page(
        slug="salt",
        markup=markup(body, **ends),
        metadata=METADATA,
        look=look,
        images=(tower,),
        assets=(Asset(tower.name, tower.media_type, tower.data),),
    )
    return replace(whole, **changes)
