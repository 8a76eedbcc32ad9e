"""Stylesheets and tokens that would load something, or keep a layout engine busy for ever."""

from dataclasses import replace
from pathlib import Path

import pytest

from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.errors import ThemeError
from tests.composing.hostile.attack import ARTICLE, BRIEFING, ending, rule_of

CSS = {
    # what loads
    "@import url(https://example.org/x.css);": "theme-import",
    '@import "file:///etc/passwd";': "theme-import",
    '@media print { @import "x.css"; }': "theme-import",
    "@font-face { font-family: x; src: local(Arial) }": "theme-css-font-face",
    "@font-face { font-family: x; src: url(https://example.org/x.ttf) }": "theme-css-font-face",
    "@namespace x url(https://example.org/);": "theme-css-at-rule",
    "@color-profile device-cmyk { src: url(x.icc) }": "theme-css-at-rule",
    "p { background: url(file:///etc/passwd) }": "theme-css-url",
    'p { background: url("https://example.org/x.png") }': "theme-css-url",
    "p { background: URL(data:image/png;base64,AAAA) }": "theme-css-url",
    r"p { background: \75rl(//example.org/) }": "theme-css-url",
    r"p { background: u\72 l('x.png') }": "theme-css-url",
    "p { background: var(--no, url(x.png)) }": "theme-css-url",
    "p { --x: url(x.png) }": "theme-css-url",
    "p { cursor: url(x.cur), auto }": "theme-css-url",
    "p::before { content: url(x.png) }": "theme-css-url",
    "@page { background: url(x.png) }": "theme-css-url",
    "@page { @top-left { content: url(x.png) } }": "theme-css-url",
    "@media screen { p { background: url(x.png) } }": "theme-css-url",
    'p { background: image-set("x.png" 1x) }': "theme-css-function",
    "p { background: -webkit-image-set(x 1x) }": "theme-css-function",
    'p { background: src("x.png") }': "theme-css-function",
    "p { background: attr(data-x url) }": "theme-css-function",
    "p { background: cross-fade(red, blue) }": "theme-css-function",
    "p { color: oklch(50% 0.1 30) }": "theme-css-function",
    "p { color: lab(50% 40 30) }": "theme-css-function",
    "p { color: device-cmyk(0 1 1 0) }": "theme-css-function",
    "p { color: color(display-p3 1 0 0) }": "theme-css-function",
    "p { color: color-mix(in srgb, red, blue) }": "theme-css-function",
    "p { -weasy-link: attr(data-x) }": "theme-css-property",
    "p { border-image: linear-gradient(red, blue) 1 }": "theme-css-property",
    # what is too much
    "p { color: " + "(" * 5000 + ")" * 5000 + " }": "theme-css-size",
    "(" * 50_000: "theme-css-size",
    "p { width: " + "calc(" * 200 + "1px" + ")" * 200 + " }": "theme-css-size",
    "p { width: calc(" + " + ".join(["1px"] * 5000) + ") }": "theme-css-size",
    ":is(" * 100 + "p" + ")" * 100 + " { color: red }": "theme-css-size",
    "x " + "* " * 12 + "p { color: red }": "theme-css-size",
    "x ~ * ~ * ~ * ~ p { color: red }": "theme-css-size",
    "p" + ".a" * 3000 + " { color: red }": "theme-css-size",
    "p {}" * 20_000: "theme-css-size",
    ", ".join(["p"] * 20_000) + " { color: red }": "theme-css-size",
    "p { color: red }" * 20_000: "theme-css-size",
    "@media print {" * 60 + "}" * 60: "theme-css-size",
    "p::before { content: '" + "x" * 100_000 + "' }": "theme-css-size",
    "p { background: " + ", ".join(["linear-gradient(red, blue)"] * 500) + " }": "theme-css-size",
    "p { color: red; b { color: blue } }": "theme-css-nested",
    "a {" + "b, c {" * 14 + "color: red" + "}" * 15: "theme-css-nested",
    "div {" * 100 + "}" * 100: "theme-css-nested",
    # what has no end in layout
    "@page { size: 1000000000mm 1000000000mm }": "theme-css-number",
    "@page { size: 1mm 1mm; margin: 0 }": "theme-css-number",
    "@page { size: calc(1mm * 2) }": "theme-css-number",
    "@page { size: 0 0 }": "theme-css-page",
    "@page { margin: 500mm }": "theme-css-page",
    "@page { size: A6; margin: 60mm }": "theme-css-page",
    "@page { margin: 0 49% }": "theme-css-page",
    "@page :first { margin-top: 290mm }": "theme-css-page",
    "p { font-size: 1e9pt }": "theme-css-number",
    "p { font: 2000pt/1 serif }": "theme-css-number",
    "* { font-size: 100em }": "theme-css-number",
    "p { width: 1e12px }": "theme-css-number",
    "p { width: " + "9" * 5000 + "px }": "theme-css-number",
    "p { text-indent: 1e9px }": "theme-css-number",
    "p { letter-spacing: 1e9px }": "theme-css-number",
    "p { line-height: 1e9 }": "theme-css-number",
    "p { tab-size: 1000000000 }": "theme-css-number",
    "p { orphans: 1000000000 }": "theme-css-number",
    "article { columns: 100000 }": "theme-css-number",
    "article { columns: .01px }": "theme-css-number",
    "p { border: .001px dotted red }": "theme-css-number",
    "p { border-top-width: calc(1px / 9999) }": "theme-css-number",
    "p { text-decoration-thickness: .0001px }": "theme-css-number",
    "ol { counter-reset: list-item 999999999 }": "theme-css-number",
    "ol { list-style: symbols(symbolic '*') }": "theme-css-function",
    "@counter-style x { pad: 100000000 '0' }": "theme-css-at-rule",
    "p { background: repeating-linear-gradient(red 0, blue .00001px) }": "theme-css-function",
    "p { display: flex }": "theme-css-property",
    "article { display: grid; grid-template-columns: repeat(1000000, 1fr) }": "theme-css-property",
    # what is broken
    "p { color: red } } p { color: blue }": "theme-css",
    "p { color: 'red": "theme-css",
    "p { --x: { color: red } }": "theme-css",
}


@pytest.mark.parametrize("sheet", ["style", "epub"])
@pytest.mark.parametrize(("css", "rule"), CSS.items(), ids=lambda text: text[:60])
def test_a_stylesheet_is_refused(css: str, rule: str, sheet: str) -> None:
    sheets = {**BRIEFING.sheets, sheet: f"{BRIEFING.sheets[sheet]}\n{css}"}
    assert rule_of(replace(BRIEFING, sheets=sheets)) == rule


def test_a_fault_in_a_stylesheet_names_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "theme.toml").write_text('name = "mine"\nparent = "journal"')
    (tmp_path / "css/style.css").write_text("p { color: red }\n\np { background: url(x) }")
    where = ending(load(str(tmp_path))).where
    assert where is not None
    assert (where.file, where.line) == (str(tmp_path / "css/style.css"), 3)


TOKENS = {
    "url(file:///etc/passwd)": "theme-css-url",
    "image-set('x' 1x)": "theme-css-function",
    "red } @import 'x'; p { color: red": "theme-token-value",
    "red; position: fixed": "theme-token-value",
    "{ color: red }": "theme-token-value",
    "'red": "theme-token-value",
    "@import 'x'": "theme-token-value",
    "x" * 100_000: "theme-token-length",
    "red " * 900: "theme-token-length",
    "(" * 900: "theme-css-size",
    "var(--accent)": "theme-token-loop",
    "var(--nothing)": "theme-token-unknown",
    "9" * 1900: "theme-css-number",
}


@pytest.mark.parametrize(("value", "rule"), TOKENS.items(), ids=lambda text: text[:60])
def test_a_token_is_refused(value: str, rule: str) -> None:
    assert rule_of(replace(BRIEFING, tokens={**BRIEFING.tokens, "accent": value})) == rule


def test_tokens_that_hide_their_doubling_in_brackets_are_stopped() -> None:
    tokens = {f"t{n}": f"max(var(--t{n + 1}), var(--t{n + 1}))" for n in range(60)}
    doubled = {**BRIEFING.tokens, **tokens, "t60": "1", "accent": "var(--t0)"}
    assert rule_of(replace(BRIEFING, tokens=doubled)) == "theme-token-length"


def test_a_sheet_full_of_long_tokens_is_stopped() -> None:
    sheets = {**BRIEFING.sheets, "style": "p { color: " + "var(--t) " * 20_000 + "}"}
    tokens = {**BRIEFING.tokens, "t": "1 " * 490}
    assert rule_of(replace(BRIEFING, sheets=sheets, tokens=tokens)) == "theme-css-size"


def test_a_label_cannot_leave_its_quotes() -> None:
    for word in ('"; } @import "x"; p { color: "red', "\r } p { color: red", "\\", "a\fb\0c"):
        labels = {**BRIEFING.labels, "en": {**BRIEFING.labels["en"], "page": word}}
        try:
            style = compose(ARTICLE, replace(BRIEFING, labels=labels)).look.style
        except ThemeError as error:
            assert error.problems[0].rule in ("theme-token-value", "theme-markup-broken")
        else:
            assert "color: red" not in style.replace('color: \\"red', "")


@pytest.mark.parametrize("word", ["{license:1000000000}", "{license.__class__}", "{", "{0}"])
def test_a_label_is_no_format_string(word: str) -> None:
    words = {**BRIEFING.labels["en"], "reuse-license": word, "reuse-unstated": word}
    page = compose(ARTICLE, replace(BRIEFING, labels={**BRIEFING.labels, "en": words}))
    assert word in page.markup
