"""A DOCX spoiled in one place has exactly the Problem that tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from tests.proof.sabotage import media, part_with, rules, swapped, zipped

if TYPE_CHECKING:
    from publish.proof import Content

DOCUMENT = "word/document.xml"

TEXT = {
    "a word changed": ("well-known", "known", ["proof-words"]),
    "two words run together": (">important<", ">important.<", ["proof-words"]),
    "a word hidden": ("<w:t>Five</w:t>", "<w:rPr><w:vanish/></w:rPr><w:t>Five</w:t>",
                      ["proof-words"]),
    "a word deleted, with its change tracked": (
        "<w:r><w:t>Five</w:t></w:r>",
        '<w:del w:id="9" w:author="A"><w:r><w:delText>Five</w:delText></w:r></w:del>',
        ["proof-words"],
    ),
    "a number typed": ("<w:t>Four</w:t>", "<w:t>4. Four</w:t>", ["proof-words"]),
    "a heading's word": ("Iron &amp; rust", "Iron &amp; dust", ["proof-heading"]),
    "a heading's level": ('"Heading2"', '"Heading3"', ["proof-heading"]),
    "a heading as a paragraph": ('"Heading2"', '"BodyText"', ["proof-heading"]),
    "a paragraph as a heading": (
        '"FirstParagraph"/>', '"FirstParagraph"/><w:outlineLvl w:val="0"/>', ["proof-heading"],
    ),
    "no title": ('"Title"', '"BodyText"', ["proof-heading"]),
    "an alt text": ('descr="A chart"', 'descr="A card"', ["proof-alt"]),
    "no alt text": ('descr="A chart"', "", ["proof-alt"]),
    "a caption's word": ("one chart.", "one card.", ["proof-caption"]),
    "a caption that is none": ('"Caption"', '"BodyText"', ["proof-caption", "proof-credit"]),
    "a credit's word": (
        "<w:t>Picture: Tower | Cora Camera / CC BY 4.0<", "<w:t>Picture: Tower | CC BY 4.0<",
        ["proof-credit"],
    ),
    "a credit that is none": ('"Credit"', '"BodyText"', ["proof-credit"]),
    "an entry of the list": (">, Dora Data, <", ">, Data, <", ["proof-credit"]),
    "a link inside": ("<w:t>below</w:t>", "<w:t>above</w:t>",
                      ["proof-reference", "proof-words"]),
}  # fmt: skip

PROPERTIES = {
    "the title": ("docProps/core.xml", "Salt &amp; Iron", "Salt"),
    "the creator": ("docProps/core.xml", "Ada Example", "python-docx"),
    "the language": ("docProps/core.xml", "language>en<", "language>de<"),
    "the category": ("docProps/core.xml", "Transport", ""),
    "the date": ("docProps/core.xml", "2026-03-01", "2013-12-23"),
    "the publisher": ("docProps/app.xml", "Example House", "Another House"),
    "the license": ("docProps/custom.xml", "CC-BY-4.0", "CC-BY-3.0"),
    "the rights": ("docProps/custom.xml", "© 2026 Ada Example", "© 2026"),
}


NOTES = {
    "a word": ("word/footnotes.xml", "has two paragraphs", "has many paragraphs"),
    "a paragraph": ("word/footnotes.xml", "This closes it.", ""),
    "the notes exchanged": ("word/footnotes.xml", 'w:id="1"', 'w:id="7"'),
    "a reference": (DOCUMENT, '<w:footnoteReference w:id="2"/>', ""),
    "a reference to another note": (
        DOCUMENT, '<w:footnoteReference w:id="2"/>', '<w:footnoteReference w:id="1"/>',
    ),
    "a field that leads nowhere": (DOCUMENT, "NOTEREF fnref_1 ", "NOTEREF fnref_9 "),
}  # fmt: skip


@pytest.fixture(scope="module")
def docx(outputs: Mapping[str, bytes]) -> bytes:
    return outputs["docx"]


@pytest.mark.parametrize("case", TEXT)
def test_text(case: str, docx: bytes, expected: Content) -> None:
    old, new, found = TEXT[case]
    count = -1 if old.startswith("descr") else 1
    assert rules(expected, "docx", zipped(docx, DOCUMENT, swapped(old, new, count))) == found


@pytest.mark.parametrize("case", NOTES)
def test_notes(case: str, docx: bytes, expected: Content) -> None:
    part, old, new = NOTES[case]
    found = rules(expected, "docx", zipped(docx, part, swapped(old, new)))
    assert "proof-note" in found
    assert set(found) <= {"proof-note", "proof-link"}


@pytest.mark.parametrize("case", PROPERTIES)
def test_metadata(case: str, docx: bytes, expected: Content) -> None:
    part, old, new = PROPERTIES[case]
    assert rules(expected, "docx", zipped(docx, part, swapped(old, new))) == ["proof-metadata"]


@pytest.mark.parametrize("part", ["docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"])
def test_properties_lost(part: str, docx: bytes, expected: Content) -> None:
    found = rules(expected, "docx", zipped(docx, part, lambda data: None))
    # The pictures' credits are among the custom properties.
    credits = ["proof-credit-embedded"] if "custom" in part else []
    assert found == [*credits, "proof-metadata"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Image 2 credit", "Image 3 credit"),
        ("Data, Dora Data, CC BY 4.0", "Data, CC BY 4.0"),
        ("Picture: Tower | Cora Camera", "Picture: Tower | Cara Camera"),
    ],
)
def test_a_picture_s_property(old: str, new: str, docx: bytes, expected: Content) -> None:
    spoiled = zipped(docx, "docProps/custom.xml", swapped(old, new))
    assert rules(expected, "docx", spoiled) == ["proof-credit-embedded"]


def test_a_link_that_leads_elsewhere(docx: bytes, expected: Content) -> None:
    part = "word/_rels/document.xml.rels"
    change = swapped("https://example.org/second", "https://example.org/2nd")
    assert rules(expected, "docx", zipped(docx, part, change)) == ["proof-link"]


def test_a_link_as_a_field_is_a_link(docx: bytes, expected: Content) -> None:
    def change(data: bytes) -> bytes:
        at = data.index(b">the second<")
        start = data.rindex(b"<w:hyperlink ", 0, at)
        end = data.index(b"</w:hyperlink>", at)
        runs = data[data.index(b">", start) + 1 : end]
        mark = b'<w:r><w:fldChar w:fldCharType="%s"/></w:r>'
        code = b'<w:r><w:instrText> HYPERLINK "https://example.org/second" </w:instrText></w:r>'
        field = (mark % b"begin") + code + (mark % b"separate") + runs + (mark % b"end")
        return data[:start] + field + data[end + len(b"</w:hyperlink>") :]

    assert rules(expected, "docx", zipped(docx, DOCUMENT, change)) == []


@pytest.mark.parametrize("magic", [b"\xff\xd8", b"\x89PNG"])
def test_a_credit_inside_a_picture(magic: bytes, docx: bytes, expected: Content) -> None:
    part = media(docx, magic)
    spoiled = zipped(docx, part, lambda data: data.replace(b"<dc:creator>", b"<dc:creatar>"))
    spoiled = zipped(spoiled, part, lambda data: data.replace(b"</dc:creator>", b"</dc:creatar>"))
    assert rules(expected, "docx", spoiled) == ["proof-credit-embedded"]


def test_the_record_of_the_credits(docx: bytes, expected: Content) -> None:
    record = part_with(docx, "<creator>Dora Data</creator>")
    spoiled = zipped(docx, record, swapped("<creator>Dora Data</creator>", ""))
    assert rules(expected, "docx", spoiled) == ["proof-credit-embedded"]


def test_pictures_exchanged(docx: bytes, expected: Content) -> None:
    one, other = media(docx, b"\xff\xd8"), media(docx, b"\x89PNG")
    part = "word/_rels/document.xml.rels"
    swap = swapped(other.removeprefix("word/"), one.removeprefix("word/"))
    assert rules(expected, "docx", zipped(docx, part, swap)) == [
        "proof-credit-embedded",
        "proof-figure",
    ]


def test_a_picture_that_lies_outside(docx: bytes, expected: Content) -> None:
    picture = media(docx, b"\x89PNG").removeprefix("word/")
    part = "word/_rels/document.xml.rels"
    change = swapped(f'"{picture}"', '"https://example.org/chart.png" TargetMode="External"')
    assert rules(expected, "docx", zipped(docx, part, change)) == [
        "proof-credit-embedded",
        "proof-figure",
    ]


def test_a_text_box_counts_once(docx: bytes, expected: Content) -> None:
    box = (
        '<mc:AlternateContent xmlns:wps="urn:wps"><mc:Choice Requires="wps">'
        "<w:drawing><w:txbxContent><w:p><w:r><w:t>Nested</w:t></w:r></w:p></w:txbxContent>"
        "</w:drawing></mc:Choice><mc:Fallback><w:r><w:t>Nested</w:t></w:r></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    change = swapped("<w:t>Nested</w:t>", box)
    assert rules(expected, "docx", zipped(docx, DOCUMENT, change)) == []
