"""Characters that share a glyph in a font are read from the PDF as they were written.

From each font's own table of characters (cmap): every pair in one glyph, in either order, read
by pdfium, which shares no code with the writer.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from weasyprint import HTML

from publish import load_theme
from publish.composing.theme.finding import known
from publish.formats.pdf.layout import actual_text, shared_glyphs

SYSTEM = (
    "/usr/share/fonts/truetype/noto/NotoSansMono-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
)


def fonts() -> Iterator[Path]:
    for face in sorted({f for name in THEMES for f in load_theme(name).fonts}, key=str):
        if face.weight != 600:
            file = Path(FOLDER.name, face.name)
            file.write_bytes(face.data)
            yield file
    yield from (path for path in map(Path, SYSTEM) if path.is_file())


FOLDER = TemporaryDirectory()
THEMES = known(None)
FONTS = list(fonts())


@cache
def pairs(font: Path) -> list[tuple[str, str]]:
    """Characters that one glyph stands for; no control, no mark, nothing from right to left."""
    with TTFont(font, lazy=True) as opened:
        cmap = opened.getBestCmap()
    by_glyph: dict[str, list[str]] = {}
    for code, glyph in cmap.items():
        character = chr(code)
        if (
            unicodedata.category(character)[0] in "LNPS"
            and unicodedata.bidirectional(character) not in ("R", "AL")
            and unicodedata.normalize("NFC", character) == character
        ):
            by_glyph.setdefault(glyph, []).append(character)
    return [pair for shared in by_glyph.values() for pair in pairwise(sorted(shared))]


def read(font: Path, words: list[str], style: str = "") -> list[str]:
    """The lines of a document, as pdfium reads them; ``style`` is for every other one."""
    actual_text.install()
    lines = "".join(f"<p>{word}</p>" for word in words)
    html = (
        f"<style>@font-face {{ font-family: tried; src: url({font.as_uri()}) }}"
        f"@page {{ size: 100mm 290mm; margin: 5mm }} p {{ font: 9pt/1 tried; margin: 0 }}"
        f"p:nth-child(2n) {{ {style} }}</style>"
    )
    data = HTML(string=html + lines).write_pdf()
    found: list[str] = []
    for page in pypdfium2.PdfDocument(data):
        found += page.get_textpage().get_text_range().split()
    return found


def test_there_are_fonts_with_shared_glyphs() -> None:
    assert len(FONTS) >= 8
    assert sum(len(pairs(font)) for font in FONTS) > 20


@pytest.mark.parametrize("font", [font for font in FONTS if pairs(font)], ids=lambda f: f.stem)
@pytest.mark.parametrize("turned", [False, True], ids=["first", "turned"])
def test_every_pair_is_read_as_it_is_written(font: Path, turned: bool) -> None:
    shared = pairs(font)
    words = [f"a1{one}2b" for pair in shared for one in (reversed(pair) if turned else pair)]
    found = [unicodedata.normalize("NFC", word) for word in read(font, words)]
    wrong = [(w, f) for w, f in zip(words, found, strict=False) if w != f]
    assert wrong == []
    assert len(found) == len(words)


def test_a_space_is_a_space_after_one_that_does_not_break() -> None:
    for font in FONTS[:3]:
        actual_text.install()
        html = (
            f"<style>@font-face {{ font-family: tried; src: url({font.as_uri()}) }}"
            f"p {{ font: 9pt tried }}</style><p>1\u00a0kg</p><p>one two</p>"
        )
        data = HTML(string=html).write_pdf()
        text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
        assert "one two" in text


@pytest.mark.parametrize("kind", ["small-caps", "all-small-caps"])
@pytest.mark.parametrize("font", FONTS[::3], ids=lambda font: font.stem)
def test_small_capitals_are_read_as_they_were_written(font: Path, kind: str) -> None:
    """Many fonts have none: capitals in a smaller size are drawn, in the same glyphs."""
    words = ["SOURCES", "Open", "sources", "Source", "GUIDES", "Sourceguides", "Élan", "éé", "ÉÉ"]
    for tried in (words, words[::-1]):
        assert read(font, tried, f"font-variant-caps: {kind}") == tried


def test_what_a_font_remembers_does_not_grow_with_the_text() -> None:
    """It is read for every line: a note for each line would cost the square of their number."""
    remembered: list[list[int]] = []

    def finisher(document: object, pdf: object) -> None:
        fonts = document.fonts.values()  # type: ignore[attr-defined]
        remembered.append([len(getattr(font, shared_glyphs._ATTRIBUTE, "")) for font in fonts])

    actual_text.install()
    for lines in (1, 9):
        html = '<p style="direction: rtl">(שלום) 1\u2212x</p>' * lines
        HTML(string=html).write_pdf(finisher=finisher)
    assert any(remembered[0])
    assert remembered[0] == remembered[1]
