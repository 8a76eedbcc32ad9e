"""Where more is known than that something differs, the fix says so; and it is true."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.formats import FORMATS
from publish.formats.pdf.layout import actual_text, shared_glyphs
from publish.formats.proving import verify
from publish.model.article import Article
from publish.proof import Content, compare
from publish.proof.aspects.glyphs import missing
from publish.proof.remedies import GENERAL
from tests.proof.conftest import METADATA

HINDI = "बातों का प्रसार ऐसा कोई नियम नहीं है जो कहता हो कि लॉन्च करते समय"


def fixes(body: str) -> tuple[str, list[str]]:
    """The PDF's differences in words, and their fixes."""
    page = compose(Article("salt", METADATA, body), load("briefing"))
    problems = verify({"pdf": FORMATS["pdf"].write(page)}, page).problems
    return " ".join(p.message for p in problems), [p.fix for p in problems]


@pytest.mark.parametrize("invisible", ["\u00ad", "\u200b", "\u200d", "\u2060"])
def test_letters_lost_in_a_ligature(invisible: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fixes(f"<p>Die Auf{invisible}lage.</p>") == ("", [])
    monkeypatch.setattr(actual_text, "needs_actual_text", lambda text: False)
    monkeypatch.setattr(shared_glyphs, "may_differ", lambda stream, textbox: False)
    message, (fix,) = fixes(f"<p>Die Auf{invisible}lage.</p>")
    assert "Auage" in message
    assert f"U+{ord(invisible):04X}" in fix
    assert "from “Auflage”" in fix


def test_nothing_is_lost_where_no_ligature_is() -> None:
    for invisible in "\u00ad\u200b\u200d\u2060\ufe0f\u2066\u2069\ufeff":
        assert fixes(f"<p>Die Wör{invisible}ter.</p>") == ("", [])


def test_a_script_that_the_engine_cannot_map(expected: Content) -> None:
    said = replace(expected, text=HINDI, headings=((1, "बातों का प्रसार"),), links=())
    lost = HINDI.replace("ा", "").replace("च", "")
    found = replace(
        said, format="pdf", metadata={}, text=lost, headings=((1, "बतों क प्रसर"),), mute=True
    )
    problems = compare(said, found)
    assert sorted(problem.rule for problem in problems) == ["proof-heading", "proof-words"]
    assert all("(Devanagari)" in problem.fix for problem in problems)
    assert any("more like this" in problem.message for problem in problems)
    silent = compare(said, replace(found, mute=False))
    assert {problem.fix for problem in silent} == {GENERAL}
    assert len(silent) > len(problems), "only what has one cause is told once"


def test_other_differences_stay_apart(expected: Content) -> None:
    said = replace(expected, text="one two three four five six seven eight nine ten", links=())
    found = replace(
        said, format="pdf", metadata={}, text="one three four five seven eight nine ten", mute=True
    )
    assert [problem.fix for problem in compare(said, found)] == [GENERAL, GENERAL]


@pytest.mark.parametrize(
    ("boxes", "fix"),
    [
        ("带路", "fonts-noto-cjk)"),
        ("あー々、", "fonts-noto-cjk)"),
        ("가", "fonts-noto-cjk)"),
        ("㎏", "fonts-noto-cjk)"),
        ("क", "fonts-noto-core)"),
        ("∰", "fonts-noto-core)"),
        ("🚀", "Install a font of emoji (on Debian: apt install fonts-symbola)"),
        ("✅", "apt install fonts-symbola)"),
        ("🥳", "apt install fonts-noto-color-emoji)"),
        ("🚀🥳", "a font of emoji (on Debian: apt install fonts-noto-color-emoji fonts-symbola)"),
        ("\u0378", "Leave out the characters that no font can show"),
        ("\ue000", "Leave out the characters that no font can show"),
        ("带क", "fonts-noto-cjk fonts-noto-core)"),
        ("带🚀", "a font for the script (on Debian: apt install fonts-noto-cjk fonts-symbola)"),
        ("带\ue000", "fonts-noto-cjk); leave out the characters that no font can show"),
    ],
)
def test_what_brings_a_missing_glyph(boxes: str, fix: str) -> None:
    finding = missing(boxes)
    assert finding.rule == "glyph-missing"
    assert fix in finding.fix
    assert finding.fix.count("(--to names the other formats)") == 1


def test_ten_missing_glyphs_are_named() -> None:
    message = missing(map(chr, range(0x4E00, 0x4E20))).message
    assert message.count("U+") == 10
    assert "and 22 more" in message
    assert "(U+1F1E9 U+1F1EA)" in missing(["🇩🇪"]).message
    assert "❤ (U+2764)" in missing(["❤\ufe0f"]).message


def test_a_missing_glyph_in_headers_and_footers_is_reported() -> None:
    metadata = replace(METADATA, short_title="Salt \u0378", title="Salt")
    body = "".join(f"<p>Paragraph {n}.</p>" for n in range(120))
    page = compose(Article("salt", metadata, body), load("briefing"))
    problems = verify({"pdf": FORMATS["pdf"].write(page)}, page).problems
    assert [problem.rule for problem in problems] == ["glyph-missing"]
