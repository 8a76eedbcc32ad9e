"""An EPUB spoiled in one place has exactly the Problem that tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from publish.formats import FORMATS
from publish.proof import compare
from tests.proof.sabotage import media, part_with, rules, swapped, zipped

if TYPE_CHECKING:
    from publish.proof import Content

CHAPTER = "counterinsurgency"

TEXT = {
    "a word changed": ("well-known", "known", ["proof-words"]),
    "two words run together": ("important</em> point", "important</em>point", ["proof-words"]),
    "a sentence lost": ("<p>The end.</p>", "", ["proof-words"]),
    "a sentence added": ("<p>The end.</p>", "<p>The end.</p><p>More.</p>", ["proof-words"]),
    "a heading's word": ("Iron &amp; rust", "Iron &amp; dust", ["proof-heading"]),
    "a heading's level": ('<h3 id="deeper">Deeper</h3>', "<h4>Deeper</h4>", ["proof-heading"]),
    "a heading as a paragraph": ('<h3 id="deeper">Deeper</h3>', "<p>Deeper</p>", ["proof-heading"]),
    "an alt text": ('alt="A chart"', 'alt="A card"', ["proof-alt"]),
    "no alt text": ('alt="A chart"', 'alt=""', ["proof-alt"]),
    "a caption's word": ("one chart.", "one card.", ["proof-caption"]),
    "no caption": (
        '<span class="caption">Two sources, one chart.</span>', "",
        ["proof-caption", "proof-reference"],  # the credits lead to its first words
    ),
    "a credit's word": (
        ">Picture: Tower | Cora Camera / CC BY 4.0<", ">Picture: Tower | CC BY 4.0<",
        ["proof-credit"],
    ),
    "a credit that is no credit": (' role="doc-credit"', "", ["proof-credit"]),
    "an entry of the list": (", <bdi>Dora Data<", ", <bdi>Data<", ["proof-credit"]),
    "no list of credits": ('role="doc-credits"', 'role="region"', ["proof-credit"]),
    "a link's target": ("https://example.org/second", "https://example.org/2nd", ["proof-link"]),
    "a link's words": (
        '<a href="https://example.org/second">the second</a>',
        'the <a href="https://example.org/second">second</a>', ["proof-link"],
    ),
    "a note's word": ("note has two paragraphs", "note has many paragraphs", ["proof-note"]),
    "a call that leads to another note": ('href="#fn-2"', 'href="#fn-1"', ["proof-note"]),
    "a call that leads nowhere": ('href="#fn-2"', 'href="#fn-9"', ["proof-note"]),
    "a call that is a link": (
        'href="#fn-2" role="doc-noteref"', 'href="#fn-2"',
        ["proof-note", "proof-reference", "proof-words"],
    ),
    "a call in another place": (
        "one.<a href=\"#fn-2\" role=\"doc-noteref\" id=\"fnref-2\" epub:type=\"noteref\">2</a> And",
        "one. And<a href=\"#fn-2\" role=\"doc-noteref\" id=\"fnref-2\">2</a>", ["proof-note"],
    ),
    "a note's link": ("https://example.org/note", "https://example.org/none", ["proof-link"]),
    "no link": ('<a href="https://example.org/second">the second</a>', "the second",
                ["proof-link"]),
}  # fmt: skip

OPF = {
    "the title": (">Salt &amp; Iron</dc:title>", ">Salt</dc:title>"),
    "an author": (">Ada Example</dc:creator>", ">Eda Example</dc:creator>"),
    "a contributor": (">Bert Example</dc:contributor>", ">Bart Example</dc:contributor>"),
    "a contributor's role": (">ill</meta>", ">edt</meta>"),
    "an author's sorted name": (">Example, Ada</meta>", ">Ada Example</meta>"),
    "the language": (">en</dc:language>", ">de</dc:language>"),
    "the date": (">2026-03-01</dc:date>", ">2026-03-02</dc:date>"),
    "the change": (">2026-03-02T04:05:06Z</meta>", ">2026-03-02T04:05:07Z</meta>"),
    "the license": ("https://creativecommons.org/licenses/by/4.0/", "https://example.org/"),
    "a keyword": (">ferries</dc:subject>", "></dc:subject>"),
}


@pytest.fixture(scope="module")
def epub(outputs: Mapping[str, bytes]) -> bytes:
    return outputs["epub"]


@pytest.mark.parametrize("case", TEXT)
def test_text(case: str, epub: bytes, expected: Content) -> None:
    old, new, found = TEXT[case]
    spoiled = zipped(epub, part_with(epub, CHAPTER, ".xhtml"), swapped(old, new))
    assert rules(expected, "epub", spoiled) == found


@pytest.mark.parametrize("case", OPF)
def test_metadata(case: str, epub: bytes, expected: Content) -> None:
    old, new = OPF[case]
    spoiled = zipped(epub, part_with(epub, "<package", ".opf"), swapped(old, new))
    assert rules(expected, "epub", spoiled) == ["proof-metadata"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"dcterms:creator">Cora Camera', '"dcterms:creator">Cara Camera'),
        (
            'refines="#image-2" property="publish:credits"',
            'refines="#image-1" property="publish:credits"',
        ),
        ('property="dcterms:license"', 'property="dcterms:type"'),
        ("Egon Engraver", "Egon"),
    ],
)
def test_what_the_package_says_of_a_picture(
    old: str, new: str, epub: bytes, expected: Content
) -> None:
    opf = part_with(epub, "<package", ".opf")
    spoiled = zipped(epub, opf, swapped(old, new))
    assert rules(expected, "epub", spoiled) == ["proof-credit-embedded"]


def test_pictures_exchanged_in_what_the_package_says(epub: bytes, expected: Content) -> None:
    def change(data: bytes) -> bytes:
        swap = data.replace(b"#image-1", b"#image-0").replace(b"#image-2", b"#image-1")
        return swap.replace(b"#image-0", b"#image-2")

    opf = part_with(epub, "<package", ".opf")
    assert rules(expected, "epub", zipped(epub, opf, change)) == ["proof-credit-embedded"]


def test_metadata_that_nobody_stated(epub: bytes, expected: Content) -> None:
    opf = part_with(epub, "<package", ".opf")
    change = swapped("</metadata>", "<dc:creator>Nobody</dc:creator></metadata>")
    problems = compare(expected, FORMATS["epub"].read(zipped(epub, opf, change)))
    assert [problem.rule for problem in problems] == ["proof-metadata"]
    assert "Nobody" in problems[0].message


@pytest.mark.parametrize("magic", [b"\xff\xd8", b"\x89PNG"])
def test_a_credit_inside_a_picture(magic: bytes, epub: bytes, expected: Content) -> None:
    part = media(epub, magic)
    spoiled = zipped(epub, part, lambda data: data.replace(b"photoshop:", b"photochop:"))
    spoiled = zipped(spoiled, part, lambda data: data.replace(b"publish:", b"publush:"))
    assert rules(expected, "epub", spoiled) == ["proof-credit-embedded"]


def test_pictures_exchanged(epub: bytes, expected: Content) -> None:
    part = part_with(epub, CHAPTER, ".xhtml")
    swap = swapped("tower.jpg", "chart.png")
    assert rules(expected, "epub", zipped(epub, part, swap)) == [
        "proof-credit-embedded",
        "proof-figure",
    ]


def test_a_picture_lost(epub: bytes, expected: Content) -> None:
    spoiled = zipped(epub, media(epub, b"\x89PNG"), lambda data: None)
    assert rules(expected, "epub", spoiled) == ["proof-credit-embedded", "proof-figure"]


def test_a_figure_lost(epub: bytes, expected: Content) -> None:
    def change(data: bytes) -> bytes:
        start = data.index(b'<figure id="fig-chart"')
        end = data.index(b"</figure>", start) + len(b"</figure>")
        return data[:start] + data[end:]

    spoiled = zipped(epub, part_with(epub, CHAPTER, ".xhtml"), change)
    # The list of credits leads to it.
    assert rules(expected, "epub", spoiled) == ["proof-figure", "proof-reference"]


def test_the_credit_on_the_cover(epub: bytes, expected: Content) -> None:
    cover = part_with(epub, 'src="cover.jpg"', ".xhtml")
    spoiled = zipped(epub, cover, swapped("Cora Camera", "Somebody"))
    assert rules(expected, "epub", spoiled) == ["proof-words"]


def test_the_credit_in_the_cover(epub: bytes, expected: Content) -> None:
    cover = part_with(epub, "Cora Camera", "cover.jpg")
    spoiled = zipped(epub, cover, swapped("Cora Camera", "Cara Camera", -1))
    assert rules(expected, "epub", spoiled) == ["proof-credit-embedded"]


def test_the_message_shows_both_sides(epub: bytes, expected: Content) -> None:
    chapter = part_with(epub, CHAPTER, ".xhtml")
    spoiled = zipped(epub, chapter, swapped("partnership-based", "partnership"))
    (problem,) = compare(expected, FORMATS["epub"].read(spoiled))
    assert problem.message == (
        "EPUB: expected “…sea, and this is how. A partnership-based, semi-autonomous…”"
        " but it says “…sea, and this is how. A partnership, semi-autonomous…”"
    )
