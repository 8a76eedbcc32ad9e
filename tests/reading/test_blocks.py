"""Spans, lists, quotations, lines and breaks: Markdown and the vocabulary, side by side."""

from __future__ import annotations

import time

import pytest

from publish.reading.body import read_body
from publish.reading.findings import Findings
from tests.reading.test_markdown import read

NB = "\u00a0"
HTML = {
    "[a]{lang=fr} [b]{lang=ar} [c]{dir=rtl}": (
        '<p><span lang="fr">a</span> <span lang="ar" dir="rtl">b</span> '
        '<span dir="rtl">c</span></p>'
    ),
    "[a]{.smallcaps} [b]{.mark} [c]{.underline .nowrap} [d]{#e .kbd}": (
        '<p><span class="smallcaps">a</span> <mark>b</mark> <u class="nowrap">c</u> '
        '<kbd id="e">d</kbd></p>'
    ),
    "[a *b c*\nd]{.nowrap} e f": (
        f'<p><span class="nowrap">a{NB}<em>b{NB}c</em>{NB}d</span> e f</p>'
    ),
    "H~2~O x^2^ ~~a~~ ~b~ 2^10 ~5 to ~7 ^": (
        "<p>H<sub>2</sub>O x<sup>2</sup> <s>a</s> <s>b</s> 2^10 ~5 to ~7 ^</p>"
    ),
    "{type=a}\n3. c": '<ol start="3" type="a" class="lower-alpha">\n<li>c</li>\n</ol>',
    "{type=I lang=de}\n1. a": (
        '<ol type="I" class="upper-roman" lang="de">\n<li>a</li>\n</ol>'
    ),
    "{type=a}": "<p>{type=a}</p>",
    "- [ ] a\n- [x] b\n- c": (
        '<ul class="tasks">\n<li class="task"><span class="checkbox">☐</span> a</li>\n'
        '<li class="task done"><span class="checkbox">☑</span> b</li>\n<li>c</li>\n</ul>'
    ),
    "> a\n> — *B*, C": (
        '<blockquote>\n<p>a</p>\n<p class="attribution">— <em>B</em>, C</p>\n</blockquote>'
    ),
    "> a\n>\n> -- B": '<blockquote>\n<p>a</p>\n<p class="attribution">— B</p>\n</blockquote>',
    "> — a\n> — b": "<blockquote>\n<p>— a\n— b</p>\n</blockquote>",
    "> — a": "<blockquote>\n<p>— a</p>\n</blockquote>",
    "> a\n> --b-- c": (
        '<blockquote>\n<p>a</p>\n<p class="attribution">— b-- c</p>\n</blockquote>'
    ),
    "> *a\n> — b*": "<blockquote>\n<p><em>a\n— b</em></p>\n</blockquote>",
    "- a\n- — b": "<ul>\n<li>a</li>\n<li>— b</li>\n</ul>",
    ":::lines\na\n  *b*\n\nc\n:::": (
        f'<div class="lines">\n<p>a<br />\n{NB}{NB}<em>b</em></p>\n<p>c</p>\n</div>'
    ),
    "| a\n|  b\n|\n| c": (
        f'<div class="lines">\n<p>a<br />\n{NB}b</p>\n<p>c</p>\n</div>'
    ),
    "| a | b |\n| c | d |": "<p>| a | b |\n| c | d |</p>",
    "a\n\n\\newpage\n\nb": '<p>a</p>\n<hr class="page-break" />\n<p>b</p>',
    "a\n:::page-break\nb": '<p>a</p>\n<hr class="page-break" />\n<p>b</p>',
    "a\n: b\n: c\n\n  d": (
        "<dl>\n<dt>a</dt>\n<dd>\n<p>b</p>\n</dd>\n<dd>\n<p>c</p>\n<p>d</p>\n</dd>\n</dl>"
    ),
    "a\n: b": "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>",
    ":::note {lang=de}\n\"a\"\n:::": '<div class="box note" lang="de">\n<p>„a“</p>\n</div>',
}  # fmt: skip


@pytest.mark.parametrize("markdown", HTML)
def test_markup(markdown: str) -> None:
    assert read(markdown).html.strip() == HTML[markdown]


QUOTED = {
    '"[«a» "b"]{lang=de}"': '“<span lang="de">«a» „b“</span>”',
    '["a"]{lang=fr} "b"': f'<span lang="fr">«{NB}a{NB}»</span> “b”',
    '"a [b "c [d "e"]{lang=en}"]{lang=de}"': (
        '“a <span lang="de">b „c <span lang="en">d “e”</span>“</span>”'
    ),
    "it's [l'eau]{lang=fr}": 'it’s <span lang="fr">l’eau</span>',
}


@pytest.mark.parametrize("markdown", QUOTED)
def test_quotation_marks_follow_the_language_of_a_span(markdown: str) -> None:
    assert read(markdown).html.strip() == f"<p>{QUOTED[markdown]}</p>"


def test_a_span_is_a_place_that_links_lead_to() -> None:
    assert '<a href="#here">' in read("[a]{#here} [b](#here)").html


HOSTILE = {
    "tildes": "~a " * 20_000,
    "tildes in words": "a~b" * 20_000,
    "carets": "^" * 20_000,
    "raised": "x^y" * 20_000,
    "colons": ":" * 20_000,
    "slashes": "://" * 20_000,
    "addresses": "https://a.b/" * 8_000,
    "one address": "https://a.b/" + "(" * 20_000 + ")" * 20_000,
    "www": "www." * 20_000,
    "ats": "@" * 20_000,
    "mails": "a_b@c." * 10_000,
    "one name": "a" * 20_000 + "@b.cd",
    "underscores": "_" * 10_000 + "a@b.cd",
    "bars": "| a\n" * 10_000,
    "definitions": "a\n: b\n\n" * 2_000,
    "braces": "{.a}\n" * 5_000,
    "attributes": "[a]{lang=fr}" * 5_000,
    "unclosed spans": "[a]{" * 5_000,
    "quotes in spans": '["a]{lang=fr}' * 3_000,
    "dashes": "> — a\n" * 5_000,
    "breaks": "\\newpage\n\n" * 3_000,
    "tasks": "- [ ] a\n" * 3_000,
    "lines": ":::lines\n" + " a\n" * 10_000 + ":::",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long(name: str) -> None:
    """A second for some 50 KB is a hundred times what it needs, and far from square."""
    findings = Findings("article.md")
    begun = time.process_time()
    read_body(HOSTILE[name], "en", lambda name, line, column: name, findings)
    assert time.process_time() - begun < 6
