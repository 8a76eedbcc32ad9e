"""A right set of files passes, and the report says how much was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats import FORMATS
from publish.formats.proving import verify
from publish.metadata.fields import FIELDS
from publish.page import Page
from publish.promise import COMMON
from publish.proof import compare as compared
from publish.proof import read_page, table
from tests.metadata.strategies import filled
from tests.metadata.test_title_block import AROUND
from tests.proof.sabotage import part_with, rules, swapped, zipped

if TYPE_CHECKING:
    from publish.proof import Content


def test_every_format_has_a_reader() -> None:
    assert set(FORMATS) == set(FORMATS)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_right_file_has_no_problem(
    name: str, outputs: Mapping[str, bytes], expected: Content
) -> None:
    assert compared(expected, FORMATS[name].read(outputs[name])) == ()


_SPECIMEN = specimen_article("en", guided=False, around=False)
FULL = replace(
    _SPECIMEN,
    metadata=filled(replace(AROUND, keywords=("ports",), abstract="What was found.")),
    body=f'<p>Text.</p><figure data-image="{_SPECIMEN.images[0].name}"></figure>',
    abstract="<p>What was found.</p>",
)
"""An article that states everything in its title block and end matter, and has a short body."""


def test_the_article_holds_something_of_every_aspect(expected: Content) -> None:
    assert len(expected.headings) == 6
    assert len(expected.notes) == 2
    assert [call.note for call in expected.calls] == [1, 2, 1]
    assert len(expected.figures) == 2
    assert len(expected.links) >= 6
    assert len(expected.credits) == 2
    assert all(f.alt and f.caption and f.credits and f.embedded for f in expected.figures)
    said = read_page(compose(FULL, load("briefing"))).metadata["article"]
    here = expected.metadata["article"]
    assert [row.name for row in FIELDS if not (here[row.name] or said[row.name])] == []


@pytest.mark.parametrize("theme", ["briefing", "dispatch", "journal"])
def test_title_block_and_end_matter_are_proved(theme: str) -> None:
    page = compose(FULL, load(theme))
    report = verify({name: format.write(page) for name, format in FORMATS.items()}, page)
    assert report.problems == ()


@pytest.mark.parametrize(
    ("format", "part", "told"),
    [
        ("epub", ".opf", "schema:correction"),
        ("epub", ".opf", "dcterms:available"),
        ("docx", "custom.xml", "Retraction"),
        ("docx", "custom.xml", "Contributors"),
    ],
)
def test_what_is_lost_of_it_is_found_out(format: str, part: str, told: str) -> None:
    page = compose(FULL, load("briefing"))
    data = FORMATS[format].write(page)
    name = part_with(data, told, part)
    spoiled = zipped(data, name, swapped(told, "Nothing"))
    assert "proof-metadata" in rules(read_page(page), format, spoiled)


def test_the_table_counts_every_aspect(page: Page, outputs: Mapping[str, bytes]) -> None:
    report = verify(outputs, page)
    assert report.ok
    header, *rows = table(report)
    assert header == ("", "article", *outputs)
    assert [row[0] for row in rows] == [
        "words", "headings", "figures", "alt texts", "captions", "credits", "embedded", "links",
        "formulas", "notes", "list numbers", "languages", "table cells", "references",
        "citations", "structure", "metadata",
    ]  # fmt: skip
    for aspect, article, *cells in rows:
        # This article cites nothing; ``test_citations`` has one that does.
        assert int(article) > 0 or aspect == "citations", aspect
        promised = (FORMATS[name].promise.aspects for name in outputs)
        assert cells == [f"{article} ✓" if aspect in has else "–" for has in promised], aspect


def test_each_format_may_have_a_page_of_its_own(page: Page, outputs: Mapping[str, bytes]) -> None:
    asked = []

    def page_of(name: str) -> Page:
        asked.append(name)
        return page

    assert verify(outputs, page_of).ok
    assert asked == list(outputs)


def test_what_all_files_lack_is_reported_once(page: Page, outputs: Mapping[str, bytes]) -> None:
    other = replace(page, markup=page.markup.replace("<p>The end.</p>", "<p>The end is near.</p>"))
    report = verify(outputs, other)
    # The words that a PDF has attached are not those of the page either.
    assert [problem.rule for problem in report.problems] == ["proof-words", "proof-metadata"]
    assert report.problems[0].message.startswith(", ".join(name.upper() for name in outputs))
    assert "The end is near." in report.problems[0].message


def test_an_unreadable_file_does_not_hide_the_others(
    page: Page, outputs: Mapping[str, bytes]
) -> None:
    first, *others = outputs
    report = verify({**outputs, first: b"nothing"}, page)
    assert [problem.rule for problem in report.problems] == ["proof-unreadable"]
    assert [row[2] for row in table(report)[1:]] == ["unreadable"] * len(COMMON)
    assert all(check.ok for name in others for check in report.checks[name])
