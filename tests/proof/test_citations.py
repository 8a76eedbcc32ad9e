"""Each citation leads to its entry in every format, and a spoiled file is found out."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import pikepdf
import pytest

from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.formats import FORMATS
from publish.model.article import Article, Metadata
from publish.page import Page
from publish.proof import Content, compare, read_page
from tests.proof.conftest import METADATA
from tests.proof.sabotage import pdf, rules, swapped, zipped

BODY = """
<p>It is said <span class="citation" data-cites="ref-a ref-b">(<a href="#ref-a"
role="doc-biblioref">Example, 2020a</a>, <a href="#ref-b" role="doc-biblioref">2020b</a>)</span>,
and once more <span class="citation" data-cites="ref-c ref-d ref-e">(<a href="#ref-c"
role="doc-biblioref">3</a>–<a href="#ref-e" role="doc-biblioref">5</a>)</span>.<a href="#n"
role="doc-noteref"></a></p>
<section class="references" role="doc-bibliography"><ul>
<li id="ref-a">Example, A. (2020a). <em>On Ferries</em>. Press.</li>
<li id="ref-b">Example, A. (2020b). <em>On Harbors</em>. Press.</li>
<li id="ref-c">Third, C. (2001). A title. Press.</li>
<li id="ref-d">Fourth, D. (2001). A title. Press.</li>
<li id="ref-e">Fifth, E. (2001). A title. Press.</li>
</ul></section>
<aside id="n" role="doc-footnote"><p>A note <span class="citation" data-cites="ref-a">(<a
href="#ref-a" role="doc-biblioref">Example, 2020a</a>)</span>.</p></aside>
"""


@pytest.fixture(scope="module", params=["briefing", "dispatch"])
def page(request: pytest.FixtureRequest) -> Page:
    metadata: Metadata = METADATA
    return compose(Article("cites", metadata, BODY), load(request.param))


@pytest.fixture(scope="module")
def expected(page: Page) -> Content:
    return read_page(page)


@pytest.fixture(scope="module")
def outputs(page: Page) -> Mapping[str, bytes]:
    return {name: format.write(page) for name, format in FORMATS.items()}


def test_every_format_says_what_the_page_says(
    expected: Content, outputs: Mapping[str, bytes]
) -> None:
    assert [(entry.calls, entry.ways) for entry in expected.entries] == [
        ("example,2020aexample,2020a", 2), ("2020b", 1), ("3", 1), ("5", 1),
    ]  # fmt: skip
    for name, data in outputs.items():
        found = FORMATS[name].read(data)
        assert found.entries == expected.entries, name
        assert compare(expected, found) == ()


@pytest.mark.parametrize("format", ["epub", "docx"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Both entries begin alike, so that the place alone does not tell them apart.
        ("to another entry", "ref-b"), ("to nowhere", "ref-gone"), ("no way back", "citeref-99"),
    ],
)  # fmt: skip
def test_a_link_that_leads_elsewhere_is_found_out(
    expected: Content, outputs: Mapping[str, bytes], format: str, old: str, new: str
) -> None:
    part, sign = {
        "epub": ("EPUB/article.xhtml", 'href="#{}"'),
        "docx": ("word/document.xml", 'w:anchor="{}"'),
    }[format]
    was = "citeref-1" if new.startswith("citeref") else "ref-a"
    names = [was, new] if format == "epub" else [n.replace("-", "_") for n in (was, new)]
    change = swapped(sign.format(names[0]), sign.format(names[1]))
    astray = [] if new == "ref-b" else ["proof-reference"]
    found = rules(expected, format, zipped(outputs[format], part, change))
    assert found == ["proof-citation", *astray]


def swap_places(file: pikepdf.Pdf) -> None:
    """The places of two entries, exchanged: a click leads to the wrong one."""
    names = pikepdf.NameTree(file.Root.Names.Dests)
    names["ref-a"], names["ref-b"] = names["ref-b"], names["ref-a"]


def take_place(file: pikepdf.Pdf) -> None:
    del pikepdf.NameTree(file.Root.Names.Dests)["ref-c"]


def lead_elsewhere(file: pikepdf.Pdf) -> None:
    link = next(
        a for page in file.pages for a in page.get("/Annots", []) if str(a.get("/Dest")) == "ref-b"
    )
    link.Dest = pikepdf.String("ref-e")


@pytest.mark.parametrize(
    ("change", "astray"),
    [(swap_places, []), (take_place, ["proof-reference"]), (lead_elsewhere, ["proof-reference"])],
)
def test_a_pdf_that_leads_elsewhere_is_found_out(
    expected: Content,
    outputs: Mapping[str, bytes],
    change: Callable[[pikepdf.Pdf], None],
    astray: list[str],
) -> None:
    spoiled = pdf(outputs["pdf"], change)
    assert pikepdf.open(io.BytesIO(spoiled)).pages
    assert rules(expected, "pdf", spoiled) == ["proof-citation", *astray]
