"""Tables of contents, lists and references in a PDF: tags, pages, link descriptions."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdfminer.high_level import extract_text
from pikepdf import Name

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats import FORMATS
from publish.formats.pdf import write
from publish.formats.pdf.structure.tree import elements, kids
from publish.model.article import Guide
from publish.page import Page
from publish.proof import compare, read_page
from tests import judges

PAGE = '" (" var(--label-xref-page) " " target-counter(attr(data-to), page) ")"'
BODY = (
    '<p>See <a class="xref" href="#tbl-a"></a>.</p><h2 id="one">One</h2>'
    + "<p>Some words that fill the page. </p>" * 60
    + '<table id="tbl-a"><caption>Ships</caption><tbody><tr><td>Tea</td></tr></tbody></table>'
)


def page(**tokens: str) -> Page:
    theme = load("briefing")
    theme = replace(theme, tokens={**theme.tokens, **tokens})
    article = replace(specimen_article("en"), body=BODY, images=(), abstract=None)
    return compose(replace(article, guide=Guide(2, 2, ("tables",))), theme)


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(write(page())))


def test_lists_are_tables_of_contents(pdf: pikepdf.Pdf) -> None:
    tags = [e for e, _ in elements(pdf.Root.StructTreeRoot)]
    lists = [e for e in tags if e.S == Name.TOC]
    assert len(lists) == 2
    assert {kid.S for e in lists for kid in kids(e)} == {Name.TOCI}
    assert not [e for e in tags if e.S == Name.Guide]


def test_numbers_of_headings_are_labels(pdf: pikepdf.Pdf) -> None:
    found: list[Any] = [e for e, _ in elements(pdf.Root.StructTreeRoot) if e.S == Name.H2]
    labeled = [e for e in found if any(k.S == Name.Lbl for k, _ in elements(e))]
    assert len(labeled) == 1


def test_links_describe_their_targets(pdf: pikepdf.Pdf) -> None:
    said = {
        str(a.Dest): str(a.Contents)
        for sheet in pdf.pages
        for a in sheet.obj.get("/Annots", [])
        if "/Dest" in a
    }
    assert said["tbl-a"] == "Table\u00a01"
    assert said["one"] == "1 One"


def test_entries_have_their_pages(tmp_path: Path) -> None:
    path = tmp_path / "pages.pdf"
    path.write_bytes(write(page()))
    sheets = judges.pdf_text(path, "-layout").replace("\u00a0", " ").split("\f")
    last = next(n for n, text in enumerate(sheets, 1) if "Table 1. Ships" in text)
    assert last > 1
    assert re.search(rf"Table 1 +Ships +{last}\n", sheets[0])


def test_a_theme_may_print_page_references() -> None:
    made = page(**{"xref-page": PAGE})
    data = write(made)
    text = " ".join(extract_text(io.BytesIO(data)).split())
    assert re.search(r"See Table 1 \(page [23]\)\.", text)
    # Generated, so it is no part of what the article says.
    assert compare(read_page(made), FORMATS["pdf"].read(data)) == ()
