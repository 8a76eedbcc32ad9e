"""A right set of files passes, and the report says how much was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import pytest

from publish.composing.page import Page
from publish.formats import FORMATS
from publish.metadata.fields import FIELDS, Column
from publish.proof import READERS, compare, table, verify

if TYPE_CHECKING:
    from publish.proof import Testimony


def test_every_format_has_a_reader() -> None:
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_right_file_has_no_problem(
    name: str, outputs: Mapping[str, bytes], expected: Testimony
) -> None:
    assert compare(expected, READERS[name](outputs[name])) == ()


def test_the_article_holds_something_of_every_aspect(expected: Testimony) -> None:
    assert len(expected.headings) == 6
    assert len(expected.notes) == 2
    assert [call.note for call in expected.calls] == [1, 2, 1]
    assert len(expected.figures) == 2
    assert len(expected.links) >= 6
    assert len(expected.credits) == 3
    assert all(f.alt and f.caption and f.credits and f.embedded for f in expected.figures)
    assert set(expected.metadata) == {"article", *get_args(Column)}
    assert all(expected.metadata["article"][row.name] for row in FIELDS)


def test_the_table_counts_every_aspect(page: Page, outputs: Mapping[str, bytes]) -> None:
    report = verify(outputs, page)
    assert report.ok
    header, *rows = table(report)
    assert header == ("", "article", *outputs)
    assert [row[0] for row in rows] == [
        "words", "headings", "figures", "alt texts", "captions", "credits", "embedded", "links",
        "formulas", "notes", "metadata",
    ]  # fmt: skip
    for aspect, article, *cells in rows:
        assert int(article) > 0, aspect
        assert cells == [f"{article} ✓"] * len(outputs), aspect


def test_each_format_may_have_a_page_of_its_own(page: Page, outputs: Mapping[str, bytes]) -> None:
    asked = []

    def page_of(name: str) -> Page:
        asked.append(name)
        return page

    assert verify(outputs, page_of).ok
    assert asked == list(outputs)


def test_what_all_files_lack_is_told_once(page: Page, outputs: Mapping[str, bytes]) -> None:
    other = replace(page, markup=page.markup.replace("<p>The end.</p>", "<p>The end is near.</p>"))
    report = verify(outputs, other)
    assert [problem.rule for problem in report.problems] == ["proof-words"]
    assert report.problems[0].message.startswith(", ".join(name.upper() for name in outputs))
    assert "The end is near." in report.problems[0].message


def test_an_unreadable_file_does_not_hide_the_others(
    page: Page, outputs: Mapping[str, bytes]
) -> None:
    first, *others = outputs
    report = verify({**outputs, first: b"nothing"}, page)
    assert [problem.rule for problem in report.problems] == ["proof-unreadable"]
    assert [row[2] for row in table(report)[1:]] == ["unreadable"] * 11
    assert all(check.ok for name in others for check in report.checks[name])
