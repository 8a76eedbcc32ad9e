"""Named styles only, computed from the CSS, the same set in every document of a theme."""

from __future__ import annotations

import re

import pytest

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats import docx
from publish.formats.docx.specimen import specimen as learn
from publish.page import PAPER
from tests.formats.docx.document import Document, W, other, written
from tests.samples import FIGURE, VOCABULARY, page

CONTENT = {"rStyle", "lang", "rtl"}
"""The properties that a run may have: its style, its language, its direction."""


def children(document: Document, name: str) -> set[str]:
    found = (child.tag for e in document.body.iter(f"{W}{name}") for child in e)
    return {str(tag).removeprefix(W) for tag in found}


def names(document: Document) -> set[str]:
    """The names of all its styles."""
    found = (style.find(f"{W}name") for style in document.styles().values())
    return {name.get(f"{W}val") or "" for name in found if name is not None}


def test_nothing_is_formatted_directly() -> None:
    document = written(VOCABULARY + '<p lang="de">Deutsch <span lang="fr">français</span></p>')
    assert children(document, "pPr") == {"pStyle", "numPr"}
    assert children(document, "rPr") <= CONTENT
    for tag in ("tcBorders", "tblBorders", "shd", "tcMar", "tblCellMar", "vAlign"):
        assert not list(document.body.iter(f"{W}{tag}"))


def test_every_style_in_use_is_there() -> None:
    document = written()
    known = document.styles()
    for name in ("pStyle", "rStyle", "tblStyle"):
        used = {e.get(f"{W}val") for e in document.body.iter(f"{W}{name}")}
        assert used
        assert used <= set(known)
    for style in known.values():
        for link in ("basedOn", "next"):
            target = style.find(f"{W}{link}")
            assert target is None or target.get(f"{W}val") in known


def test_the_vocabulary_has_its_roles() -> None:
    document = written()
    assert [name for name, _ in document.paragraphs()][:6] == [
        "Category",
        "Title",
        "Subtitle",
        "Byline",
        "First Paragraph",
        "Body Text",
    ]
    assert {
        "Figure", "caption", "Credit", "heading 1", "heading 5", "Quote", "List Bullet",
        "List Bullet 2", "List Bullet 3", "List Number", "List Number 2", "List Continue",
        "Note Title", "Table Caption", "Table Heading", "Table Row Heading", "Table Text",
        "Source Code", "Horizontal Rule", "Credits Heading", "Credits", "Colophon",
    } <= names(document)  # fmt: skip


def test_documents_of_a_theme_share_their_styles() -> None:
    """An article of one line has all the roles' styles of one that holds everything."""
    short = written("<p>One line.</p>", bare=True)
    variants = names(written()) - names(short)
    reasons = "First|Last|Only|Next|Table|Box| in |Variant|Apart|Right|Center|Strong Emphasis"
    assert [name for name in variants if not re.search(reasons, name)] == []
    roles = {"Title", "Quote", "Source Code", "List Number 2", "Emphasis", "Hyperlink"}
    assert roles <= names(short)


def test_styles_have_the_properties_of_the_css() -> None:
    document = written()
    title = document.style("Title")
    assert [e.get(f"{W}ascii") for e in title.iter(f"{W}rFonts")] == ["Source Serif Pro Semibold"]
    assert [e.get(f"{W}val") for e in title.iter(f"{W}sz")] == ["48"]
    spacing = next(title.iter(f"{W}spacing"))
    # 24 pt × 1.15 is less than the font's own height.
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("552", "exact")
    body = next(document.style("Body Text").iter(f"{W}spacing"))
    assert (body.get(f"{W}after"), body.get(f"{W}line"), body.get(f"{W}lineRule")) == (
        "140",
        "300",
        "atLeast",
    )
    quote = document.style("Quote")
    left = next(quote.iter(f"{W}left"))
    assert {left.get(f"{W}{n}") for n in ("val", "sz", "space", "color")} == {
        "single",
        "18",
        "12",
        "0F4C6B",
    }
    assert next(quote.iter(f"{W}ind")).get(f"{W}left") == "285"
    assert next(document.style("heading 2").iter(f"{W}outlineLvl")).get(f"{W}val") == "1"
    assert document.style("heading 1").find(f"{W}pPr/{W}keepNext") is not None


def test_a_color_of_the_theme_reaches_the_styles() -> None:
    before = page()
    after = other(before, style=before.look.style.replace("#0f4c6b", "#aa0011"))
    one, two = (Document(docx.write(p, embed_fonts=False)) for p in (before, after))
    sheets = [d.archive.read("word/styles.xml").decode() for d in (one, two)]
    assert sheets[0].replace("0F4C6B", "AA0011") == sheets[1]
    assert one.archive.read("word/document.xml") == two.archive.read("word/document.xml")


def test_docx_css_comes_last() -> None:
    document = written(css="h1.title { color: #123456 }")
    assert next(document.style("Title").iter(f"{W}color")).get(f"{W}val") == "123456"


def test_of_pdf_css_only_page_rules_count() -> None:
    given = other(page(), sheets=((PAPER, "h1.title { color: red } @page { size: A5 }"),))
    document = Document(docx.write(given, embed_fonts=False))
    assert not list(document.style("Title").iter(f"{W}color"))
    assert next(document.body.iter(f"{W}pgSz")).get(f"{W}w") == "8391"


def test_a_variant_has_only_what_differs() -> None:
    document = written("<blockquote><p>One.</p><p>Two.</p></blockquote>", bare=True)
    assert [name for name, _ in document.paragraphs()] == ["Quote First", "Quote Last"]
    first = document.style("Quote First")
    assert first.find(f"{W}basedOn").get(f"{W}val") == "Quote"  # type: ignore[union-attr]
    spacing = first.find(f"{W}pPr/{W}spacing")
    assert spacing is not None
    assert list(spacing.attrib.items()) == [(f"{W}after", "100")]
    assert first.find(f"{W}rPr") is None
    assert first.find(f"{W}qFormat") is None


def test_emphasis_in_italics_stays_italic() -> None:
    """A toggle in a character style would flip it (ISO 29500-1 §17.7.3)."""
    document = written("<blockquote><p>Said <em>so</em>.</p></blockquote>", bare=True)
    (run,) = document.body.iter(f"{W}rStyle")
    style = document.styles()[run.get(f"{W}val") or ""]
    assert not list(style.iter(f"{W}i"))
    base = style.find(f"{W}basedOn")
    assert base is not None
    assert base.get(f"{W}val") == "DefaultParagraphFont"


def test_upright_in_italics_flips() -> None:
    body = "<blockquote><p>Said <em>so</em>.</p></blockquote>"
    document = written(body, css="blockquote em { font-style: normal }", bare=True)
    (run,) = document.body.iter(f"{W}rStyle")
    (toggle,) = document.styles()[run.get(f"{W}val") or ""].iter(f"{W}i")
    assert toggle.get(f"{W}val") is None


def test_two_boxes_in_a_row_do_not_merge() -> None:
    document = written("<pre><code>a</code></pre><pre><code>b</code></pre>", bare=True)
    one, two = (document.style(name) for name, _ in document.paragraphs())
    assert one is not two
    fills = [s.find(f"{W}pPr/{W}shd").get(f"{W}fill") for s in (one, two)]  # type: ignore[union-attr]
    assert fills == ["EEF3F6", "EEF3F7"]


def test_the_border_of_a_section_is_above_its_first_paragraph() -> None:
    document = written()
    heading = document.style("Credits Heading")
    top = heading.find(f"{W}pPr/{W}pBdr/{W}top")
    assert top is not None
    assert (top.get(f"{W}sz"), top.get(f"{W}space")) == ("4", "27")
    assert heading.find(f"{W}basedOn").get(f"{W}val") == "Heading1"  # type: ignore[union-attr]


def test_a_box_with_a_list_is_a_table_of_one_cell() -> None:
    body = '<div class="box note"><p>Text.</p><ul><li>Item</li></ul></div>'
    document = written(body, bare=True)
    (table,) = document.body.iter(f"{W}tbl")
    assert len(list(table.iter(f"{W}tc"))) == 1
    style = document.style("Note Box")
    assert next(style.iter(f"{W}shd")).get(f"{W}fill") == "EEF3F6"
    assert [t for _, t in document.paragraphs()] == ["Text.", "Item", ""]


def test_a_figure_keeps_together() -> None:
    document = written(FIGURE, bare=True)
    assert [name for name, _ in document.paragraphs()][:3] == ["Figure", "caption", "Credit"]
    keeps = [document.style(n).find(f"{W}pPr/{W}keepNext") is not None
             for n in ("Figure", "caption", "Credit")]  # fmt: skip
    assert keeps == [True, True, False]


@pytest.mark.parametrize("size", ["9.75pt", "8.25pt", "10.5pt"])
def test_sizes_are_half_points_that_fit(size: str) -> None:
    document = written("<p>x</p>", css=f"p {{ font-size: {size} }}", bare=True)
    (name, _), *_ = document.paragraphs()
    half = next(document.style(name).iter(f"{W}sz")).get(f"{W}val")
    assert half is not None
    assert 0 <= float(size[:-2]) - int(half) / 2 < 0.5


def test_the_gallery_of_styles_is_short() -> None:
    """Word's gallery shows no variants, headers or footers."""
    document = written()
    shown = [s for s in document.styles().values() if s.find(f"{W}qFormat") is not None]
    said = [s.find(f"{W}name").get(f"{W}val") or "" for s in shown]  # type: ignore[union-attr]
    assert [n for n in said if re.search("First$|Last|Only|header|footer| in ", n)] == []
    assert document.xml("word/styles.xml").find(f"{W}latentStyles") is not None


def test_the_styles_of_a_theme_do_not_depend_on_earlier_documents() -> None:
    first, second = (compose(specimen_article(lang), load("briefing")) for lang in ("en", "de"))
    alone = docx.write(first)
    docx.write(second)
    assert docx.write(first) == alone
    learn.cache_clear()
    assert docx.write(first) == alone
