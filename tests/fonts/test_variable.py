"""Static faces of variable fonts, against fontTools's own instances."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import fontpkg_source_serif_4
import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.composing.theme.stylesheets import stylesheets
from publish.errors import ThemeError
from publish.fonts import variable
from publish.fonts.scripts import find_scripts
from publish.keeping.store import VARIABLE

FILE = Path(*fontpkg_source_serif_4.__path__) / "files/SourceSerif4[opsz,wght].ttf"
DATA = FILE.read_bytes()
DIGEST = hashlib.sha256(DATA).hexdigest()
PLACE = {"opsz": 16.0, "wght": 600.0}


def opened(data: bytes) -> Any:
    return TTFont(io.BytesIO(data))


@pytest.fixture(scope="module")
def face() -> Any:
    return opened(variable.face(DATA, DIGEST, PLACE, "Publish Serif 4", "normal"))


def bounds(font: Any, character: str) -> tuple[int, ...]:
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[font.getBestCmap()[ord(character)]].draw(pen)
    return tuple(map(round, pen.bounds))


def test_a_face_has_the_outlines_and_widths_of_its_place(face: Any) -> None:
    other = instancer.instantiateVariableFont(TTFont(FILE), PLACE)
    assert "fvar" not in face
    for character in "aQß§Ж":
        glyph, same = (font.getBestCmap()[ord(character)] for font in (face, other))
        assert abs(face["hmtx"][glyph][0] - other["hmtx"][same][0]) <= 1
        pairs = zip(bounds(face, character), bounds(other, character), strict=True)
        assert all(abs(one - two) <= 1 for one, two in pairs)
    assert face["OS/2"].usWeightClass == 600


def test_a_face_has_all_characters_and_the_features_of_css(face: Any) -> None:
    assert set(face.getBestCmap()) == set(TTFont(FILE).getBestCmap())
    features = {record.FeatureTag for record in face["GSUB"].table.FeatureList.FeatureRecord}
    assert {"smcp", "onum", "lnum", "tnum", "liga", "sups"} <= features
    assert not features & {"ss01", "aalt"}
    assert {r.FeatureTag for r in face["GPOS"].table.FeatureList.FeatureRecord} >= {"kern", "mark"}


def test_its_names_are_changed_and_its_notices_are_not(face: Any) -> None:
    names, before = face["name"], TTFont(FILE)["name"]
    assert [names.getDebugName(n) for n in (1, 2, 16, 17)] == [
        *("Publish Serif 4 SemiBold", "Regular"),
        *("Publish Serif 4", "SemiBold"),
    ]
    assert all(names.getDebugName(n) == before.getDebugName(n) for n in (0, 7, 13, 14))


def test_bold_is_linked_to_its_family() -> None:
    bold = opened(variable.face(DATA, DIGEST, {"wght": 700.0}, "Ours", "normal"))
    assert bold["name"].getDebugName(2) == "Bold"
    assert bold["OS/2"].fsSelection & 0x60 == 0x20
    assert bold["head"].macStyle & 1


def test_it_is_kept_and_the_same_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for folder in (tmp_path / "kept", tmp_path / "kept", "off"):
        monkeypatch.setenv(VARIABLE, str(folder))
        variable._made.clear()
        made.append(variable.face(DATA, DIGEST, PLACE, "Ours", "normal"))
    assert len(set(made)) == 1
    assert len(list((tmp_path / "kept").glob("*.kept"))) == 1


FONT = f"""
[[fonts]]
family = "X"
package = "fontpkg_source_serif_4"
%s
faces = [{{ weight = %s, style = "normal", file = "{FILE.name}" }}]
"""


@pytest.mark.parametrize(
    ("keys", "weight", "words"),
    [
        ("axes = { opzs = 12 }", 400, "no axis 'opzs'"),
        ("axes = { opsz = 99 }", 400, "no face at opsz = 99"),
        ('axes = "opsz"', 400, "a number for each axis"),
        ("", 950, "no face at wght = 950"),
        ("reserved = true", 400, "need a name"),
        (f'renamed = "{"Name" * 8}"', 400, "too long a name"),
    ],
)
def test_a_wrong_place_is_an_error(tmp_path: Path, keys: str, weight: int, words: str) -> None:
    theme = tmp_path / "themes/ours"
    theme.mkdir(parents=True)
    (theme / "theme.toml").write_text(FONT % (keys, weight), "utf-8")
    with pytest.raises(ThemeError, match=words):
        load("ours", tmp_path)


def test_a_stylesheet_may_know_a_family_by_its_former_name() -> None:
    theme = load("briefing")
    own = {"style": 'p { font-family: "Source Serif Pro", serif }'}
    theme = replace(theme, sheets=own, tokens={**theme.tokens, "x": "Source Sans Pro"})
    made = stylesheets(theme, {}, specimen_article("en"), find_scripts("en", ()))
    assert "Source Serif 4" in made["style"]
    assert "Source Serif Pro" not in made["style"]
