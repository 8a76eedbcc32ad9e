"""Hints name what Word cannot do, element by element, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.errors import Severity
from publish.formats import docx
from publish.page import Look
from publish.specimens.preview import specimen_page
from tests.samples import VOCABULARY, faces, markup

ROOT = Path(__file__).parents[3]
CALM = """html, code { font-size: 10pt } h1, h2, h3, h4, h5, h6 { font-size: 12pt }
body { margin: 0 } p { margin: 0 0 7pt }
sub { vertical-align: sub; font-size: inherit } sup { vertical-align: super; font-size: inherit }
"""

NUMBERED = """article { counter-reset: n } h2 { counter-increment: n }
h2::before { content: counter(n) "." } .credits h2::before, .colophon h2::before { content: none }
"""

TASKS = '<ul class="tasks"><li class="task"><span class="checkbox">☐</span> To be done</li></ul>'
BESIDE = "li.task > .checkbox { display: inline-block; width: 16pt; text-indent: 0 }"


def look(css: str, body: str = VOCABULARY) -> Look:
    return Look("trial", CALM + css, specimen=markup(body), fonts=faces())


def rules(css: str) -> set[str]:
    return {problem.rule for problem in docx.losses(look(css))}


def test_a_plain_theme_loses_nothing() -> None:
    assert docx.losses(look("")) == ()


@pytest.mark.parametrize(
    ("css", "rule"),
    [
        ("p { position: relative; top: 2pt }", "word-position"),
        ("h2 { transform: rotate(3deg) }", "word-transform"),
        ("figure { opacity: .5 }", "word-opacity"),
        ("p { visibility: hidden }", "word-visibility"),
        (".note { box-shadow: 1pt 1pt red }", "word-shadow"),
        (".note { outline: 1pt solid red }", "word-outline"),
        (".note { background-image: linear-gradient(red, blue) }", "word-background-image"),
        ("img { object-fit: cover }", "word-object-fit"),
        (".note { min-height: 40pt }", "word-size"),
        ("pre { overflow: hidden }", "word-overflow"),
        ("h2 { page: wide }", "word-page"),
        ("@page :first { margin-top: 90mm }", "word-page"),
        ("@page { @left-middle { content: 'x' } }", "word-margin-box"),
        ("h2 { break-before: column }", "word-break"),
        ("table { break-after: column }", "word-break"),
        (".note { border-radius: 4pt }", "word-radius"),
        ("pre { overflow-wrap: anywhere }", "word-overflow-wrap"),
        ("p { word-break: break-all }", "word-overflow-wrap"),
        ("p { word-spacing: 2pt }", "word-word-spacing"),
        ("p { hyphenate-limit-chars: 6 3 3 }", "word-hyphenation"),
        ("p { hyphenate-limit-lines: 2 }", "word-hyphenation"),
        ("p { text-wrap: pretty }", "word-text-wrap"),
        ("p { font-feature-settings: 'ss01' }", "word-font-features"),
        ("a { text-decoration: underline wavy }", "word-text-decoration"),
        ("ul { list-style-position: inside }", "word-list-style"),
        ("h2 { text-transform: capitalize }", "word-text-transform"),
        ("p { font-size: 9.25pt }", "word-font-size"),
        ("sup { font-size: 6pt }", "word-raised-size"),
        ("caption { margin-bottom: 4pt }", "word-caption-margin"),
        ("blockquote { float: right; width: 40% }", "word-float"),
        ("strong { float: right }", "word-float"),
        ("li::first-letter { float: left; font-size: 40pt }", "word-first-letter"),
        ("p::first-line { font-variant-caps: small-caps }", "word-first-line"),
        (".note-title::before { content: '! ' }", "word-generated"),
        ("blockquote::after { content: '\\201d' }", "word-generated"),
        ("blockquote { columns: 2 }", "word-columns"),
        ("article { columns: 2; column-rule: 1pt solid red }", "word-column-rule"),
        ("article { columns: 2 } .note-title { column-span: all }", "word-column-span"),
        ("h2 { margin-top: -4pt }", "word-negative-margin"),
        (".note { height: 90pt }", "word-height"),
        ("table { max-width: 50% }", "word-max-width"),
        (".note { display: flex }", "word-display"),
        ("strong { display: inline-block }", "word-display"),
        (".note { border: 2pt groove red }", "word-border-style"),
        ("code { padding: 0 2pt }", "word-inline-box"),
        ("code { border: 1pt solid red }", "word-inline-box"),
        ("p { widows: 3 }", "word-widows"),
        ("p { text-align-last: center }", "word-text-align-last"),
        ("td { padding: 2pt } td + td { padding: 9pt }", "word-cell-padding"),
    ],
)
def test_each_loss_is_a_hint(css: str, rule: str) -> None:
    assert rule in rules(css)


@pytest.mark.parametrize(
    "css",
    [
        "article { columns: 2 } .title-block { column-span: all }",
        ".lead::first-letter { float: left; font-size: 40pt; line-height: 1 }",
        ".lead::first-letter { font-size: 14pt }",
        "h2 { break-before: page; break-after: avoid }",
        NUMBERED,
        "p { text-align: justify; text-indent: 1em; letter-spacing: .1pt; hyphens: auto }",
        "blockquote { margin: 0 20pt; border-left: 2pt dashed red; padding-left: 9pt }",
        "article { max-width: 300pt; margin: 0 auto }",
        "@page { margin: 20mm 30mm } @page :left { margin: 20mm 30mm }",
        "@page { margin: 20mm 30mm 20mm 20mm } @page :left { margin: 20mm 20mm 20mm 30mm }",
    ],
)
def test_what_word_can_do_is_no_loss(css: str) -> None:
    assert docx.losses(look(css)) == ()


def test_the_box_of_a_task_is_as_wide_as_a_tab_makes_it() -> None:
    """Only where it hangs beside its text, and as a plain box."""
    hanging = f"li.task {{ text-indent: -20pt; list-style-type: none }} {BESIDE}"
    assert docx.losses(look(hanging, TASKS)) == ()
    for css in (BESIDE, hanging.replace("inline-block", "inline-flex")):
        assert {problem.rule for problem in docx.losses(look(css, TASKS))} == {"word-display"}


def test_a_loss_names_its_elements_and_what_word_does() -> None:
    (problem,) = docx.losses(look("p.lead, .caption { word-spacing: 2pt }"))
    assert problem.message == "trial: p.lead, span.caption: word-spacing"
    assert problem.fix == "In Word: Words have the font's own spacing."
    assert problem.severity is Severity.HINT


def test_only_the_stylesheets_of_word_count() -> None:
    given = Look(
        "trial",
        CALM
        + "@media print { h2 { word-spacing: 1pt } } @media screen { h3 { word-spacing: 1pt } }",
        (
            ("pdf", "h4 { word-spacing: 1pt }"),
            ("epub", "h5 { word-spacing: 1pt }"),
            ("docx", "h6 { word-spacing: 1pt }"),
        ),
        specimen=markup(VOCABULARY),
        fonts=faces(),
    )
    assert [problem.message for problem in docx.losses(given)] == ["trial: h2, h6: word-spacing"]


def test_what_briefing_loses() -> None:
    """The model theme asks for almost nothing that Word cannot do."""
    found = docx.losses(specimen_page("briefing", ROOT).look)
    assert {problem.rule for problem in found} == {
        "word-float",  # side notes are footnotes in Word
        "word-font-size",
        "word-footnote-rule",
        "word-overflow-wrap",
        "word-raised-size",
        "word-text-wrap",
    }
    sizes = [problem.message for problem in found if problem.rule == "word-font-size"]
    assert "briefing: code: font-size: 8.82pt" in sizes
    assert all(message.startswith("briefing: ") for message in sizes)
