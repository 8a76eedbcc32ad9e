"""Columns of text are Word's sections; what reaches across them is a section of one."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from publish.cascade.looks import Columns, Length
from publish.formats import docx
from tests import judges
from tests.formats.docx.document import Document, W, text, written
from tests.samples import FIGURE, HEAD, VOCABULARY, page

TWO = "article { columns: 2; column-gap: 20pt } .title-block, .credits { column-span: all }"
MEASURE = 396.85
"""Points between the margins of the samples' page."""


def sections(document: Document) -> list[tuple[list[str], etree._Element]]:
    """The texts of each section, and its properties."""
    found: list[tuple[list[str], etree._Element]] = []
    texts: list[str] = []
    for child in document.body:
        inner = child if child.tag == f"{W}sectPr" else child.find(f"{W}pPr/{W}sectPr")
        if child.tag != f"{W}sectPr":
            texts.append(text(child))
        if inner is not None:
            found.append((texts, inner))
            texts = []
    assert texts == []
    return found


def columns(section: etree._Element) -> tuple[int, int, bool]:
    """How many columns, the twips between them, and whether there is a rule."""
    found = section.find(f"{W}cols")
    if found is None:
        return (1, 0, False)
    count, space, rule = (found.get(f"{W}{name}") for name in ("num", "space", "sep"))
    return int(count or 1), int(space or 0), rule == "1"


def test_one_column_is_one_section() -> None:
    ((_, section),) = sections(written())
    assert [child.tag.removeprefix(W) for child in section] == [
        *["headerReference", "footerReference"] * 2,
        "pgSz",
        "pgMar",
        "titlePg",
    ]


def test_a_spanning_box_is_a_section_of_its_own() -> None:
    css = TWO + "article { column-rule: .5pt solid red }"
    document = written("<p>One.</p><h2>Two</h2><p>Three.</p>", css=css)
    found = sections(document)
    assert [columns(section) for _, section in found] == [
        (1, 0, False),
        (2, 400, True),
        (1, 0, False),
        (2, 400, True),
        (1, 0, False),
    ]
    head, body, credits, colophon, end = (texts for texts, _ in found)
    assert len(head) == HEAD.count("<p") + 1
    assert body == ["One.", "Two", "Three."]
    assert credits[0] == "Image credits"
    assert colophon[0] == "About this edition"
    # Word balances only columns that another section follows.
    assert end == [""]


def test_only_the_first_section_refers_to_headers() -> None:
    first, *others = (section for _, section in sections(written("<p>One.</p>", css=TWO)))
    assert first.find(f"{W}type") is None
    assert first.find(f"{W}titlePg") is not None
    for section in others:
        # Without references a section has the headers of the one before it (§17.10.5).
        assert [child.tag.removeprefix(W) for child in section][:1] == ["type"]
        assert next(section.iter(f"{W}type")).get(f"{W}val") == "continuous"
        assert section.find(f"{W}titlePg") is None
        assert section.find(f"{W}pgNumType") is None
        for name in ("pgSz", "pgMar"):
            one, other = (s.find(f"{W}{name}") for s in (first, section))
            assert one is not None
            assert other is not None
            assert one.attrib == other.attrib


def test_pictures_and_tables_are_as_wide_as_a_column() -> None:
    table = "<table><tr><td>One</td><td>Two</td></tr></table>"
    document = written(FIGURE + table, css=TWO, bare=True)
    wide = (MEASURE - 20) / 2
    extent = next(document.body.iter("{*}extent"))
    assert int(extent.get("cx") or 0) / 12700 == pytest.approx(wide, abs=0.1)
    assert sum(int(c.get(f"{W}w") or 0) for c in document.body.iter(f"{W}gridCol")) / 20 == (
        pytest.approx(wide, abs=0.2)
    )
    across = written(FIGURE + table, css=TWO + "figure { column-span: all }", bare=True)
    extent = next(across.body.iter("{*}extent"))
    assert int(extent.get("cx") or 0) / 12700 == pytest.approx(MEASURE, abs=0.1)


def test_a_section_that_ends_with_a_table_has_a_paragraph_for_its_properties() -> None:
    body = "<table><tr><td>Cell</td></tr></table><figure><p>Across</p></figure><p>After</p>"
    document = written(body, css=TWO + "figure { column-span: all }", bare=True)
    assert [texts for texts, _ in sections(document)] == [
        ["Cell", ""],
        ["Across"],
        ["After"],
        [""],
    ]


def test_columns_that_are_filled_in_turn_are_not_balanced() -> None:
    document = written("<p>x</p>", css=TWO + "article { column-fill: auto }", bare=True)
    assert [(t, columns(s)) for t, s in sections(document)] == [(["x"], (2, 400, False))]


def test_a_spanning_box_may_have_columns_itself() -> None:
    css = TWO + "div { columns: 3; border-top: 2pt solid red; padding-top: 6pt }"
    css += "div { column-span: all; break-inside: avoid }"
    document = written("<p>a</p><div><p>b</p><p>c</p></div>", css=css, bare=True)
    assert [(t, columns(s)[0]) for t, s in sections(document)] == [
        (["a"], 2),
        ([""], 1),
        (["b", "c"], 3),
        ([""], 1),
    ]
    rule = document.style(document.paragraphs()[1][0])
    (top,) = rule.iter(f"{W}top")
    assert (top.get(f"{W}sz"), top.get(f"{W}color")) == ("16", "FF0000")
    spacing = rule.find(f"{W}pPr/{W}spacing")
    assert spacing is not None
    assert spacing.get(f"{W}after") == "120"
    # Between pages it stays in one piece; its own columns may break.
    assert document.style(document.paragraphs()[2][0]).find(f"{W}pPr/{W}keepLines") is None


@pytest.mark.parametrize(
    "css",
    [
        "article { columns: 1 }",
        "article { columns: 2; margin-left: 20pt }",
        "article { columns: 2; width: 50% }",
        "blockquote { columns: 2 }",
        "td { columns: 2 }",
        "h2 { column-span: all }",
    ],
)
def test_columns_that_word_cannot_do_become_one(css: str) -> None:
    assert [columns(section) for _, section in sections(written(css=css))] == [(1, 0, False)]


@pytest.mark.parametrize(
    ("count", "width", "expected"),
    [(2, None, 2), (None, 100.0, 3), (2, 100.0, 2), (5, 100.0, 3), (None, 500.0, 1), (None, 1, 19)],
)
def test_the_number_of_columns(count: int | None, width: float | None, expected: int) -> None:
    assert Columns(count, width, Length(20)).fitting(MEASURE) == expected


def test_an_empty_header_shows_no_rule() -> None:
    """The style of headers may have one, and the first page's header nothing to put above it."""
    css = "@page { @top-left { border-bottom: 1pt solid red; padding-bottom: 4pt } }"
    document = written(css=css)
    assert document.style("header").find(f"{W}pPr/{W}pBdr/{W}bottom") is not None
    names = {
        document.styles()[style.get(f"{W}val") or ""].find(f"{W}name").get(f"{W}val")  # type: ignore[union-attr]
        for name in document.names
        if name.startswith("word/header")
        for style in document.xml(name).iter(f"{W}pStyle")
    }
    assert names == {"header", "Header without Rule"}


def test_a_line_with_a_larger_word_is_not_cut() -> None:
    css = "p { font-size: 10pt; line-height: 8pt }"
    css += "em { font-size: 30pt }"
    document = written("<p>x</p><p>x <em>y</em></p>", css=css, bare=True)
    styles = [document.style(name) for name, _ in document.paragraphs()[:2]]
    rules = [next(style.iter(f"{W}spacing")).get(f"{W}lineRule") for style in styles]
    assert rules == ["exact", "atLeast"]


def test_the_judges_find_nothing_in_columns(tmp_path: Path) -> None:
    css = TWO + "figure { column-span: all } .note { break-inside: avoid }"
    path = tmp_path / "columns.docx"
    path.write_bytes(docx.write(page(VOCABULARY, css=css), embed_fonts=False))
    for name in ("Open XML validator", "LibreOffice"):
        assert judges.judge(name, [path]) == {path: ()}
