"""One article with everything in it that the proof looks at, written once in every format."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from PIL import Image as Pillow

from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.formats import FORMATS
from publish.formulas import markup
from publish.model.article import Article, Image, Metadata, Person
from publish.model.credit import Credit, License
from publish.page import Page
from publish.proof import Content, read_page

CC_BY = License("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", open=True)

METADATA = Metadata(
    title="Salt & Iron",
    subtitle="What the sea does to a “ship”",
    short_title="Salt",
    category="Transport",
    lang="en",
    date=date(2026, 3, 1),
    modified=datetime(2026, 3, 2, 4, 5, 6, tzinfo=UTC),
    identifier="urn:uuid:6e1c4a5e-1111-5000-8000-000000000001",
    authors=(
        Person("Ada Example", "Example, Ada", "0000-0002-1825-0097", ("Invented Institute",)),
        Person("Bert Example", role="ill"),
    ),
    keywords=("ferries", "iron"),
    description="How iron ages at sea.",
    abstract="Iron ages at sea, and this is how.",
    publisher="Example House",
    contact="desk@example.org",
    license=CC_BY,
    rights="© 2026 Ada Example",
    version="2",
    data_mining="DMI-PROHIBITED-AIMLTRAINING",
    data_mining_policy="https://example.org/mining",
    ai="The headings were proposed by a machine.",
    ai_origin="algorithmicallyEnhanced",
    status="draft",
)

BODY = """
<p>A partnership-based, semi-autonomous counterinsurgency needs characteristically long words, so
that lines break inside of some of them: incomprehensibilities, responsibilities, uncharacteristic
disproportionateness, and a well-known office affliction. See <a href="https://example.org/a?b=1&amp;c=2">the
first source, whose link is long enough to be broken across the end of a line</a>, or
<a href="https://example.org/second">the second</a> and <a href="#below">below</a>.</p>
<figure data-image="tower.jpg"></figure>
<h2 id="below">Iron &amp; rust</h2>
<p>An <em>important</em> point, H<sub>2</sub>O and a <strong lang="fr">strong</strong> one.</p>
<h3 id="deeper">Deeper</h3>
<ul><li>One<ul><li>Nested</li></ul></li><li><p>Two</p><p>paragraphs</p></li></ul>
<ol start="4"><li>Four</li><li>Five</li></ol>
<blockquote><p>Quoted.</p></blockquote>
<pre><code>def area(width):
    return width * 2
</code></pre>
<div class="box note"><p class="note-title">A note</p><p>Its text.</p></div>
<table><thead><tr><th scope="col">Name</th><th scope="col">Height</th></tr></thead>
<tbody><tr><td>Bar</td><td>12.5</td></tr></tbody></table>
<figure data-image="chart.png"></figure>
<p>The beginning of the end calls a note,<a href="#a" role="doc-noteref"></a> then another one.<a
href="#b" role="doc-noteref"></a> And the former again.<a href="#a" role="doc-noteref"></a></p>
<p>The rest is FORMULA here.</p>
<p>The end.</p>
<aside id="b" role="doc-footnote"><p>The second note, with
<a href="https://example.org/note">a source</a>.</p></aside>
<aside id="a" role="doc-footnote"><p>The first note has two paragraphs.</p>
<p>This closes it.</p></aside>
""".replace("FORMULA", markup("x^2"))

ABSTRACT = "<p>Iron ages at sea, and <em>this</em> is how.</p>"


def picture(kind: str, color: str) -> bytes:
    """A picture of one color with a line across it."""
    image = Pillow.new("RGB", (60, 40), color)
    image.paste("white", (0, 10, 60, 12))
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


IMAGES = (
    Image(
        "tower.jpg",
        picture("JPEG", "teal"),
        "image/jpeg",
        60,
        40,
        alt="A tower & a bell",
        caption="The <em>old</em> tower.",
        credits=(
            Credit(
                title="Tower",
                creator="Cora Camera",
                source="https://example.org/tower",
                provider="Wikimedia Commons",
                license=CC_BY,
                line="Picture: Tower | Cora Camera / CC BY 4.0",
                copyright="© Cora Camera",
            ),
        ),
    ),
    Image(
        "chart.png",
        picture("PNG", "orange"),
        "image/png",
        60,
        40,
        alt="A chart",
        caption="Two sources, one chart.",
        credits=(
            Credit(title="Data", creator="Dora Data", license=CC_BY),
            Credit(creator="Egon Engraver", basis="permission", evidence="letter of 1 March 2026"),
        ),
    ),
)


@pytest.fixture(scope="session")
def page() -> Page:
    """The Page of the whole article."""
    return compose(Article("salt", METADATA, BODY, IMAGES, abstract=ABSTRACT), load("briefing"))


@pytest.fixture(scope="session")
def expected(page: Page) -> Content:
    """The expected content of every output of the Page."""
    return read_page(page)


@pytest.fixture(scope="session")
def outputs(page: Page) -> Mapping[str, bytes]:
    """The Page in every format."""
    return {name: format.write(page) for name, format in FORMATS.items()}
