"""A reference that leads elsewhere, or shows another number, is found in every format."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import NameTree

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats import FORMATS
from publish.formats.proving import verify
from publish.model.article import Guide
from publish.page import Page
from publish.proof import Content, read_page
from tests.proof.sabotage import rules, swapped, zipped

BODY = (
    "<p>First {tbl-a}, then {tbl-b}, in {one} and {two}; with {fn-2}."
    '<a href="#fn-1" role="doc-noteref"></a><a href="#fn-2" role="doc-noteref"></a></p>'
    '<h2 id="one">Where ships go</h2><p>To harbors.</p>'
    '<table id="tbl-a"><caption>Ships and what they carry</caption><tbody><tr><td>Tea</td></tr>'
    '</tbody></table><h2 id="two">What harbors are</h2><p>For ships.</p>'
    '<table id="tbl-b"><caption>Harbors and their depth</caption><tbody><tr><td>Ten</td></tr>'
    '</tbody></table><aside id="fn-1" role="doc-footnote"><p>One.</p></aside>'
    '<aside id="fn-2" role="doc-footnote"><p>Two.</p></aside>'
)
DOCUMENT = "word/document.xml"


@pytest.fixture(scope="module")
def page() -> Page:
    body = re.sub(r"\{([\w-]+)\}", r'<a class="xref" href="#\1"></a>', BODY)
    guide = Guide(2, 2, ("tables",))
    article = replace(specimen_article("en"), body=body, guide=guide, abstract=None, images=())
    return compose(article, load("briefing"))


@pytest.fixture(scope="module")
def expected(page: Page) -> Content:
    return read_page(page)


@pytest.fixture(scope="module")
def files(page: Page) -> Mapping[str, bytes]:
    return {name: format.write(page) for name, format in FORMATS.items()}


def test_all_is_right_and_counted(page: Page, files: Mapping[str, bytes]) -> None:
    report = verify(files, page)
    assert report.ok
    # One to the corrections, two in the contents, two in the list of tables, five in the text.
    assert len(read_page(page).references) == 10
    assert read_page(page).outline.count("") == len(read_page(page).headings) - 2


def test_a_note_in_a_caption_is_not_where_a_link_to_the_table_leads() -> None:
    body = (
        '<p>See <a href="#tbl-a">the table</a>.</p><table id="tbl-a"><caption>Ships'
        '<a href="#fn-1" role="doc-noteref"></a></caption><tbody><tr><td>Tea</td></tr></tbody>'
        '</table><aside id="fn-1" role="doc-footnote"><p>One.</p></aside>'
    )
    found = compose(replace(specimen_article("en"), body=body, images=()), load("briefing"))
    assert verify({"docx": FORMATS["docx"].write(found)}, found).ok


DOCX: Mapping[str, Callable[[bytes], bytes]] = {
    "an entry leads elsewhere": swapped('w:anchor="one"', 'w:anchor="two"'),
    "a section's number": swapped(" REF one ", " REF two "),
    "a note's number": swapped("NOTEREF fnref_2", "NOTEREF fnref_1"),
    "a caption's number": lambda data: _miscounted(data),
    "a reference to another table": lambda data: _exchanged(data),
}  # fmt: skip


def _miscounted(data: bytes) -> bytes:
    """The first caption shows the second's number."""
    return re.sub(rb"(?s)(SEQ Table.*?>)1(</w:t>)", rb"\g<1>2\2", data, count=1)


def _exchanged(data: bytes) -> bytes:
    """The first two fields that lead to tables, each with the other's target."""
    one, two = list(dict.fromkeys(re.findall(rb" REF (_Ref\d+) ", data)))[:2]
    return data.replace(b" REF " + one + b" ", b" REF " + two + b" ", 1)


@pytest.mark.parametrize("case", DOCX)
def test_a_docx(case: str, files: Mapping[str, bytes], expected: Content) -> None:
    changed = zipped(files["docx"], DOCUMENT, DOCX[case])
    assert "proof-reference" in rules(expected, "docx", changed)


def test_a_docx_that_numbers_otherwise(files: Mapping[str, bytes], expected: Content) -> None:
    change = swapped('<w:lvlText w:val="%1"/>', '<w:lvlText w:val="%1%1"/>')
    found = rules(expected, "docx", zipped(files["docx"], "word/numbering.xml", change))
    assert {"proof-heading", "proof-reference"} <= set(found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('href="#tbl-a" data-kind', 'href="#tbl-b" data-kind'),
        ('href="#one" data-kind', 'href="#two" data-kind'),
        ('href="#fn-2" data-kind', 'href="#fn-1" data-kind'),
        ('href="#one"><span', 'href="#two"><span'),
    ],
)
def test_an_epub(old: str, new: str, files: Mapping[str, bytes], expected: Content) -> None:
    changed = zipped(files["epub"], "EPUB/article.xhtml", swapped(old, new))
    assert rules(expected, "epub", changed) == ["proof-reference"]


def test_a_number_that_is_another(files: Mapping[str, bytes], expected: Content) -> None:
    change = swapped('"number" data-n="1">1<', '"number" data-n="1">3<')
    assert rules(expected, "epub", zipped(files["epub"], "EPUB/article.xhtml", change)) == [
        "proof-heading"
    ]


@pytest.mark.parametrize(("one", "other"), [("tbl-a", "tbl-b"), ("one", "two"), ("fn-1", "fn-2")])
def test_a_pdf(one: str, other: str, files: Mapping[str, bytes], expected: Content) -> None:
    with pikepdf.open(io.BytesIO(files["pdf"])) as pdf:
        names = NameTree(pdf.Root.Names.Dests)
        names[one], names[other] = names[other], names[one]
        out = io.BytesIO()
        pdf.save(out)
    assert "proof-reference" in rules(expected, "pdf", out.getvalue())


def test_a_pdf_without_a_destination(files: Mapping[str, bytes], expected: Content) -> None:
    with pikepdf.open(io.BytesIO(files["pdf"])) as pdf:
        names = NameTree(pdf.Root.Names.Dests)
        del names["tbl-b"]
        out = io.BytesIO()
        pdf.save(out)
    assert rules(expected, "pdf", out.getvalue()) == ["proof-reference"]
