"""Text in a PDF: emoji, ActualText of complex scripts, right-to-left columns and lines."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pytest
from pdfminer.high_level import extract_text

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.fonts import installed
from publish.formats.pdf import write
from publish.formats.pdf.layout import emoji
from publish.formats.pdf.layout.actual_text import needs_actual_text
from publish.page import PAPER

COLUMNS = "main { columns: 3; column-rule: 2pt solid rgb(255, 0, 0); column-fill: balance }"


def written(body: str, lang: str = "en", css: str = "") -> bytes:
    article = replace(specimen_article(lang), body=body, images=(), abstract=None)
    page = compose(article, load("briefing"))
    return write(replace(page, look=replace(page.look, sheets=((PAPER, page.look.paper + css),))))


def fonts(pdf: pikepdf.Pdf) -> set[str]:
    return {str(o.BaseFont) for o in pdf.objects if isinstance(o, pikepdf.Dictionary)
            and "/BaseFont" in o}  # fmt: skip


def spans(pdf: pikepdf.Pdf) -> list[str]:
    """Every ActualText beside a line."""
    found: list[str] = []
    for page in pdf.pages:
        for step in pikepdf.parse_content_stream(page):
            if str(step.operator) == "BDC" and "/ActualText" in step.operands[1]:
                found.append(str(step.operands[1]["/ActualText"]))
    return found


# -- emoji ---------------------------------------------------------------------------------


def test_emoji_are_outlines() -> None:
    """They are letters of a font, and no pictures, whose interpolation PDF/A forbids."""
    assert f"{emoji.FAMILY}_hint.ttf" in installed._files(), "tools/system.sh build"
    data = written("<p>Open 🚧 again 🚀, says 🎉 the master ✅.</p>")
    pdf = pikepdf.open(io.BytesIO(data))
    assert any(emoji.FAMILY in name for name in fonts(pdf))
    assert not any(page.get_images() for page in pdf.pages)
    assert "Open 🚧 again 🚀, says 🎉 the master ✅." in extract_text(io.BytesIO(data))


def test_text_beside_emoji_keeps_its_font() -> None:
    """The font of emoji has digits and kana as well."""
    for lang, words in (("en", "Open since 1968"), ("ja", "川辺の図書館、1968年")):
        with_emoji = pikepdf.open(io.BytesIO(written(f"<p>{words} 🎉</p>", lang)))
        without = pikepdf.open(io.BytesIO(written(f"<p>{words}</p>", lang)))
        added = fonts(with_emoji) - fonts(without)
        assert [emoji.FAMILY in name for name in added] == [True]
        (font,) = (o for o in with_emoji.objects if isinstance(o, pikepdf.Dictionary)
                   and o.get("/BaseFont") in added and o.get("/Subtype") == "/Type0")  # fmt: skip
        # The first of the pairs is the range of all codes.
        said = re.findall(rb"<\w+> <(\w+)>", font.ToUnicode.read_bytes())
        assert [bytes.fromhex(code.decode()).decode("utf-16-be") for code in said[1:]] == ["🎉"]


# -- words beside glyphs -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("Salt", False),
        ("Zürich, Łódź", False),
        ("塩の道", False),
        ("소금", False),
        ("हिन्दी", True),
        ("தமிழ்", True),
        ("น้ำ", True),
        ("น้า", False),
        ("co\u00adoperate", True),
        ("می\u200cرود", False),
        ("❤\ufe0f", True),
    ],
)
def test_texts_that_need_actual_text(text: str, needed: bool) -> None:
    assert needs_actual_text(text) is needed


def test_a_line_of_devanagari_has_actual_text() -> None:
    pdf = pikepdf.open(io.BytesIO(written("<p>नमक की कीमत बढ़ी, किसानों की नहीं।</p>", "hi")))
    assert any("नमक की कीमत बढ़ी, किसानों की नहीं।" in said for said in spans(pdf))


def test_a_line_of_latin_has_none() -> None:
    assert spans(pikepdf.open(io.BytesIO(written("<p>Only plain words.</p>")))) == []


# -- rules between columns -----------------------------------------------------------------


def test_rules_are_between_columns_in_both_directions() -> None:
    latin, arabic = (
        rules(pikepdf.open(io.BytesIO(written(f"<p>{words * 20}</p>" * 12, lang, COLUMNS))))
        for lang, words in (("en", "Some words. "), ("ar", "كلمات قليلة. "))
    )
    # The page is an A4 of 793.7 px, and mirrored; so are its rules, which 2 pt of 2.67 px are.
    assert len(latin) == 2
    assert sorted(793.7 - x - 2.67 for x in arabic) == pytest.approx(sorted(latin), abs=0.1)


def rules(pdf: pikepdf.Pdf) -> set[float]:
    """Where red lines stand on the first page, from its left."""
    text = pikepdf.unparse_content_stream(pikepdf.parse_content_stream(pdf.pages[0])).decode()
    return {
        float(x) for x in re.findall(r"\n1 0 0 rg\s[^Q]*?([\d.]+) [\d.]+ [\d.]+ [\d.]+ re", text)
    }


# -- words from left to right among others --------------------------------------------------


def test_a_number_at_a_line_start_stays_with_its_latin_words() -> None:
    """By where it is drawn: to the left of what follows it, however wide the line is."""
    words = '<p>ملح <span lang="en">Commons Attribution 4.0 International</span></p>'
    css = "main p { text-align: right; font-size: 10px }"
    css += "".join(f" main p:nth-child({n}) {{ width: {60 + 8 * n}px }}" for n in range(1, 31))
    lines = extract_text(io.BytesIO(written(words * 30, "ar", css))).splitlines()
    assert any(line.strip().startswith("4.0 International") for line in lines)
    assert not [line for line in lines if re.search(r"International\s*4\.0", line)]
