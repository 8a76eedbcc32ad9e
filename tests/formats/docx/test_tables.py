"""Tables: repeated rows, spanning cells, columns as wide as in the PDF."""

from __future__ import annotations

import pytest
import weasyprint

from publish.cascade.fetching import BASE, font_faces, page_files
from publish.formats.docx.blocks.column_widths import Span, widths
from tests.formats.docx.document import W, text, written
from tests.samples import STYLE, VOCABULARY, page

TABLE = (
    "<table><caption>Heights &amp; widths</caption><thead><tr><th>Name</th>"
    '<th class="align-right">Height</th><th>Remark</th></tr></thead><tbody>'
    '<tr><td>First</td><td class="align-right">12.5</td>'
    "<td>A remark that is somewhat longer than the others</td></tr>"
    '<tr><td>The second one</td><td class="align-right">8</td><td>Short</td></tr></tbody></table>'
)


def test_the_head_repeats_and_rows_do_not_break() -> None:
    document = written(TABLE, bare=True)
    rows = list(document.body.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [name for name, _ in document.paragraphs()][:4] == [
        "Table Caption",
        "Table Heading",
        "Table Heading Right",
        "Table Heading",
    ]


def test_a_table_is_described() -> None:
    document = written(TABLE, bare=True)
    properties = document.body.find(f"{W}tbl/{W}tblPr")
    assert properties is not None
    assert properties.find(f"{W}tblCaption").get(f"{W}val") == "Heights & widths"  # type: ignore[union-attr]
    look = properties.find(f"{W}tblLook")
    assert look is not None
    assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")) == ("1", "0")


def test_spans() -> None:
    body = (
        '<table><tr><td rowspan="2">a</td><td colspan="2">b</td></tr>'
        '<tr><td>c</td></tr><tr><td colspan="3">d</td></tr></table>'
    )
    document = written(body, bare=True)
    rows = [list(row.iter(f"{W}tc")) for row in document.body.iter(f"{W}tr")]
    assert [[text(cell) for cell in row] for row in rows] == [["a", "b"], ["", "c", ""], ["d"]]
    merges = [cell.find(f"{W}tcPr/{W}vMerge") for row in rows for cell in row]
    assert [m.get(f"{W}val") if m is not None else None for m in merges] == [
        "restart", None, "continue", None, None, None,
    ]  # fmt: skip
    wide = [[int(next(c.iter(f"{W}tcW")).get(f"{W}w") or 0) for c in row] for row in rows]
    assert len({sum(row) for row in wide}) == 1


def test_the_format_of_a_table_is_a_style() -> None:
    css = "tbody tr:nth-child(even) { background: #eeeeee } thead th { background: #333333 }"
    document = written(VOCABULARY, css=css)
    style = document.style("Article Table")
    when = {e.get(f"{W}type"): e for e in style.iter(f"{W}tblStylePr")}
    assert next(when["firstRow"].iter(f"{W}bottom")).get(f"{W}color") == "0F4C6B"
    assert next(when["firstRow"].iter(f"{W}shd")).get(f"{W}fill") == "333333"
    assert next(when["band2Horz"].iter(f"{W}shd")).get(f"{W}fill") == "EEEEEE"
    assert "band1Horz" not in when
    inside = style.find(f"{W}tblPr/{W}tblBorders/{W}insideH")
    assert inside is not None
    assert inside.get(f"{W}color") == "C9D0D6"


def test_tables_that_touch_are_kept_apart() -> None:
    document = written("<p>Before.</p>" + TABLE * 2 + "<p>After.</p>", css="", bare=True)
    assert [child.tag.rpartition("}")[2] for child in document.body] == [
        "p", "p", "tbl", "p", "tbl", "p", "sectPr",
    ]  # fmt: skip
    bare = TABLE.replace("<caption>Heights &amp; widths</caption>", "")
    document = written(bare * 2, bare=True)
    tags = [child.tag.rpartition("}")[2] for child in document.body]
    assert tags == ["tbl", "p", "tbl", "p", "sectPr"]


def test_the_paragraphs_around_have_the_margins_of_a_table() -> None:
    bare = TABLE.replace("<caption>Heights &amp; widths</caption>", "")
    document = written(f"<p>Before.</p>{bare}<p>After.</p>", bare=True)
    names = [name for name, words in document.paragraphs() if words in ("Before.", "After.")]
    assert names == ["Body Text before Table", "Body Text after Table"]
    spacing = [document.style(name).find(f"{W}pPr/{W}spacing") for name in names]
    assert [list(s.attrib.items()) for s in spacing if s is not None] == [
        [(f"{W}after", "240")],
        [(f"{W}before", "300")],
    ]


def test_columns_are_as_wide_as_in_the_pdf() -> None:
    """WeasyPrint lays the same table out; our widths are within a point of its own."""
    given = page(TABLE, bare=True)
    files = page_files(given)
    fonts = weasyprint.text.fonts.FontConfiguration()
    sheet = weasyprint.CSS(
        string=font_faces(given.look.fonts) + STYLE,
        url_fetcher=files,
        base_url=BASE,
        font_config=fonts,
    )
    html = weasyprint.HTML(string=given.markup, url_fetcher=files, base_url=BASE)
    laid_out = html.render(stylesheets=[sheet], font_config=fonts)
    tables = [b for b in laid_out.pages[0]._page_box.descendants() if b.element_tag == "table"]
    theirs = [width * 0.75 for width in tables[-1].column_widths]
    document = written(TABLE, bare=True)
    ours = [int(c.get(f"{W}w") or 0) / 20 for c in document.body.iter(f"{W}gridCol")]
    assert ours == pytest.approx(theirs, abs=1.0)


def test_narrow_columns_share_the_width() -> None:
    spans = [Span(0, 1, 10, 100), Span(1, 1, 20, 300), Span(0, 2, 60, 60)]
    assert widths(spans, 2, 200, True) == pytest.approx([51.47, 148.53], abs=0.01)
    assert sum(widths(spans, 2, 25, True)) == pytest.approx(25)
    assert widths(spans, 2, 1000, False) == pytest.approx([100, 300])
    assert widths([Span(0, 1, 10, 20, share=0.25), Span(1, 1, 10, 20)], 2, 200, True) == [50, 150]
    assert widths([Span(0, 1, 10, 20, fixed=80), Span(1, 1, 10, 20)], 2, 200, True) == [80, 120]


def test_a_table_that_must_not_break_keeps_its_rows_together() -> None:
    body = "<table>" + "<tr><td>One</td><td>Two</td></tr>" * 3 + "</table><p>After.</p>"
    document = written(body, css="table { break-inside: avoid }", bare=True)
    names = [name for name, _ in document.paragraphs()][:6]
    assert names == ["Table Text Kept with Next"] * 4 + ["Table Text"] * 2
    keeps = [document.style(name).find(f"{W}pPr/{W}keepNext") for name in names]
    assert [keep is not None and keep.get(f"{W}val") != "0" for keep in keeps] == (
        [True] * 4 + [False] * 2
    )
    loose = written(body, bare=True)
    assert loose.style("Table Text").find(f"{W}pPr/{W}keepNext") is None
