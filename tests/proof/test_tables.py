"""Tables are proved cell by cell: whatever is lost, moved or merged in a file is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Name

from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.content import Cell, Table
from publish.formats import FORMATS
from publish.model.article import Article
from publish.page import Page
from publish.proof import Content, compare, read_page
from publish.proof.word_diff import JOINT
from tests.proof.conftest import METADATA
from tests.proof.sabotage import part_with, pdf, rules, swapped, zipped
from tests.proof.test_sabotage_pdf import tagged, tagged_in

DOCUMENT = "word/document.xml"

BODY = """
<p>The first paragraph.</p>
<table id="tbl-a"><caption><span class="caption">Passengers</span></caption>
<thead><tr><th scope="col" id="c1" rowspan="2">Route</th>
<th scope="col" id="c2" colspan="2">Year</th></tr>
<tr><th scope="col" id="c3" headers="c2">Ninety-nine</th>
<th scope="col" id="c4" headers="c2">Hundred</th></tr></thead>
<tbody><tr><th scope="row">Island</th><td>1,247</td><td>1,310</td></tr>
<tr><th scope="row">Point</th><td>400</td><td rowspan="2">398</td></tr>
<tr><th scope="row">Harbor</th><td><em>none</em></td></tr></tbody></table>
<p>Between.</p>
<table><thead><tr><th scope="col">Word</th><th scope="col">Number</th></tr></thead>
<tbody><tr><td>same</td><td>same</td></tr><tr><td></td><td>other</td></tr></tbody></table>
<p>The end.</p>
"""


@pytest.fixture(scope="module")
def page() -> Page:
    return compose(Article("salt", METADATA, BODY), load("briefing"))


@pytest.fixture(scope="module")
def expected(page: Page) -> Content:
    return read_page(page)


@pytest.fixture(scope="module")
def outputs(page: Page) -> Mapping[str, bytes]:
    return {name: format.write(page) for name, format in FORMATS.items()}


def test_a_page_says_every_cell(expected: Content) -> None:
    first = expected.tables[0]
    assert first.caption == "Passengers"
    assert first.rows[0] == (Cell("Route", True, 1, 2), Cell("Year", True, 2, 1))
    assert first.rows[3] == (Cell("Point", True), Cell("400"), Cell("398", down=2))
    assert first.rows[4] == (Cell("Harbor", True), Cell("none"))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_same(
    expected: Content, outputs: Mapping[str, bytes], name: str
) -> None:
    found = FORMATS[name].read(outputs[name])
    assert list(map(plain, found.tables)) == list(map(plain, expected.tables))
    assert compare(expected, found) == ()


def plain(table: Table) -> list[list[tuple[str, bool, int, int]]]:
    """The cells without the marks at which lines may have been broken."""
    return [
        [(cell.text.replace(JOINT, ""), cell.header, cell.across, cell.down) for cell in row]
        for row in table.rows
    ]


DOCX = {
    "a cell's text": ("<w:t>400</w:t>", "<w:t>401</w:t>"),
    "two cells exchanged": ("<w:t>1,247</w:t>", "<w:t>1,310</w:t>"),
    "a cell emptied": ("<w:t>400</w:t>", "<w:t></w:t>"),
    "cells merged": ('<w:vMerge w:val="restart"/>', ""),
    "a span narrower": ('<w:gridSpan w:val="2"/>', ""),
    "a header that is none": ("<w:tblHeader/>", ""),
    "a row's header that is none": ('"TableRowHeading"', '"TableText"'),
    "a table that is a box": ('"ArticleTable"', '"TextBox"'),
}


@pytest.mark.parametrize("case", DOCX)
def test_a_spoiled_docx(expected: Content, outputs: Mapping[str, bytes], case: str) -> None:
    spoiled = zipped(outputs["docx"], DOCUMENT, swapped(*DOCX[case]))
    assert "proof-table" in rules(expected, "docx", spoiled)


EPUB = {
    "a cell's text": ("<td>400</td>", "<td>401</td>"),
    "a cell emptied": ("<td>400</td>", "<td></td>"),
    "a cell moved": ("<td>same</td><td>same</td>", "<td>same same</td><td></td>"),
    "a cell lost": ("<td>400</td>", ""),
    "a row lost": ("<tr><td></td><td>other</td></tr>", "<tr><td>other</td></tr>"),
    "a span narrower": (' colspan="2"', ""),
    "a span shorter": (' rowspan="2"', ""),
    "a header that is none": ('<th scope="col">Word</th>', "<td>Word</td>"),
}


@pytest.mark.parametrize("case", EPUB)
def test_a_spoiled_epub(expected: Content, outputs: Mapping[str, bytes], case: str) -> None:
    old, new = EPUB[case]
    part = part_with(outputs["epub"], "Harbor", ".xhtml")
    spoiled = zipped(outputs["epub"], part, lambda data: _altered(data, old, new))
    assert rules(expected, "epub", spoiled) == ["proof-table"]


def _altered(data: bytes, old: str, new: str) -> bytes:
    data = data.replace(b"<td/>", b"<td></td>")
    assert old.encode() in data, old
    return data.replace(old.encode(), new.encode(), 1)


def _exchange(file: pikepdf.Pdf) -> None:
    row = tagged(file, "/TR")[2]
    row.K = Array([row.K[0], row.K[2], row.K[1]])


def _merge(file: pikepdf.Pdf) -> None:
    row = tagged(file, "/TR")[2]
    one, two = row.K[1], row.K[2]
    one.K = Array([*one.K, *two.K])
    row.K = Array([row.K[0], one])


def _drop_row(file: pikepdf.Pdf) -> None:
    body = tagged(file, "/TBody")[1]
    body.K = Array(list(body.K)[:-1])


def _attribute(name: str) -> Callable[[pikepdf.Pdf], None]:
    def change(file: pikepdf.Pdf) -> None:
        cell: Any = next(
            c for tag in ("/TH", "/TD") for c in tagged(file, tag) if name in c.get("/A", {})
        )
        del cell.A[name]

    return change


def _no_header(file: pikepdf.Pdf) -> None:
    tagged_in(tagged(file, "/THead")[1], "/TH")[0].S = Name.TD


PDF: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "two cells exchanged": _exchange,
    "two cells merged": _merge,
    "a row lost": _drop_row,
    "a span narrower": _attribute("/ColSpan"),
    "a span shorter": _attribute("/RowSpan"),
    "a header that is none": _no_header,
}


@pytest.mark.parametrize("case", PDF)
def test_a_spoiled_pdf(expected: Content, outputs: Mapping[str, bytes], case: str) -> None:
    assert "proof-table" in rules(expected, "pdf", pdf(outputs["pdf"], PDF[case]))


@pytest.mark.parametrize("name", FORMATS)
def test_a_table_lost(outputs: Mapping[str, bytes], name: str) -> None:
    more = BODY + "<table><tbody><tr><td>One</td><td>more</td></tr></tbody></table>"
    expected = read_page(compose(Article("salt", METADATA, more), load("briefing")))
    problems = compare(expected, FORMATS[name].read(outputs[name]))
    assert "table “One more” is missing" in " ".join(p.message for p in problems)
