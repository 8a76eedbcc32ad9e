"""Quotation marks without a partner, apostrophes, primes and dashes, as people type them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.errors import Problem
from publish.reading.body import read_body
from publish.reading.findings import Findings


def shown(text: str, lang: str = "en") -> tuple[str, list[Problem]]:
    findings = Findings("article.md")
    body = read_body(text, lang, lambda name, at, column: name, findings)
    return re.sub(r"<[^<>]+>", "", body.html).strip(), findings.problems


@pytest.mark.parametrize(
    ("lang", "typed", "set_"),
    [
        # Speech over several paragraphs: each opens, only the last closes.
        ("en", '"It was built in 1968.', "“It was built in 1968."),
        ("en", '"Old," she said. "It sank.', "“Old,” she said. “It sank."),
        ("en", "'Old,' she said. 'It sank.", "‘Old,’ she said. ‘It sank."),
        ("en", 'It ended there."', "It ended there.”"),
        ("en", '("In the end.', "(“In the end."),
        ("en", '"*Never* again.', "“Never again."),
        ("de", '"Und weiter.', "„Und weiter."),
        ("de", 'Das war alles."', "Das war alles.“"),
        ("fr", '"Et encore.', "«\u00a0Et encore."),
        # Apostrophes that begin a word.
        ("en", "The '80s: rock 'n' roll, 'tis true.", "The ’80s: rock ’n’ roll, ’tis true."),
        ("en", "'Twas there, 'til then, get 'em.", "’Twas there, ’til then, get ’em."),
        ("en", "He said 'yes' in the '90s.", "He said ‘yes’ in the ’90s."),
        ("de", "Die '68er und 'ne Frage.", "Die ’68er und ’ne Frage."),
        ("nl", "'s Avonds en 't werk, 's ochtends.", "’s Avonds en ’t werk, ’s ochtends."),
        # Feet, inches, minutes.
        ("en", "He is 6' 2\" tall.", "He is 6′ 2″ tall."),
        ("en", 'A 5\'11" man and a 12" record.', "A 5′11″ man and a 12″ record."),
        # Dashes.
        ("en", "The ferry -- old -- sank.", "The ferry – old – sank."),
        ("en", "The ferry---old---sank.", "The ferry—old—sank."),
        ("en", "The ferry--old--sank.", "The ferry—old—sank."),
        ("de", "Die Fähre--alt--sank.", "Die Fähre–alt–sank."),
        ("en", "Pages 3--5, 1939--45.", "Pages 3–5, 1939–45."),
        ("en", "“So” --- she said.", "“So” — she said."),
        ("en", "I was --", "I was –"),
        # What stays as it is typed.
        ("en", "Use --force, or -x.", "Use --force, or -x."),
        ("en", "well-known `a--b`", "well-known a--b"),
        ("en", r"A \"typed\" mark.", "A &quot;typed&quot; mark."),
        ("en", "See https://example.org/a--b there.", "See https://example.org/a--b there."),
        ("he", 'צה"ל', "צה&quot;ל"),
    ],
)
def test_a_mark_is_set(lang: str, typed: str, set_: str) -> None:
    assert shown(typed, lang)[0] == set_


def test_every_paragraph_of_a_speech_opens_with_the_same_mark() -> None:
    text = '"One," she said. "Two.\n\n"Three.\n\n"Four."'
    assert shown(text)[0] == "“One,” she said. “Two.\n“Three.\n“Four.”"


def test_what_stays_straight_is_reported_once_with_its_line() -> None:
    text, problems = shown('First.\n\nA " b.\n\nc " d.')
    assert text.count("&quot;") == 2
    assert [(p.rule, p.where and p.where.line) for p in problems] == [("quotes-straight", 3)]


def test_a_hyphen_between_spaces_is_reported_once_with_its_line() -> None:
    _, problems = shown("First.\n\nThe ferry - old - sank.\n\nSo - it did. 5 - 3 = 2.")
    assert [(p.rule, p.where and p.where.line) for p in problems] == [("hyphen-for-dash", 3)]


@given(
    st.text("ab '\"-1.,()\n", max_size=40), st.sampled_from(["en", "de", "fr", "nl", "ja", "he"])
)
def test_nothing_but_marks_changes(text: str, lang: str) -> None:
    # A letter begins each line, so that none is a list's.
    found, _ = shown("x" + text.replace("\n", "\nx"), lang)
    assert re.sub(r"[^ab1]", "", re.sub(r"&\w+;", "", found)) == re.sub(r"[^ab1]", "", text)
