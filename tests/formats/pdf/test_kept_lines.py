"""Lines that are kept while a page is laid out: the same pages, with half the work in columns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats.pdf import write
from publish.formats.pdf.layout import kept_lines, line_order
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
    weasyprint = line_order._weasyprint_next

    def counted(*given: Any) -> Any:
        asked.append(given[1])
        return weasyprint(*given)

    monkeypatch.setattr(line_order, "_weasyprint_next", counted)
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
