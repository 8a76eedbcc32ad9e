"""Lines that are kept while a page is laid out: the same pages, with half the work in columns."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from types import SimpleNamespace
from typing import Any

import pydyf
import pytest
from weasyprint.formatting_structure import boxes

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats.pdf import write
from publish.formats.pdf.layout.lines import kept as kept_lines
from publish.formats.pdf.layout.lines import order
from publish.formats.pdf.structure import weasyprint_tags
from publish.page import Page

WORDS = "The harbour office counts every ferry, and writes each of them into a book. "
HEBREW = "הספינה יוצאת מהנמל ב־10:30 אל Ystad ואז חוזרת. "
BODY = f"""
<p>{WORDS * 6}</p><h2>Notes and links</h2>
<p>{WORDS}<a href="https://example.org/a">A link that is long enough for two lines</a>,
<em>emphasis {WORDS}</em><a href="#n1" role="doc-noteref"></a>,
H<sub>2</sub>O, x<sup>2</sup>, <code>a_name_in_code</code>, 10\u00a0km. {WORDS}</p>
<ul><li>{WORDS}</li><li>{WORDS * 2}<ol><li>{WORDS}</li></ol></li></ul>
<blockquote><p>{WORDS * 2}</p></blockquote>
<table><thead><tr><th>Port</th><th>Remarks</th></tr></thead><tbody>
<tr><td>Ystad</td><td>{WORDS}</td></tr>
<tr><td>Świnoujście</td><td>{WORDS}</td></tr></tbody></table>
<p dir="rtl" lang="he">{HEBREW * 3}</p>
<aside id="n1" role="doc-footnote"><p>{WORDS * 2}</p></aside>
<p>{WORDS * 9}</p><h3>And on</h3><p>{WORDS * 12}</p>
"""


def page(theme: str) -> Page:
    return compose(replace(specimen_article("en"), body=BODY, images=(), hero=None), load(theme))


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The paragraphs that WeasyPrint breaks a line of, each as often as it does."""
    asked: list[object] = []
    weasyprint = order._weasyprint_next

    def counted(*given: Any) -> Any:
        asked.append(given[1])
        return weasyprint(*given)

    monkeypatch.setattr(order, "_weasyprint_next", counted)
    return asked


@pytest.mark.parametrize(("theme", "saved"), [("briefing", 1), ("dispatch", 2)])
def test_the_pages_are_the_same_for_less_work(
    theme: str, saved: int, monkeypatch: pytest.MonkeyPatch, broken: list[object]
) -> None:
    kept = write(page(theme))
    few = len(broken)
    monkeypatch.setattr(kept_lines, "install", lambda: None)
    assert write(page(theme)) == kept
    assert 0 < few <= (len(broken) - few) / saved


def test_the_notes_of_a_page_are_broken_into_lines_once(
    monkeypatch: pytest.MonkeyPatch, broken: list[object]
) -> None:
    many = range(1, 9)
    calls = (f'<p>{WORDS}<a href="#n{n}" role="doc-noteref"></a> {WORDS}</p>' for n in many)
    notes = (f'<aside id="n{n}" role="doc-footnote"><p>{WORDS * n}</p></aside>' for n in many)
    body = "".join((*calls, *notes))
    article = compose(replace(specimen_article("en"), body=body, images=()), load("briefing"))
    kept = write(article)
    few = len(broken)
    monkeypatch.setattr(kept_lines, "install", lambda: None)
    assert write(article) == kept
    assert few < 0.7 * (len(broken) - few)


def test_references_to_pages_are_made_again_for_more_pages() -> None:
    weasyprint_tags.install()
    pdf = pydyf.PDF()
    assert pdf.page_references == ()
    for count in (1, 2):
        pdf.add_page(pydyf.Dictionary())
        found = pdf.page_references
        assert found == weasyprint_tags._weasyprint_pages.fget(pdf)
        assert len(found) == count
        assert pdf.page_references is found


def test_the_lines_of_a_page_are_forgotten_when_the_next_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept_lines, "_weasyprint_page", lambda context: None)
    context, paragraph = SimpleNamespace(), boxes.LineBox("p", {}, None, [])
    kept_lines._make_page(context)
    known = kept_lines._lines(context, paragraph)
    known["a place"] = "a line"
    assert kept_lines._lines(context, paragraph) is known
    kept_lines._make_page(context)
    assert known == {}
    assert kept_lines._lines(context, paragraph) is not known


@pytest.mark.parametrize(("height", "most", "full"), [(90.0, inf, False), (90.0, 90.0, True)])
def test_notes_are_full_by_their_height_and_not_by_the_last_digits_of_a_sum(
    height: float, most: float, full: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_lines, "_weasyprint_notes", lambda context: True)
    area = SimpleNamespace(height=height, max_height=most)
    context = SimpleNamespace(current_page_footnotes=[], current_footnote_area=area)
    assert kept_lines._update_notes(context) is full
