"""The theme's stylesheet, converted for reading systems."""

from __future__ import annotations

import pytest
import tinycss2

from publish.errors import ThemeError
from publish.formats.epub import print_only, stylesheet
from publish.page import Look
from tests.formats.epub.book import SAMPLES, sample

every_sample = pytest.mark.parametrize("name", SAMPLES)


def look(css: str, epub: str = "") -> Look:
    return Look("sample", css, (("epub", epub),))


def reading(css: str, names: dict[str, str] | None = None) -> str:
    """The theme's part of the stylesheet, on one line."""
    own = stylesheet.for_reading_systems(look(""), {}).strip()
    whole = stylesheet.for_reading_systems(look(css), names or {})
    return " ".join(whole.removeprefix(own).split())


def declarations(css: str) -> list[tuple[str, str]]:
    found = []
    rules = tinycss2.parse_stylesheet(css, True, True)
    for rule in rules:
        assert rule.type != "error"
        inner = [rule]
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inner = tinycss2.parse_rule_list(rule.content, True, True)
        for style in inner:
            for node in tinycss2.parse_blocks_contents(style.content, True, True):
                assert node.type == "declaration"
                found.append((node.lower_name, tinycss2.serialize(node.value).strip()))
    return found


@every_sample
def test_no_print_only_css_is_left(name: str) -> None:
    css = sample(name).css()
    for unwanted in ("@page", "var(", "::footnote", "string(", "target-counter", "--", "print"):
        assert unwanted not in css
    for property, value in declarations(css):
        assert property not in print_only.PROPERTIES
        assert not property.startswith(print_only.PROPERTY_PREFIXES)
        assert value not in print_only.VALUES.get(property, ())


@pytest.mark.parametrize(
    ("theme", "wanted"),
    [
        ("h1 { string-set: a attr(b) }", ""),
        ("aside { float: footnote; margin: 0 }", "aside { margin: 0; }"),
        ("a::footnote-call, b { margin: 0 }", "b { margin: 0; }"),
        ("a::after, b:first-child { margin: 0 }", "a::after, b:first-child { margin: 0; }"),
        ("p { color: device-cmyk(0 0 0 1); margin: 0 }", "p { margin: 0; }"),
        ("p { direction: rtl; unicode-bidi: embed }", ""),
        ("@media print { p { margin: 0 } }", ""),
        ("@media only print { p { margin: 0 } }", ""),
        ("@media print, screen { p { margin: 0 } }", "@media screen { p { margin: 0; } }"),
        ("@media (min-width: 9em) { p { margin: 0 } }",
         "@media (min-width: 9em) { p { margin: 0; } }"),
        ("@media (min-width: 9em) { @page { margin: 0 } }", ""),
        ('@font-face { font-family: "A"; src: url(fonts/a.ttf) }', ""),
        ('p { content: "1pt }" }', 'p { content: "1pt }"; }'),
        ("p { margin: 0 !important }", "p { margin: 0 !important; }"),
    ],
)  # fmt: skip
def test_print_only_css_is_dropped_and_the_rest_stays(theme: str, wanted: str) -> None:
    assert reading(theme) == wanted


@pytest.mark.parametrize(
    ("theme", "wanted"),
    [
        ("p { margin: 5pt 0 }", "margin: 0.5rem 0;"),
        ("p { margin: 0pt }", "margin: 0;"),
        ("p { font: 600 20pt/1.2 x }", 'font: 600 2rem/1.2 "x";'),
        ("p { font-size: 12px }", "font-size: 0.9rem;"),
        ("p { width: calc(1in - 10mm) }", "width: calc(7.2rem - 2.8346rem);"),
        ("p { border-left: 2.25pt solid red }", "border-left: 2.25pt solid red;"),
        ("p { border-spacing: 5pt }", "border-spacing: 0.5rem;"),
        ("p { font-size: .8em; width: 50% }", "font-size: .8em; width: 50%;"),
    ],
)
def test_sizes_are_relative_and_rules_stay_absolute(theme: str, wanted: str) -> None:
    assert f"p {{ {wanted} }}" in reading("html { font: 10pt/1.5 serif }" + theme)


def test_the_body_has_no_size_color_or_background() -> None:
    css = reading(
        'html { font: italic 700 10pt/1.4 "A", serif; color: #123 }'
        "body { background: white; font-size: 9pt; margin: 0 }"
    )
    assert css == (
        'html { font-family: "A", serif; line-height: 1.4; font-style: italic; '
        "font-weight: 700; } body { margin: 0; }"
    )


def test_text_color_is_the_readers_unless_the_theme_sets_a_background() -> None:
    css = reading(
        "html { color: #112233 } h1 { color: rgb(17, 34, 51) } h2 { color: #445566 }"
        ".box { background: #eee } .line { background: none } .own { background: #eee; color: red }"
    )
    assert "h1 { color: inherit; }" in css
    assert "h2 { color: #445566; }" in css
    assert ".box { background: #eee; color: #112233; }" in css
    assert ".line { background: none; }" in css
    assert ".own { background: #eee; color: red; }" in css


def test_older_names_of_properties_are_added() -> None:
    css = reading("h2 { break-after: avoid-page; break-before: page; hyphens: auto }")
    for wanted in (
        "page-break-after: avoid; break-after: avoid-page;",
        "page-break-before: always; break-before: page;",
        "-webkit-hyphens: auto; -epub-hyphens: auto; hyphens: auto;",
    ):
        assert wanted in css


def test_families_have_their_embedded_names() -> None:
    css = reading(
        "p { font-family: Source Serif Pro, Georgia, serif }"
        'h1 { font: 600 1em/1 "Source Serif Pro", sans-serif }',
        {"Source Serif Pro": "Publish Face 1"},
    )
    assert 'font-family: "Publish Face 1", "Georgia", serif;' in css
    assert 'font: 600 1em/1 "Publish Face 1", sans-serif;' in css


@pytest.mark.parametrize(
    ("css", "rule"), [("p { margin: 0 } }", "theme-css"), ("p { & a { margin: 0 } }", "nested")]
)
def test_a_broken_stylesheet_is_a_theme_error(css: str, rule: str) -> None:
    with pytest.raises(ThemeError, match=rule):
        stylesheet.for_reading_systems(look(css), {})


def test_the_themes_own_rules_for_epub_come_last() -> None:
    css = stylesheet.for_reading_systems(look("p { margin: 0 }", "p { margin: 1em }"), {})
    assert css.index("margin: 1em") > css.index("margin: 0;")
