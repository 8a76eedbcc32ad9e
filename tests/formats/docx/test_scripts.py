"""Fonts and languages per script: Word keeps one for Latin, one for East Asia, one for the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats import docx
from tests.formats.docx.document import Document, W


def document(lang: str, words: str) -> Document:
    made = replace(specimen_article(lang), body=f"<p>{words}</p>", images=(), abstract=None)
    return Document(docx.write(compose(made, load("briefing")), embed_fonts=False))


def fonts(found: Document) -> dict[str, str]:
    """The fonts of the first paragraph, by Word's names for kinds of letters."""
    styles = found.styles()
    named = {key: style.find(f"{W}name").get(f"{W}val") for key, style in styles.items()}  # type: ignore[union-attr]
    style = next(key for key, name in named.items() if name == "First Paragraph")
    said: dict[str, str] = {}
    while style:
        for element in styles[style].iterfind(f"{W}rPr/{W}rFonts"):
            said = {str(k).removeprefix(W): str(v) for k, v in element.attrib.items()} | said
        base = styles[style].find(f"{W}basedOn")
        style = "" if base is None else base.get(f"{W}val") or ""
    for element in found.xml("word/styles.xml").iterfind(f"{W}docDefaults//{W}rFonts"):
        said = {str(k).removeprefix(W): str(v) for k, v in element.attrib.items()} | said
    return said


@pytest.mark.parametrize(
    ("lang", "words", "kind", "family"),
    [
        ("ar", "ملح وحديد", "cs", "Noto Naskh Arabic"),
        ("fa", "نمک و آهن", "cs", "Noto Naskh Arabic"),
        ("he", "מלח וברזל", "cs", "Noto Serif Hebrew"),
        ("hi", "नमक और लोहा", "cs", "Noto Serif Devanagari"),
        ("ja", "塩と鉄", "eastAsia", "Noto Serif CJK JP"),
        ("ko", "소금과 쇠", "eastAsia", "Noto Serif CJK KR"),
        ("zh-Hans", "盐与铁", "eastAsia", "Noto Serif CJK SC"),
        ("zh-Hant", "鹽與鐵", "eastAsia", "Noto Serif CJK TC"),
    ],
)
def test_every_script_has_its_font(lang: str, words: str, kind: str, family: str) -> None:
    said = fonts(document(lang, words))
    assert said[kind] == family
    assert all(said[name] for name in ("ascii", "hAnsi", "cs", "eastAsia"))


def test_latin_letters_keep_the_fonts_of_the_theme() -> None:
    own = fonts(document("en", "Salt and iron"))
    assert own["ascii"] == own["cs"] == own["eastAsia"] == "Publish Serif 4"
    # Where letters join, those of the theme are for Latin words in the text.
    assert fonts(document("ar", "ملح"))["ascii"] == "Publish Serif 4"


def test_the_font_table_names_substitutes() -> None:
    table = document("ar", "ملح وحديد").xml("word/fontTable.xml")
    (font,) = (e for e in table.iter(f"{W}font") if e.get(f"{W}name") == "Noto Naskh Arabic")
    other = font.find(f"{W}altName")
    assert other is not None
    assert "Sakkal Majalla" in (other.get(f"{W}val") or "")
