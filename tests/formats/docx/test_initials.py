"""First letters: Word's drop cap where the style sheet lets one float, and no word in pieces."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from publish.formats import docx
from publish.proof.readers.docx.document import read_docx
from tests import judges
from tests.formats.docx.document import Document, W, text, written
from tests.samples import page

LEAD = ".lead { font-size: 10pt; line-height: 14pt; text-align: left } "
DROPPED = LEAD + (
    ".lead::first-letter { float: left; font: 600 52pt/42pt serif; color: #aa0011; "
    "margin-right: 4pt }"
)
STORY = '<p class="lead">The tower stood <em>empty</em> for years, and then one day it did not.</p>'


def frames(document: Document) -> list[etree._Element]:
    return list(document.body.iter(f"{W}framePr"))


def paragraph(document: Document, number: int) -> etree._Element:
    return list(document.body.iter(f"{W}p"))[number]


def test_a_floating_letter_is_a_drop_cap() -> None:
    document = written(STORY, css=DROPPED, bare=True)
    assert [(name, words) for name, words in document.paragraphs()][:2] == [
        ("First Paragraph Drop Cap", "T"),
        ("First Paragraph", "he tower stood empty for years, and then one day it did not."),
    ]
    (frame,) = frames(document)
    assert {str(key).removeprefix(W): value for key, value in frame.attrib.items()} == {
        "dropCap": "drop",
        "lines": "3",
        "hSpace": "80",
        "wrap": "around",
        "vAnchor": "text",
        "hAnchor": "text",
    }


def test_its_format_is_in_styles() -> None:
    document = written(STORY, css=DROPPED, bare=True)
    (run,) = paragraph(document, 0).iter(f"{W}r")
    (name,) = run.iter(f"{W}rStyle")
    said = document.styles()[name.get(f"{W}val") or ""]
    assert next(said.iter(f"{W}sz")).get(f"{W}val") == "104"
    assert next(said.iter(f"{W}color")).get(f"{W}val") == "AA0011"
    # LibreOffice fits the letter by itself, and would take a lowered one for small.
    assert said.find(f"{W}rPr/{W}position") is None
    style = document.style("First Paragraph Drop Cap")
    line = style.find(f"{W}pPr/{W}spacing")
    assert line is not None
    assert (line.get(f"{W}line"), line.get(f"{W}lineRule")) == ("840", "exact")
    assert style.find(f"{W}rPr/{W}position") is not None
    assert style.find(f"{W}pPr/{W}keepNext") is not None
    body = document.style("First Paragraph").find(f"{W}pPr/{W}spacing")
    assert body is not None
    assert body.get(f"{W}line") == "280"


def test_a_letter_may_be_marked_in_the_text() -> None:
    body = STORY.replace("The", '<span class="initial">“T</span>he')
    css = LEAD + ".initial { float: left; font-size: 52pt; line-height: 42pt }"
    document = written(body, css=css, bare=True)
    assert [words for _, words in document.paragraphs()][:2] == [
        "“T",
        "he tower stood empty for years, and then one day it did not.",
    ]
    assert len(frames(document)) == 1


def test_marks_before_a_letter_in_the_text_keep_its_size() -> None:
    body = STORY.replace("The", '<span class="open">„</span><span class="initial">T</span>he')
    css = (
        LEAD + ".initial { float: left; font-size: 52pt; line-height: 42pt } .open { float: left }"
    )
    document = written(body, css=css, bare=True)
    assert document.paragraphs()[0][1] == "„T"
    mark, letter = paragraph(document, 0).iter(f"{W}r")
    assert (text(mark), text(letter)) == ("„", "T")
    style = next(mark.iter(f"{W}rStyle")).get(f"{W}val")
    assert style not in (None, next(letter.iter(f"{W}rStyle")).get(f"{W}val"))
    assert len(frames(document)) == 1


@pytest.mark.parametrize(
    ("start", "letters"),
    [("The", "T"), ("“The", "“T"), ("U.S.", "U."), ("Élan", "É"), ("1968", "1"), ("A ship", "A")],
)
def test_punctuation_goes_with_the_letter(start: str, letters: str) -> None:
    document = written(f'<p class="lead">{start} sank.</p>', css=DROPPED, bare=True)
    assert document.paragraphs()[0][1] == letters


def test_every_reader_sees_the_word_whole(tmp_path: Path) -> None:
    path = tmp_path / "cap.docx"
    path.write_bytes(docx.write(page("<p>Before.</p>" + STORY, css=DROPPED, bare=True)))
    assert "Before. The tower stood" in read_docx(path.read_bytes()).text
    assert "\nThe tower stood empty" in judges.plain_text(path)
    printed = judges.pdf_text(judges.as_pdf([path])[path], "-raw")
    assert "Thetowerstoodempty" in "".join(printed.split())
    assert judges.judge("Open XML validator", [path]) == {path: ()}


def test_a_larger_letter_in_the_line_is_a_run() -> None:
    css = LEAD + ".lead::first-letter { font-size: 20pt }"
    document = written(STORY, css=css, bare=True)
    assert not frames(document)
    (name, words), *_ = document.paragraphs()
    assert words.startswith("The tower")
    first = next(paragraph(document, 0).iter(f"{W}r"))
    assert text(first) == "T"
    assert next(document.style(name).iter(f"{W}spacing")).get(f"{W}lineRule") == "atLeast"


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li><p class='lead'>Item</p></li></ul>",
        "<div class='box note'><p class='lead'>Box</p></div>",
        "<p class='lead'>A</p>",
        "<p class='lead'><em>The</em> tower</p>",
    ],
)
def test_a_letter_that_cannot_drop_stays_in_its_word(body: str) -> None:
    document = written(body, css=DROPPED, bare=True)
    caps = [name for name, _ in document.paragraphs() if "Drop Cap" in name]
    assert len(frames(document)) == len(caps) == (1 if "<em>" in body else 0)
    assert "".join(words for _, words in document.paragraphs()) in ("Item", "Box", "A", "The tower")


def test_a_gap_above_moves_both_paragraphs() -> None:
    body = "<table><tr><td>Cell</td></tr></table>" + STORY
    document = written(body, css=DROPPED + "table { margin-bottom: 40pt }", bare=True)
    names = [name for name, _ in document.paragraphs()][1:3]
    assert names == ["First Paragraph Drop Cap after Table", "First Paragraph after Table"]
    gaps = [next(document.style(n).iter(f"{W}spacing")).get(f"{W}before") for n in names]
    assert gaps == ["800", "800"]


def test_a_float_elsewhere_does_not_break_its_line() -> None:
    css = "strong { float: right }"
    document = written("<p>A <strong>word</strong> here.</p>", css=css, bare=True)
    assert document.paragraphs()[0][1] == "A word here."
