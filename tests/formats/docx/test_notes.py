"""Footnotes in Word: native ones, numbered by Word, in the theme's own look."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.errors import SourceError
from publish.formats import docx
from tests.formats.docx.document import R, W
from tests.judges import as_pdf, pdf_text
from tests.judges.programs import call, program
from tests.samples import page

NOTES = "word/footnotes.xml"
SECTION = '<section class="notes" role="doc-endnotes">'


@pytest.fixture(scope="module")
def data() -> bytes:
    return docx.write(compose(specimen_article("en"), load("journal")))


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def found(root: etree._Element, name: str) -> list[etree._Element]:
    return list(root.iter(f"{W}{name}"))


def test_references_lead_to_notes_and_there_are_separators(data: bytes) -> None:
    document, notes = part(data, "word/document.xml"), part(data, NOTES)
    references = [e.get(f"{W}id") for e in found(document, "footnoteReference")]
    assert references == ["1", "2"]
    kinds = [(e.get(f"{W}id"), e.get(f"{W}type")) for e in found(notes, "footnote")]
    assert kinds == [("-1", "separator"), ("0", "continuationSeparator"), ("1", None), ("2", None)]
    listed = found(part(data, "word/settings.xml"), "footnotePr")[0]
    assert [e.get(f"{W}id") for e in listed] == ["-1", "0"]


def test_word_counts_the_notes(data: bytes) -> None:
    for note in found(part(data, NOTES), "footnote")[2:]:
        first = found(note, "p")[0]
        assert first.find(f"{W}r/{W}footnoteRef") is not None
        words = "".join(t.text or "" for t in found(note, "t"))
        assert words.startswith(" A ")


def test_a_second_call_is_a_field_that_refers_to_the_first(data: bytes) -> None:
    document = part(data, "word/document.xml")
    codes = [e.text or "" for e in found(document, "instrText")]
    # Without \\f it is a cross-reference, which does not look like a call.
    (field,) = [code for code in codes if "NOTEREF" in code and "\\f" in code]
    name = field.split()[1]
    (begin,) = [e for e in found(document, "bookmarkStart") if e.get(f"{W}name") == name]
    reference = begin.getnext()
    assert reference is not None
    assert reference.find(f"{W}footnoteReference") is not None


def test_links_in_notes_are_relationships_of_their_part(data: bytes) -> None:
    archive = zipfile.ZipFile(io.BytesIO(data))
    relations = archive.read("word/_rels/footnotes.xml.rels").decode()
    (link,) = found(part(data, NOTES), "hyperlink")
    assert f'Id="{link.get(f"{R}id")}"' in relations
    assert "https://example.org/note" in relations
    assert "https://example.org/note" not in archive.read("word/_rels/document.xml.rels").decode()


def test_the_format_comes_from_the_css(data: bytes) -> None:
    styles = {e.get(f"{W}styleId"): e for e in found(part(data, "word/styles.xml"), "style")}
    text, reference = styles["FootnoteText"], styles["FootnoteReference"]
    assert [e.get(f"{W}val") for e in found(text, "name")] == ["footnote text"]
    assert [e.get(f"{W}val") for e in found(text, "sz")] == ["18"]  # .8rem of 11pt
    assert [e.get(f"{W}val") for e in found(reference, "vertAlign")] == ["superscript"]
    for name in (
        "Abstract",
        "AbstractHeading",
        "Bibliography",
        "BibliographyHeading",
        "Affiliation",
    ):
        assert name in styles
    (indent,) = found(styles["Bibliography"], "ind")
    assert int(indent.get(f"{W}hanging", 0)) == int(indent.get(f"{W}left", 0)) > 0


def test_a_document_without_notes_has_no_footnotes_part() -> None:
    data = docx.write(page("<p>Text.</p>"))
    assert NOTES not in zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not found(part(data, "word/settings.xml"), "footnotePr")


def test_other_programs_read_them_as_notes(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "notes.docx"
    path.write_bytes(data)
    native = call([program("pandoc"), "--to", "native", path]).stdout
    assert str(native).count("Note\n") == 2
    printed = pdf_text(as_pdf([path])[path], "-layout")
    before, _, foot = printed.partition("A second paragraph shows")
    assert "A note explains, with a link" in foot
    assert "A note explains" not in before


@pytest.mark.parametrize(
    "markup",
    [
        '<p>Text.<a href="#fn-1" role="doc-noteref">1</a></p>',
        f'<p>Text.</p>{SECTION}<aside id="fn-1" role="doc-footnote"><p>N.</p></aside></section>',
        f"<p>Text.</p>{SECTION}<p>No note.</p></section>",
    ],
)
def test_notes_and_calls_must_match(markup: str) -> None:
    with pytest.raises(SourceError):
        docx.write(page(markup))


def test_a_note_only_in_the_specimen_makes_no_part() -> None:
    bare = replace(specimen_article("en"), body="<p>Text.</p>", images=())
    data = docx.write(compose(bare, load("journal")))
    assert NOTES not in zipfile.ZipFile(io.BytesIO(data)).namelist()
    styles = [e.get(f"{W}styleId") for e in found(part(data, "word/styles.xml"), "style")]
    assert "FootnoteText" in styles
