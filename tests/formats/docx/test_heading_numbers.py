"""Numbers of headings are Word's own, from CSS counters, and not in the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from publish.formats import docx
from publish.proof.readers.docx.document import read_docx
from tests import judges
from tests.formats.docx.document import Document, W, written
from tests.samples import page

NUMBERED = """
article { counter-reset: section }
h2 { counter-increment: section; counter-reset: sub }
h3 { counter-increment: sub }
h2::before { content: counter(section) "."; margin-right: 1em }
h3::before { content: counter(section) "." counter(sub); margin-right: 0; color: #aa0011 }
section[role] h2 { counter-increment: none }
section[role] h2::before { content: none }
"""
BODY = "<h2>One</h2><h3>Deeper</h3><h3>Again</h3><h2>Two</h2><h3>Deeper</h3><h4>None</h4>"


def number(document: Document, style: str) -> tuple[str, str] | None:
    """The list and the level that number a style."""
    found = document.style(style).find(f"{W}pPr/{W}numPr")
    if found is None:
        return None
    values = {child.tag: child.get(f"{W}val") or "" for child in found}
    return values[f"{W}numId"], values.get(f"{W}ilvl", "0")


def levels(document: Document) -> list[etree._Element]:
    """The levels of the list that the headings are numbered by."""
    found = number(document, "heading 1")
    assert found is not None
    root = document.xml("word/numbering.xml")
    (num,) = (n for n in root.iter(f"{W}num") if n.get(f"{W}numId") == found[0])
    abstract = num.find(f"{W}abstractNumId")
    assert abstract is not None
    return [
        level
        for definition in root.iter(f"{W}abstractNum")
        if definition.get(f"{W}abstractNumId") == abstract.get(f"{W}val")
        for level in definition.iter(f"{W}lvl")
    ]


def value_of(level: etree._Element, name: str) -> str | None:
    found = level.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "on")


def test_headings_are_numbered_by_their_styles() -> None:
    document = written(BODY, css=NUMBERED)
    one, two = number(document, "heading 1"), number(document, "heading 2")
    assert one is not None
    assert two == (one[0], "1")
    assert [value_of(level, "pStyle") for level in levels(document)][:3] == [
        "Heading1",
        "Heading2",
        None,
    ]
    assert value_of(levels(document)[0], "numFmt") == "decimal"
    assert (value_of(levels(document)[0], "lvlText") or "").rstrip() == "%1."
    assert (value_of(levels(document)[1], "lvlText") or "") == "%1.%2"
    assert value_of(levels(document)[1], "suff") == "nothing"
    assert next(levels(document)[1].iter(f"{W}color")).get(f"{W}val") == "AA0011"
    # The room after the number: one em of 14 points is as wide as five of its spaces.
    assert (value_of(levels(document)[0], "lvlText") or "").count(" ") == 5


def test_numbers_are_not_text() -> None:
    document = written(BODY, css=NUMBERED)
    assert [words for name, words in document.paragraphs() if name == "heading 1"] == ["One", "Two"]
    given = page(BODY, css=NUMBERED, bare=True)
    content = read_docx(docx.write(given))
    assert content.headings[0] == (2, "One")


def test_headings_without_number_in_css_have_none_in_word() -> None:
    document = written(BODY, css=NUMBERED)
    assert number(document, "heading 3") is None
    # These are based on Heading 1, and take its number off.
    assert number(document, "Credits Heading") == ("0", "0")
    plain = written(BODY.replace("<h2>Two", '<h2 class="plain">Two'), css=NUMBERED + PLAIN)
    name = next(name for name, words in plain.paragraphs() if words == "Two")
    assert name != "heading 1"
    assert number(plain, name) == ("0", "0")


PLAIN = "h2.plain { counter-increment: none } h2.plain::before { content: none }"


@pytest.mark.parametrize(
    ("css", "level", "expected"),
    [
        ("h2::before { content: counter(section, upper-roman) }", 0, ("upperRoman", None)),
        ("h2::before { content: counter(section, upper-roman) }", 1, ("decimal", "on")),
        ("h3::before { content: counter(sub, lower-alpha) ')' }", 1, ("lowerLetter", None)),
        ("h3::before { content: '§ ' }", 1, ("none", None)),
    ],
)
def test_kinds_of_numbers(css: str, level: int, expected: tuple[str, str | None]) -> None:
    found = levels(written(BODY, css=NUMBERED + css))[level]
    assert (value_of(found, "numFmt"), value_of(found, "isLgl")) == expected


@pytest.mark.parametrize(
    ("css", "start", "restart"),
    [
        ("", "1", None),
        ("h2 { counter-reset: none }", "1", "0"),
        ("h2 { counter-reset: sub 4 }", "5", None),
    ],
)
def test_restarts_of_numbers(css: str, start: str, restart: str | None) -> None:
    level = levels(written(BODY, css=NUMBERED + css))[1]
    assert (value_of(level, "start"), value_of(level, "lvlRestart")) == (start, restart)


@pytest.mark.parametrize(
    "css",
    [
        "h2::before { content: counters(section, '.') }",
        "h2::before { content: counter(nowhere) }",
        "h2::before { content: counter(section, hiragana) }",
        "h2::before { content: '100 % ' counter(section) }",
        "h2 { counter-increment: section 2 }",
        "h2::before { content: attr(id) }",
    ],
)
def test_numbers_that_word_cannot_show_are_left_out(css: str) -> None:
    assert number(written(BODY, css=NUMBERED + css), "heading 1") is None


def test_libreoffice_counts_as_css_does(tmp_path: Path) -> None:
    path = tmp_path / "numbered.docx"
    path.write_bytes(docx.write(page(BODY, css=NUMBERED)))
    lines = judges.pdf_text(judges.as_pdf([path])[path], "-layout").splitlines()
    shown = ["".join(line.split()) for line in lines]
    wanted = ["1.One", "1.1Deeper", "1.2Again", "2.Two", "2.1Deeper", "None", "Imagecredits"]
    assert [line for line in shown if line in wanted] == wanted
    assert judges.judge("Open XML validator", [path]) == {path: ()}
