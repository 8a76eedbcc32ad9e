"""Changes of a text by a page layout that the proof must ignore, and those that it must not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.formats import FORMATS
from publish.formats.proving import verify
from publish.model.article import Article
from publish.proof import table
from tests.proof.conftest import METADATA

WORDS = "partnership-based counterinsurgency uncharacteristically well-being e-mail "

BODIES = {
    "hyphens at line ends": f"<p>{WORDS * 60}</p>",
    "a table over three pages": (
        "<table><thead><tr><th>Year</th><th>Remark</th></tr></thead><tbody>"
        + "".join(f"<tr><td>{n}</td><td>Remark {n}</td></tr>" for n in range(120))
        + "</tbody></table>"
    ),
    "two tables with the same head": (
        "<table><thead><tr><th>Year</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"
        "<table><thead><tr><th>Year</th></tr></thead><tbody><tr><td>2</td></tr></tbody></table>"
    ),
    "a header that says nothing, and one that only calls a note": (
        '<table><thead><tr><td></td><th scope="col">Year</th><th scope="col"><a href="#n" '
        'role="doc-noteref"></a></th></tr></thead><tbody><tr><th scope="row">A</th><td>1</td>'
        '<td>2</td></tr></tbody></table><aside id="n" role="doc-footnote"><p>A note.</p></aside>'
    ),
    "a link over several lines and pages": (
        f'<p>{WORDS * 70}<a href="https://example.org/a">{WORDS * 12}</a> '
        f'and <a href="https://example.org/%C3%A4?b=ü#c">another</a>.</p>'
    ),
    "two links to one target in a row": (
        '<p><a href="https://example.org/a">one</a> <a href="https://example.org/a">two</a></p>'
    ),
    "lists in lists over pages": (
        "<ul>" + "".join(f"<li>One {n}<ol><li>{WORDS}</li></ol></li>" for n in range(50)) + "</ul>"
    ),
    "code": "<pre><code>" + "".join(f"    x({n})  # - {n}\n" for n in range(80)) + "</code></pre>",
    "words broken inside": f"<p>https://example.org/{'a-b_c' * 60} {'dampfschiff' * 20}</p>",
    "spaces and breaks": "<p>A<br/>B<em>C</em>D <code>x  =  1</code>&#160;% e\u0301 f\u2060g</p>",
    "from right to left": (
        '<p lang="he" dir="rtl">משפט עברי (ארוך) עם English words ומספר 2025 בסוף, ועוד קצת מילים '
        "כדי שהשורה תישבר בסופו של דבר.</p><p>Mixed שלום עולם words.</p>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_the_layout_is_no_difference(name: str) -> None:
    page = compose(Article("salt", METADATA, BODIES[name]), load("briefing"))
    report = verify({form: format.write(page) for form, format in FORMATS.items()}, page)
    assert report.problems == ()
    words = table(report)[1]
    assert words[2:] == (f"{words[1]} ✓",) * len(FORMATS)


def test_characters_that_no_font_has_are_found_out() -> None:
    body = "<p>A character that no standard has yet: \u0378.</p>"
    page = compose(Article("salt", METADATA, body), load("briefing"))
    report = verify({"pdf": FORMATS["pdf"].write(page)}, page)
    assert [problem.rule for problem in report.problems] == ["glyph-missing"]
    assert "U+0378" in report.problems[0].message


def test_a_document_from_right_to_left() -> None:
    metadata = replace(METADATA, lang="he", title="מלח וברזל", category="תחבורה")
    body = "<h2>כותרת</h2><p>English words first, ואז עברית.</p><p>מספר 1,000 ו 25.</p>"
    page = compose(Article("salt", metadata, body), load("briefing"))
    report = verify({"pdf": FORMATS["pdf"].write(page)}, page)
    assert report.problems == ()
