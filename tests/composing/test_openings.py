"""The drop cap of dispatch is a letter alone; marks before it keep the size of the text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load

MARKS = ("", "„", "‚", "«\u202f", "«\u00a0", "“", "“‘", "‹", "»", "¿", "«\u202f“")
REST = " and more, until the paragraph is long enough to open with a letter of three lines" * 4


def opening(start: str) -> str:
    article = replace(specimen_article("en"), body=f"<p>{start}{REST}</p>", images=(), hero=None)
    article = replace(article, metadata=replace(article.metadata, dateline=None))
    markup = compose(article, load("dispatch")).markup
    found = re.search(r'<p class="lead[^"]*">.*?</p>', markup)
    assert found
    return found[0]


@pytest.mark.parametrize("marks", MARKS)
def test_the_initial_is_a_letter_alone(marks: str) -> None:
    lead = opening(marks + "Élan")
    before = f'<span class="opening">{marks}</span>' if marks else ""
    assert (
        lead == f'<p class="lead capped opener">{before}<span class="initial">É</span>lan{REST}</p>'
    )


@pytest.mark.parametrize("start", ["1968", "<em>All</em>", "水", "—"])
def test_what_has_no_capital_has_no_initial(start: str) -> None:
    assert opening(start) == f'<p class="lead">{start}{REST}</p>'


@pytest.mark.parametrize(
    ("title", "short", "size"),
    [
        ("Small Boats", "Small Boats", "brief"),
        ("Rindfleischetikettierung", "Rindfleisch", "lengthy"),
        ("Institutionalization", "Institutions", "plain"),
        ("Water: what it costs", "Water", "divided"),
        ("Verwaltungsvereinfachung: was bleibt", "Verwaltungsvereinfachung", "lengthy"),
    ],
)
def test_a_headline_is_as_large_as_its_longest_word_allows(
    title: str, short: str, size: str
) -> None:
    article = specimen_article("en")
    data = replace(article.metadata, title=title, short_title=short)
    markup = compose(replace(article, metadata=data), load("dispatch")).markup
    assert f'<h1 class="title {size}"' in markup
