"""Code, keys and addresses run from left to right, in any text."""

from __future__ import annotations

import re

import pytest

from publish.composing.directions import with_isolates
from publish.composing.theme.rewriting import mirrored

LTR = 'dir="ltr"'


def in_hebrew(body: str) -> str:
    made = with_isolates(f'<div dir="rtl">{body}</div>', whole=False)
    return made.removeprefix('<div dir="rtl">').removesuffix("</div>")


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a_(b)?c=1#d",
        "www.example.org",
        "doi:10.1000/xyz-123",
        "10.1000/xyz(1)",
        "urn:isbn:9783161484100",
        "mailto:ada@example.org",
        "ada.b+c@sub.example.org",
        "@ada",
        "#port",
        "+972-3-123 4567",
        "978-3-16-148410-0",
        "0000-0002-1825-009X",
        "2026-03-01",
        "050-123-4567",
        "-5",
        "\u22121,250.5%",
        "-5°C",
    ],
)
def test_addresses_and_identifiers_are_isolated(text: str) -> None:
    assert in_hebrew(f"<p>ראו {text}, כאן {text}.</p>") == (
        f"<p>ראו <bdi {LTR}>{text}</bdi>, כאן <bdi {LTR}>{text}</bdi>.</p>"
    )
    assert in_hebrew(f'<p><b>x</b> {text}: <a href="x">{text}</a></p>') == (
        f'<p><b>x</b> <bdi {LTR}>{text}</bdi>: <a href="x" {LTR}>{text}</a></p>'
    )


@pytest.mark.parametrize(
    "text", ["12.5", "3-4", "1:2", "a/b", "C++", "50%", "AT&amp;T", "1.3.2026", "x@", "#1", "ב-5"]
)
def test_other_words_and_numbers_stay_as_they_are(text: str) -> None:
    assert in_hebrew(f"<p>ראו {text} כאן</p>") == f"<p>ראו {text} כאן</p>"


@pytest.mark.parametrize("tag", ["code", "kbd", "samp", "pre"])
def test_code_is_isolated(tag: str) -> None:
    code = f"<{tag}><span>10</span>.0.0.1 a@b.example</{tag}>"
    assert in_hebrew(code) == code.replace(f"<{tag}>", f"<{tag} {LTR}>", 1)
    given = f'<{tag} dir="rtl">א</{tag}>'
    assert in_hebrew(given) == given


def test_code_in_a_text_from_left_to_right_is_isolated_if_it_holds_another_way() -> None:
    made = with_isolates("<p><code>a</code> <code>שלום</code> www.a.example</p>", whole=False)
    assert made == f"<p><code>a</code> <code {LTR}>שלום</code> www.a.example</p>"
    made = with_isolates('<p dir="rtl"><span dir="ltr"><code>a</code></span></p>', whole=False)
    assert LTR not in made.replace(f"<span {LTR}>", "")


def test_formulas_are_isolated() -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'
    assert re.search(rf"<math [^>]*{LTR}", in_hebrew(f"<p>{math}</p>"))


def test_a_text_without_anything_of_the_kind_keeps_its_bytes() -> None:
    for text in ("<p>a <code>b</code> www.a.example<br/></p>", "<p>&#228;</p>"):
        assert with_isolates(text, whole=False) is text


def test_listings_are_not_mirrored() -> None:
    css = "pre, .code .line { padding-left: 4px; }\npre, p { padding-left: 5px; }"
    assert mirrored(css).count("padding-left: 4px") == 1
    assert mirrored(css).count("padding-right: 5px") == 1
