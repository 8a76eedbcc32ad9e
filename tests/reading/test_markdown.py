"""Markdown and the vocabulary's HTML, side by side."""

from __future__ import annotations

import pytest

from publish.reading.body import read_body, read_line
from publish.reading.findings import Findings
from publish.reading.front_matter.texts import StatedText
from publish.reading.piece import Body


def read(source: str, lang: str = "en") -> Body:
    findings = Findings("article.md")
    body = read_body(source, lang, lambda name, line, column: name, findings)
    assert not [problem for problem in findings.problems if problem.severity == "error"]
    return body


HTML = {
    "One *two* **three** `four`.": (
        "<p>One <em>two</em> <strong>three</strong> <code>four</code>.</p>"
    ),
    "~~gone~~": "<p><s>gone</s></p>",
    "a  \nb\\\nc": "<p>a<br />\nb<br />\nc</p>",
    "a<br>b <BR/> c": "<p>a<br />\nb <br />\n c</p>",
    "a <!-- unseen --> b\n\n<!-- unseen -->\n\nc": "<p>a  b</p>\n<p>c</p>",
    "3. three\n4. four": '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>',
    "> quoted": "<blockquote>\n<p>quoted</p>\n</blockquote>",
    "---": "<hr />",
    "    indented <b>": (
        '<pre class="code"><code><span class="line">indented &lt;b&gt;\n</span></code></pre>'
    ),
    "```python\nx = '1'\n```": (
        '<pre class="code" data-language="python"><code><span class="line">x = '
        "<span class=\"tok-string\">'1'</span>\n</span></code></pre>"
    ),
    "| a | b |\n|:--|--:|\n| 1 | 2 |": (
        '<table>\n<thead>\n<tr>\n<th scope="col" class="align-left">a</th>\n'
        '<th scope="col" class="align-right">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
        '<td class="align-left">1</td>\n<td class="align-right">2</td>\n</tr>\n</tbody>\n</table>'
    ),
    "## Two": '<h2 id="two">Two</h2>',
    "[a](https://example.org/ü?b=1&c)": (
        '<p><a href="https://example.org/%C3%BC?b=1&amp;c">a</a></p>'
    ),
    "<ada@example.org>": '<p><a href="mailto:ada@example.org">ada@example.org</a></p>',
    "## Was nun, Köln?\n\n[a](#was-nun-k%C3%B6ln)": (
        '<h2 id="was-nun-köln">Was nun, Köln?</h2>\n<p><a href="#was-nun-köln">a</a></p>'
    ),
    "![](a.jpg)": '<figure data-image="a.jpg"></figure>',
    "![](a.jpg)\n![](b.jpg)": (
        '<figure data-image="a.jpg"></figure>\n\n<figure data-image="b.jpg"></figure>'
    ),
    "one ![](a.jpg) two": '<p>one two</p>\n\n<figure data-image="a.jpg"></figure>',
    "one\n![](a.jpg)": '<p>one</p>\n\n<figure data-image="a.jpg"></figure>',
    "## ![](a.jpg)": '<figure data-image="a.jpg"></figure>',
    "*![](a.jpg)*": '<figure data-image="a.jpg"></figure>',
    "(c) (tm) +- -- ... 1/2": "<p>(c) (tm) +- -- ... 1/2</p>",
    "e\u0301 *o*\u0338": "<p>é <em>o</em>\u0338</p>",
    "a\u00a0b": "<p>a\u00a0b</p>",
}


@pytest.mark.parametrize("markdown", HTML)
def test_markup(markdown: str) -> None:
    assert read(markdown).html.strip() == HTML[markdown]


QUOTED = {
    "en": "“It’s ‘so’,” he said.",
    "de": "„It’s ‚so‘,“ he said.",
    "de-AT": "„It’s ‚so‘,“ he said.",
    "de-CH": "«It’s ‹so›,» he said.",
    "fr": "«\u00a0It’s “so”,\u00a0» he said.",
    "pl": "„It’s «so»,” he said.",
    "ru": "«It’s „so“,» he said.",
    "he": "”It’s ’so’,” he said.",
    "ja": "「It’s 『so』,」 he said.",
    "zh-Hant-HK": "「It’s 『so』,」 he said.",
    "tlh": "“It’s ‘so’,” he said.",
}


@pytest.mark.parametrize("lang", QUOTED)
def test_quotation_marks(lang: str) -> None:
    assert read("\"It's 'so',\" he said.", lang).html == f"<p>{QUOTED[lang]}</p>\n"


def test_code_keeps_straight_quotes() -> None:
    assert read('`"a"` "b"').html == "<p><code>&quot;a&quot;</code> “b”</p>\n"


def test_heading_ids_are_readable_unique_and_never_those_of_the_template() -> None:
    body = read("## Title\n\n## 2026\n\n## Same\n\n## Same\n\n## 🙂\n\n## मुख्य बात\n\n## fig-1\n")
    assert body.ids == {
        "title-2", "s-2026", "same", "same-2", "section", "मुख्य-बात", "figure-1"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([1, 2, 3], [2, 3, 4]),
        ([2, 3, 2], [2, 3, 2]),
        ([3, 4], [2, 3]),
        ([2, 4, 4, 3], [2, 3, 3, 3]),
        ([3, 2], [2, 2]),
        ([1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 6]),
    ],
)
def test_heading_levels(levels: list[int], expected: list[int]) -> None:
    html = read("\n\n".join(f"{'#' * level} H" for level in levels)).html
    assert [int(part[0]) for part in html.split("<h")[1:]] == expected


def test_what_the_text_says_of_a_picture() -> None:
    (figure,) = read('text\n\n![An *old*\nferry](ferry.jpg "Ada\'s *ferry*")').figures
    assert (figure.name, figure.alt) == ("ferry.jpg", "An old ferry")
    assert figure.caption == StatedText("Ada's *ferry*", 3, 1)


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("one\ntwo [a](b.md)", 2, 5),
        ("> one\n> two [a](b.md)", 2, 7),
        ("- one\n  two **[a](b.md)**", 2, 9),
        ("## one [a](b.md)", 1, 8),
        ("| a |\n|---|\n| x [a](b.md) |", 3, 5),
        ("one `a\nb` [a](b.md)", 2, 4),
        ("one [a][b]\n\n[b]: b.md", 1, 5),
        ("one <b>\ntwo", 1, 5),
        ("one\ntwo <b\nc>", 2, 5),
    ],
)
def test_errors_point_at_the_mark(source: str, line: int, column: int) -> None:
    findings = Findings("article.md")
    read_body(source, "en", lambda name, at, column: name, findings)
    (problem,) = findings.problems
    assert problem.where == findings.where(line, column)


def test_a_caption_is_inline_markup() -> None:
    findings = Findings("article.md")
    stated = StatedText('# *Ada\'s* "ferry", [more](#more) <!-- x -->', 7, 14)
    html = read_line(stated, "de", Body("", ids=frozenset({"more"})), findings).html
    assert html == '# <em>Ada’s</em> „ferry“, <a href="#more">more</a>'
    assert not findings.problems


def test_an_empty_link_is_a_reference_also_beside_a_picture() -> None:
    body = read("One [](#fig-a) two ![](a.jpg) three.\n\nAnd [](#fig-a), [](#x) again.\n\n## X\n")
    assert body.html.count('class="xref"') == 3
