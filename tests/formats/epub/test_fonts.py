"""Embedded fonts: complete subsets under permitted names."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest
import tinycss2
from fontTools.ttLib import TTFont
from hypothesis import Phase, given
from hypothesis import strategies as st
from lxml import etree

from publish.errors import ThemeError
from publish.fonts import naming
from publish.fonts.matching import nearest
from publish.formats.epub import fonts, typeface_usage
from publish.page import FontFace
from tests.formats.epub.book import NS, SAMPLES, sample
from tests.profiles import examples
from tests.samples import faces, markup

every_sample = pytest.mark.parametrize("name", SAMPLES)
NAMES = fonts.family_names(faces())


def opened(data: bytes) -> TTFont:
    """The font, its checksums compared."""
    return TTFont(io.BytesIO(data), checkChecksums=2)


def saved(font: TTFont) -> bytes:
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def embedded(css: str, body: str, **changes: object) -> dict[tuple[str, int, str], TTFont]:
    theme = tuple(replace(face, **changes) for face in faces())  # type: ignore[arg-type]
    names = fonts.family_names(theme)
    for old, new in names.items():
        css = css.replace(old, new)
    used = typeface_usage.find_usage(css, [etree.fromstring(markup(body, end=""))])
    made = fonts.embed(theme, names, used, fonts.features(css))
    return {(face.family, face.weight, face.style): opened(face.data) for face in made}


@every_sample
def test_faces_and_files_match(name: str) -> None:
    book = sample(name)
    rules = [
        rule
        for rule in tinycss2.parse_stylesheet(book.css(), True, True)
        if rule.type == "at-rule" and rule.lower_at_keyword == "font-face"
    ]
    urls = [
        node.value
        for rule in rules
        for declaration in tinycss2.parse_blocks_contents(rule.content, True, True)
        for node in declaration.value
        if node.type == "url"
    ]
    assert urls
    assert sorted(urls) == sorted(book.manifest("font/"))


@every_sample
def test_every_character_is_in_an_embedded_font(name: str) -> None:
    book = sample(name)
    whole: set[int] = set()
    for face in faces():
        whole |= set(opened(face.data).getBestCmap())
    subset: set[int] = set()
    for path in book.manifest("font/"):
        subset |= set(opened(book.read(path)).getBestCmap())
    # Code is set in a face of the reading system.
    text = {
        ord(character)
        for path in book.manifest("application/xhtml")
        for piece in book.tree(path).iterfind(".//h:body//*", NS)
        if not piece.tag.endswith("}code")
        for character in piece.text or ""
    }
    assert text & whole <= subset
    assert len(subset) < len(whole) / 4


texts = st.text(st.sampled_from("abcXYZ019 ŠšñßøĐ‘’“”–—…€½ﬁ&;"), min_size=1, max_size=30).filter(
    str.strip
)


# Every example makes fonts, so a failure is shown as it was found: looking for a smaller
# one takes minutes.
@examples(8, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(texts, texts, texts)
def test_each_face_has_its_characters(one: str, two: str, three: str) -> None:
    css = 'html { font: 10pt "Source Serif Pro" } strong { font-weight: 600 }'
    esc = [text.replace("&", "&amp;") for text in (one, two, three)]
    found = embedded(css, "<p>{}<strong>{}<em>{}</em></strong></p>".format(*esc), reserved=True)
    for text, weight, style in ((one, 400, "normal"), (two, 600, "normal"), (three, 600, "italic")):
        cmap = found["Publish Face 1", weight, style].getBestCmap()
        original = next(f for f in faces() if (f.weight, f.style) == (weight, style))
        could = opened(original.data).getBestCmap()
        assert {ord(c) for c in text} & set(could) <= set(cmap)


def test_an_unused_face_is_left_out() -> None:
    css = 'html { font: 10pt "Source Serif Pro", serif }'
    found = embedded(css, "<p>Text</p>")
    # The title is bold by HTML's own rules: the nearest face the theme has is its semibold.
    assert set(found) == {("Publish Face 1", 400, "normal"), ("Publish Face 1", 600, "normal")}


def test_case_variants_markers_and_generated_text_count() -> None:
    css = (
        'html { font: 10pt "Source Serif Pro" } h1 { font-weight: 400 }'
        'p { text-transform: uppercase; font-style: italic } p::after { content: "§"; }'
        'ol > li::marker { font: 600 1em "Source Sans Pro" }'
    )
    found = embedded(css, "<p>straße</p><ol><li>x</li></ol>")
    assert {ord(c) for c in "STRAßESS§"} <= set(
        found["Publish Face 1", 400, "italic"].getBestCmap()
    )
    assert {ord(c) for c in "0123456789."} <= set(
        found["Publish Face 2", 600, "normal"].getBestCmap()
    )


def test_a_missing_character_comes_from_the_next_family() -> None:
    css = 'html { font: 10pt "Source Sans Pro", "Source Serif Pro" } h1 { font-weight: 400 }'
    sans, serif = (
        set(opened(next(f.data for f in faces() if f.family == family)).getBestCmap())
        for family in ("Source Sans Pro", "Source Serif Pro")
    )
    lacking = chr(min(serif - sans))
    found = embedded(css, f"<p>a{lacking}</p>")
    assert ord(lacking) in found["Publish Face 1", 400, "normal"].getBestCmap()
    assert ord("a") not in found["Publish Face 1", 400, "normal"].getBestCmap()


@every_sample
def test_a_reserved_name_is_replaced_and_the_notices_stay(name: str) -> None:
    book = sample(name)
    assert "Source" not in book.css()
    for path in book.manifest("font/"):
        assert "Source" not in path
        table = opened(book.read(path))["name"]
        notices = {0, 5, 7, 8, 9, 10, 11, 12, 13, 14}
        for record in table.names:
            if record.nameID not in notices:
                assert "Source" not in record.toUnicode()
        assert "Reserved Font Name" in (table.getDebugName(0) or "")
        assert "SIL Open Font License" in (table.getDebugName(13) or "")
        assert table.getDebugName(16) or table.getDebugName(1)


def test_names_in_the_file_match_the_stylesheet() -> None:
    css = 'html { font: italic 10pt "Source Serif Pro" } h1 { font-weight: 600 }'
    found = embedded(css, "<p>Text</p>")
    regular, semibold = (found["Publish Face 1", weight, "italic"]["name"] for weight in (400, 600))
    assert [regular.getDebugName(n) for n in (1, 2, 4, 6)] == [
        "Publish Face 1",
        "Italic",
        "Publish Face 1 Italic",
        "PublishFace1-Italic",
    ]
    assert [semibold.getDebugName(n) for n in (1, 2, 16, 17)] == [
        "Publish Face 1 SemiBold",
        "Italic",
        "Publish Face 1",
        "SemiBold Italic",
    ]


def test_a_name_that_is_not_reserved_is_kept() -> None:
    css = 'html { font: 10pt "Source Serif Pro" }'
    found = embedded(css, "<p>Text</p>", reserved=False)
    (regular,) = (f for (family, weight, _), f in found.items() if weight == 400)
    assert regular["name"].getDebugName(1) == "Source Serif Pro"


def test_used_features_stay() -> None:
    def kept(css: str) -> set[str]:
        base = 'html { font: 10pt "Source Serif Pro" } '
        (font, *_) = embedded(base + css, "<p>fi 0123 Abc</p>").values()
        return {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}

    plain = kept("")
    assert "liga" in plain
    assert not {"onum", "smcp"} & plain
    asked = kept("td { font-variant-numeric: oldstyle-nums } h1 { font-feature-settings: 'smcp' }")
    assert {"onum", "smcp"} <= asked


def _ranked(wanted: int, weights: Iterable[int]) -> list[int]:
    left = [FontFace("A", weight, "normal", str(weight), b"") for weight in weights]
    order = []
    while left:
        face = nearest(left, wanted, "normal")
        order.append(face.weight)
        left.remove(face)
    return order


@pytest.mark.parametrize(
    ("wanted", "order"),
    [
        (400, [400, 500, 300, 100, 600, 900]),
        (500, [500, 400, 300, 100, 600, 900]),
        (300, [300, 100, 400, 500, 600, 900]),
        (700, [900, 600, 500, 400, 300, 100]),
    ],
)
def test_a_missing_weight_is_replaced_as_in_css(wanted: int, order: list[int]) -> None:
    """The four cases of CSS Fonts 4 §5.2."""
    assert _ranked(wanted, [100, 300, 400, 500, 600, 900]) == order


def test_a_file_that_is_no_font_is_a_theme_error() -> None:
    with pytest.raises(ThemeError, match=r"SourceSerifPro-Regular\.ttf is not a"):
        embedded('html { font: 10pt "Source Serif Pro" }', "<p>x</p>", data=b"no font at all")


def test_a_font_that_forbids_embedding_is_refused() -> None:
    font = opened(faces()[0].data)
    font["OS/2"].fsType = 0x0002
    with pytest.raises(ThemeError, match="cannot be embedded"):
        embedded('html { font: 10pt "Source Serif Pro" }', "<p>x</p>", data=saved(font))


def test_a_font_that_forbids_subsetting_stays_whole() -> None:
    font = opened(faces()[0].data)
    font["OS/2"].fsType = 0x0100
    found = embedded('html { font: 10pt "Source Serif Pro" }', "<p>x</p>", data=saved(font))
    (regular,) = (f for (_, weight, _), f in found.items() if weight == 400)
    assert regular.getGlyphOrder() == font.getGlyphOrder()
    assert regular["name"].getDebugName(1) == "Publish Face 1"


def test_postscript_outlines_have_the_other_name_too() -> None:
    files = resources.files("font_source_serif_pro.files")
    data = (files / "SourceSerifPro-Regular.otf").read_bytes()
    found = embedded('html { font: 10pt "Source Serif Pro" }', "<p>x</p>", data=data)
    (regular,) = (f for (_, weight, _), f in found.items() if weight == 400)
    outlines = regular["CFF "].cff
    assert outlines.fontNames == ["PublishFace1-Regular"]
    assert (outlines[0].FamilyName, outlines[0].FullName) == (
        "Publish Face 1",
        "Publish Face 1 Regular",
    )
    assert "Source" in outlines[0].Notice  # the trademark


def _names(table: Any) -> set[tuple[int, int, int, int, str]]:
    return {
        (r.platformID, r.platEncID, r.langID, r.nameID, r.toUnicode()) for r in table["name"].names
    }


@pytest.mark.parametrize("reserved", [False, True])
def test_names_are_kept_or_given_for_every_platform_and_language(reserved: bool) -> None:
    original = opened(faces()[0].data)
    for place in ((1, 0, 0), (3, 1, 0x407), (0, 4, 0x8000)):
        original["name"].setName("Serif der Quelle", 1, *place)
        original["name"].setName("Lizenz: OFL", 13, *place)
    original["name"].setName("an axis", 256, 3, 1, 0x409)
    before = _names(original)
    data = saved(original)
    css = 'html { font: 10pt "Source Serif Pro" }'
    found = embedded(css, "<p>x</p>", data=data, reserved=reserved)
    (regular,) = (f for (_, weight, _), f in found.items() if weight == 400)
    after = _names(regular)
    if not reserved:
        assert after == before
        return
    assert {n for n in after if n[3] not in naming.NAMES} == {
        n for n in before if n[3] not in naming.NAMES
    }
    assert {n[:3] for n in after if n[3:] == (1, "Publish Face 1")} == {n[:3] for n in before}


def test_names_of_languages_by_tag_stay() -> None:
    """Version 1 of the table, which fontTools does not write."""
    texts = ["Old".encode("utf_16_be"), "Notice".encode("utf_16_be"), "gsw".encode("utf_16_be")]
    places = [(len(text), sum(map(len, texts[:n]))) for n, text in enumerate(texts)]
    table = struct.pack(">HHH", 1, 2, 6 + 24 + 6)
    for name, place in zip((4, 0), places, strict=False):
        table += struct.pack(">6H", 3, 1, 0x8000, name, *place)
    table += struct.pack(">HHH", 1, *places[2]) + b"".join(texts)
    new = naming.renamed(table, {4: "New"})
    (version, count, storage), (tags, length, start) = (
        struct.unpack_from(">HHH", new),
        struct.unpack_from(">HHH", new, 6 + 24),
    )
    assert (version, count, tags) == (1, 2, 1)
    assert new[storage + start : storage + start + length] == texts[2]
    assert texts[1] in new
    assert "New".encode("utf_16_be") in new
    assert texts[0] not in new


def test_names_of_features_that_no_font_has_are_no_fault() -> None:
    css = "p { font-feature-settings: 'x', 'four', 'longer than four', 'ünï' }"
    assert fonts.features(css) == {"four"}
    assert embedded(f'html {{ font: 10pt "Source Serif Pro" }} {css}', "<p>x</p>")


def test_the_rules_for_fonts_alone_set_the_same_texts_in_the_same_typefaces() -> None:
    css = """
    p { font: italic 600 10pt/1.2 "One", serif; color: red; margin: 0 }
    p em, p > .a:not(.b)::first-letter { font-style: normal !important; font-weight: bolder }
    @media (min-width: 30em) { p { font-family: Two; color: blue } h2 { color: red } }
    @supports (hyphens: auto) { @media print { .c { text-transform: uppercase } } }
    .d::before { content: "\\201c" counter(x) "}"; display: block }
    .e { color: green }
    @font-face { font-family: Two; src: url(x.ttf) }
    """
    body = '<p>Text <em>slanted</em> <i class="a">a</i> <b class="c">c</b><i class="d">d</i></p>'
    root = etree.fromstring(markup(body, end=""))
    short = typeface_usage.font_rules(css)
    assert typeface_usage.find_usage(short, [root]) == typeface_usage.find_usage(css, [root])
    assert "green" not in short
    assert typeface_usage.font_rules(short) == short
