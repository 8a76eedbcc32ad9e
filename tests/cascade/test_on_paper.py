"""The cascade of a Page on paper: computed once for whoever asks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from publish.cascade import Cascade, on_paper
from publish.composing.theme.widths.measure import printed_widths
from publish.formats.pdf.layout.columns.nesting import refuse_nested_columns
from publish.formats.pdf.layout.footnotes import places
from publish.formats.pdf.layout.landscape_pages import with_landscape_pages
from tests import samples

BODY = (
    '<p>Text<a role="doc-noteref" href="#fn-1">1</a></p><table class="wide"><tr><td>1</td></tr>'
    '</table><section class="notes" role="doc-endnotes"><aside role="doc-footnote" id="fn-1">'
    "<p>A note.</p></aside></section>"
)


def test_all_questions_before_layout_share_one_cascade(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []

    def counted(*arguments: Any) -> Cascade:
        made.append(arguments)
        return Cascade(*arguments)

    monkeypatch.setattr(on_paper, "Cascade", counted)
    on_paper.let_go()
    on_paper._answers.clear()
    page = samples.page(BODY, css=".credits { column-count: 2 }")
    printed_widths(page)
    refuse_nested_columns(page)
    places(page)
    with_landscape_pages(page)
    assert len(made) == 1
    printed_widths(samples.page("<p>Another.</p>"))
    assert len(made) == 2
    on_paper.let_go()


def test_a_changed_word_changes_no_answer_about_elements() -> None:
    asked: list[Cascade] = []

    def question(cascade: Cascade) -> float:
        asked.append(cascade)
        boxes = map(cascade.box, cascade.root.iter("p"))
        return sum(box.border.top.width for box in boxes if box.border.top)

    style = "p:empty { border-top: 5pt solid } p[lang] { border-top: 7pt solid }"
    look = replace(samples.page().look, style=style)
    answers = [
        on_paper.of_shape(samples.page(body, look=look), question)
        for body in ("<p>One word.</p>", "<p>Other.</p>", "<p></p>", '<p lang="de">Wort</p>')
    ]
    assert answers[0] == answers[1]
    assert len({*answers}) == len(asked) == 3
