"""Footnotes in the PDF: at the foot of the page, tagged at their calls."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from pikepdf import Name

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.errors import EnvironmentFault
from publish.formats import FORMATS
from publish.formats.pdf import write
from publish.formats.pdf.layout import footnotes
from publish.formats.pdf.structure import footnotes as structure_footnotes
from publish.formats.pdf.structure.tree import elements, kids
from publish.page import Page
from publish.proof import compare, read_page
from tests.judges import pdf_text


def page(body: str, theme: str = "briefing") -> Page:
    return compose(replace(specimen_article("en"), body=body, images=()), load(theme))


def call(id: str) -> str:
    return f'<a href="#{id}" role="doc-noteref"></a>'


def note(id: str, content: str) -> str:
    return f'<aside id="{id}" role="doc-footnote">{content}</aside>'


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def tagged(pdf: pikepdf.Pdf, tag: str) -> list[tuple[Any, tuple[Any, ...]]]:
    root = pdf.Root.StructTreeRoot
    return [(e, around) for e, around in elements(root) if str(e.S) == f"/{tag}"]


@pytest.fixture(scope="module")
def specimen() -> pikepdf.Pdf:
    return opened(write(compose(specimen_article("en"), load("briefing"))))


def test_a_note_follows_its_reference_and_has_an_id(specimen: pikepdf.Pdf) -> None:
    found = tagged(specimen, "Note")
    assert [str(element.ID) for element, _ in found] == ["note-1", "note-2"]
    for element, around in found:
        assert around[-1] == Name.P
        before = [k for k in kids(element.P) if k.S in (Name.Reference, Name.Note)]
        assert before[[k.objgen for k in before].index(element.objgen) - 1].S == Name.Reference
        assert [kid.S for kid in kids(element)][:2] == [Name.Lbl, Name.P]


def test_a_note_called_twice_appears_once(specimen: pikepdf.Pdf) -> None:
    assert len(tagged(specimen, "Reference")) == 3
    assert len(tagged(specimen, "Note")) == 2


def test_ids_are_listed_in_their_order(specimen: pikepdf.Pdf) -> None:
    tree = specimen.Root.StructTreeRoot.IDTree
    names = list(tree.Kids[0].Names)
    ids = [bytes(name) for name in names[::2]]
    assert ids == sorted(ids)
    assert {b"note-1", b"note-2"} < set(ids)
    assert all(bytes(e.ID) == id for id, e in zip(ids, names[1::2], strict=True))


def test_a_call_is_large_enough_to_tap(specimen: pikepdf.Pdf) -> None:
    """A line height of nothing would make a link of no height."""
    for reference, _ in tagged(specimen, "Reference"):
        (link,) = kids(reference)
        rect = [float(n) for n in link.K[0].Obj.Rect]
        assert abs(rect[1] - rect[3]) > 6
        assert str(link.K[0].Obj.Contents) in ("1", "2")


@pytest.mark.parametrize(("paragraphs", "floating"), [(3, True), (30, False)])
def test_a_note_longer_than_a_page_follows_the_text(paragraphs: int, floating: bool) -> None:
    """WeasyPrint would let it run off the page."""
    long = "".join(f"<p>Paragraph {n} of a note. {'Words ' * 80}</p>" for n in range(paragraphs))
    body = f"<p>A call{call('a')} and{call('b')} two.</p>{note('a', long)}{note('b', '<p>B.</p>')}"
    whole = page(body)
    assert footnotes.places(whole).foot is floating
    data = write(whole)
    pdf = opened(data)
    assert [str(element.ID) for element, _ in tagged(pdf, "Note")] == ["note-1", "note-2"]
    assert compare(read_page(whole), FORMATS["pdf"].read(data)) == ()


@pytest.mark.parametrize("theme", ["briefing", "journal", "dispatch"])
def test_a_note_called_in_a_repeated_table_head_appears_once(theme: str, tmp_path: Any) -> None:
    rows = "<tr><td>cell</td></tr>" * 120
    table = (
        f'<table><thead><tr><th scope="col">Head{call("a")}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
    whole = page(f"<p>Text.</p>{table}{note('a', '<p>Noted nowhere else.</p>')}", theme)
    data = write(whole)
    assert len(opened(data).pages) > 1
    (tmp_path / "a.pdf").write_bytes(data)
    assert pdf_text(tmp_path / "a.pdf").count("Noted nowhere else.") == 1
    assert compare(read_page(whole), FORMATS["pdf"].read(data)) == ()


def test_a_note_looks_the_same_wherever_it_is_called(tmp_path: Any) -> None:
    """Neither the slant of a quotation nor the size of a box comes along."""
    where = (
        f"<p>Text{call('a')}.</p><blockquote><p>Quoted{call('b')}.</p></blockquote>"
        f'<div class="box note"><p>Boxed{call("c")}.</p></div>'
    )
    content = "".join(note(id, "<p>Hamburgefonstiv</p>") for id in "abc")
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTChar, LTTextLine

    def characters(item: Any) -> Any:
        if isinstance(item, LTTextLine):
            if "Hamburgefonstiv" in item.get_text():
                yield [c for c in item if isinstance(c, LTChar)]
        elif hasattr(item, "__iter__"):
            for part in item:
                yield from characters(part)

    pages = extract_pages(io.BytesIO(write(page(where + content))))
    lines = [line for sheet in pages for line in characters(sheet)]
    assert len(lines) == 3
    assert len({(line[-1].fontname.split("+")[-1], round(line[-1].size, 1)) for line in lines}) == 1


def test_white_space_in_a_note_is_collapsed() -> None:
    """WeasyPrint sets a line end in a footnote as one; the markup is full of them."""
    content = "\n<p>One\n  two\n<em>three</em>\nfour.</p>\n"
    body = f"<p>Text{call('a')}.</p>\n{note('a', content)}\n"
    data = write(page(body))
    found = FORMATS["pdf"].read(data).notes
    assert [text.replace("\u200b", "") for text in found] == ["One two three four."]
    pdf = opened(data)
    (element, _) = tagged(pdf, "Note")[0]
    (paragraph,) = [kid for kid in kids(element) if kid.S == Name.P]
    # One piece for each stretch of one look: none of them was broken by a line end.
    assert len(kids(paragraph)) == 3


@pytest.mark.parametrize("theme", ["briefing", "dispatch"])
def test_notes_called_in_columns_follow_their_paragraph(theme: str) -> None:
    whole = page(f"<p>Text{call('a')}.</p><p>End.</p>{note('a', '<p>A note.</p>')}", theme)
    near = theme == "dispatch"
    assert footnotes.places(whole) == footnotes.Places(foot=not near, near=near)
    data = write(whole)
    (_, around) = tagged(opened(data), "Note")[0]
    assert (around[-1] == Name.P) is not near
    assert compare(read_page(whole), FORMATS["pdf"].read(data)) == ()


@pytest.mark.parametrize("theme", ["briefing", "journal", "report", "dispatch"])
def test_side_notes_are_beside_their_paragraph(theme: str) -> None:
    """In the margin, if the theme has one; one that a list calls is at the foot. All are read."""
    side = note("a", "<p>In the <em>margin</em>.</p>").replace("<aside", '<aside class="side"')
    listed = note("b", "<p>At the foot.</p>").replace("<aside", '<aside class="side"')
    body = f"<p>Text{call('a')}, {'and more ' * 40}{call('c')}.</p><ul><li>One{call('b')}</li></ul>"
    whole = page(f"{body}{side}{listed}{note('c', '<p>Plain.</p>')}", theme)
    data = write(whole)
    found = FORMATS["pdf"].read(data)
    assert compare(read_page(whole), found) == ()
    margin = footnotes.places(whole).margin
    assert margin is (theme != "dispatch")
    text, beside, foot = (_place(data, words) for words in ("and more", "In the", "At the foot"))
    assert (beside[0] < text[0] - 60 or beside[0] > text[0] + 300) is margin
    assert (abs(beside[1] - text[1]) < 8) is margin
    assert foot[1] < beside[1]


def _place(data: bytes, words: str) -> tuple[float, float]:
    """The left and upper edge of the first line with ``words``."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextLine

    def lines(item: Any) -> Any:
        if isinstance(item, LTTextLine):
            yield item
        elif hasattr(item, "__iter__"):
            for part in item:
                yield from lines(part)

    found = (line for sheet in extract_pages(io.BytesIO(data)) for line in lines(sheet))
    return next((line.x0, line.y1) for line in found if words in line.get_text())


def test_a_page_without_notes_has_no_place_for_them() -> None:
    assert footnotes.places(page("<p>Text.</p>")) == footnotes.Places()


def test_a_note_without_a_place_is_an_error() -> None:
    data = pikepdf.Pdf.new()
    tree = pikepdf.Dictionary(Type=Name.StructTreeRoot)
    data.Root.StructTreeRoot = data.make_indirect(tree)
    root = data.Root.StructTreeRoot
    made = [
        data.make_indirect(pikepdf.Dictionary(S=Name(f"/{tag}"), P=root, K=pikepdf.Array()))
        for tag in ("Note", footnotes.PLACE, footnotes.PLACE)
    ]
    root.K = pikepdf.Array(made)
    with pytest.raises(EnvironmentFault, match="do not match"):
        structure_footnotes.move_to_calls(data)
