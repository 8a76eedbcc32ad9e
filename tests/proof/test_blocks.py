"""Numbers of lists and languages of words: spoiled in one place, and told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary

from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.formats import FORMATS
from publish.model.article import Article
from publish.page import Page
from publish.proof import Content, compare, read_page
from publish.proof.aspects.numbers import SYSTEMS, bare, printed
from tests.proof.conftest import METADATA
from tests.proof.sabotage import part_with, pdf, rules, zipped

BODY = """
<p>Text with <span lang="fr">quelques mots</span> and <span lang="he" dir="rtl">שלום</span>.</p>
<ol start="4"><li>Four</li><li>Five<ol type="a" class="lower-alpha"><li>A</li><li>B</li></ol>
<p>Behind the list.</p></li></ol>
<ul><li>Bullet</li></ul>
<ol type="I" class="upper-roman"><li>One</li><li>Two</li></ol>
<p>A note.<a href="#a" role="doc-noteref"></a></p>
<aside id="a" role="doc-footnote"><ol start="7"><li>Seven, <em lang="de">sieben</em></li></ol>
</aside>
"""


@pytest.fixture(scope="module")
def page() -> Page:
    return compose(Article("blocks", replace(METADATA, status=None), BODY), load("briefing"))


@pytest.fixture(scope="module")
def expected(page: Page) -> Content:
    return read_page(page)


@pytest.fixture(scope="module")
def outputs(page: Page) -> Mapping[str, bytes]:
    return {name: format.write(page) for name, format in FORMATS.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_right(expected: Content, outputs: Mapping[str, bytes], name: str) -> None:
    found = FORMATS[name].read(outputs[name])
    assert compare(expected, found) == ()
    assert set(found.languages) == {"fr", "he", "de"}
    shown = found.numbers if name not in ("epub", "html") else tuple(map(_shown, found.numbers))
    assert shown == ("4", "5", "a", "b", "I", "II", "7")


def _shown(number: str) -> str:
    type, value = number.split(" ")
    return SYSTEMS[type](int(value))


def everywhere(pattern: str, new: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        changed = re.sub(pattern.encode(), new.encode(), content)
        assert changed != content
        return changed

    return change


PACKAGED = {
    "docx: a list begins anew": (
        "docx", "word/numbering.xml", 'startOverride w:val="4"', 'startOverride w:val="1"',
        "proof-number",
    ),
    "docx: letters are capitals": (
        "docx", "word/numbering.xml", '"lowerLetter"', '"upperLetter"', "proof-number",
    ),
    "docx: a level is a bullet": (
        "docx", "word/numbering.xml", '"upperRoman"', '"bullet"', "proof-number",
    ),
    "docx: no French": ("docx", "word/document.xml", '<w:lang w:val="fr"/>', "", "proof-language"),
    "docx: no German in the note": (
        "docx", "word/footnotes.xml", '<w:lang w:val="de"/>', "", "proof-language",
    ),
    "docx: other words are French": (
        "docx", "word/document.xml", "<w:r><w:t>Bullet</w:t>",
        '<w:r><w:rPr><w:lang w:val="fr"/></w:rPr><w:t>Bullet</w:t>', "proof-language",
    ),
    "epub: a list begins anew": ("epub", "", ' start="4"', "", "proof-number"),
    "epub: numerals": ("epub", "", ' type="I"', "", "proof-number"),
    "epub: no French": ("epub", "", ' (?:xml:)?lang="fr"', "", "proof-language"),
    "epub: no Hebrew": ("epub", "", '"he"', '"en"', "proof-language"),
}  # fmt: skip


@pytest.mark.parametrize("name", PACKAGED)
def test_a_package(expected: Content, outputs: Mapping[str, bytes], name: str) -> None:
    format, part, old, new, rule = PACKAGED[name]
    data = outputs[format]
    part = part or part_with(data, "Bullet", ".xhtml")
    assert rules(expected, format, zipped(data, part, everywhere(old, new))) == [rule]


def elements(node: Any) -> Iterator[Any]:
    kids = node.get("/K", Array([]))
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def test_a_pdf_without_a_language(expected: Content, outputs: Mapping[str, bytes]) -> None:
    def mute(file: pikepdf.Pdf) -> None:
        spoken = [e for e in elements(file.Root.StructTreeRoot) if str(e.get("/Lang", "")) == "fr"]
        assert spoken
        for element in spoken:
            del element["/Lang"]

    assert rules(expected, "pdf", pdf(outputs["pdf"], mute)) == ["proof-language"]


def test_a_pdf_with_numbers_exchanged(expected: Content, outputs: Mapping[str, bytes]) -> None:
    def exchange(file: pikepdf.Pdf) -> None:
        first, second, *_ = [e for e in elements(file.Root.StructTreeRoot) if e.S == "/Lbl"]
        first.K, second.K = second.K, first.K

    assert rules(expected, "pdf", pdf(outputs["pdf"], exchange)) == ["proof-number"]


def test_lists_in_items_are_read_out_where_they_are(outputs: Mapping[str, bytes]) -> None:
    """ISO 32000-1 table 336: an item has a label and one body; a list in it is in that."""

    def look(file: pikepdf.Pdf) -> None:
        items = [e for e in elements(file.Root.StructTreeRoot) if e.S == "/LI"]
        assert len(items) == 8
        for item in items:
            assert [str(kid.S) for kid in item.K] == ["/Lbl", "/LBody"]
        inner = [str(e.S) for e in elements(items[1]) if e.S in ("/L", "/P")]
        assert inner == ["/L", "/P"]

    pdf(outputs["pdf"], look)


@pytest.mark.parametrize(
    ("number", "says", "shown"),
    [("1 3", "3", "3"), ("1 3", "03", "03"), ("1 3", "iii", "iii"), ("1 3", "ג", "ג"),
     ("1 3", "4", "3"), ("a 27", "aa", "aa"), ("a 28", "bb", "bb"), ("a 28", "ab", "ab"),
     ("i 9", "ix", "ix"), ("i 9", "9", "ix"),
     ("A 1", "a", "A"), ("1 0", "0", "0"), ("1 -2", "-2", "-2")],
)  # fmt: skip
def test_ways_to_print_a_number(number: str, says: str, shown: str) -> None:
    assert printed(number, says) == shown


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("3.", "3"),
        ("(a)", "a"),
        ("•", ""),
        ("– ", ""),
        ("IV.", "IV"),
        ("\u00a0", ""),
        ("-2.", "-2"),
    ],
)
def test_labels(label: str, number: str) -> None:
    assert bare(label) == number
