"""Values of the front matter, one kind after the other."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from publish.languages.tags import NotALanguage, language_tag
from publish.reading.findings import Findings
from publish.reading.front_matter import identifiers
from publish.reading.front_matter import values as fields
from publish.reading.front_matter.dates import iso_forms
from publish.reading.front_matter.tree import Mapping, Node, Scalar, Sequence, parse
from publish.reading.front_matter.values import Convert, Unfit


def converted(convert: Convert, text: str) -> object:
    return convert(Scalar(2, 1, text), Findings("article.md"))


GOOD: list[tuple[Convert, str, object]] = [
    (fields.text, "  two \n words ", "two words"),
    (fields.text, "no\u00a0break", "no\u00a0break"),
    (fields.text, "e\u0301", "é"),
    (fields.verbatim, " as  it\nis \n", " as  it\nis "),
    (fields.texts, "one, two,, three", ("one", "two", "three")),
    (fields.day, "2026-03-01", date(2026, 3, 1)),
    (fields.moment, "2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
    (fields.moment, "2026-03-01T12:00Z", datetime(2026, 3, 1, 12, tzinfo=UTC)),
    (fields.moment, "2026-03-01 00:30:15.9+0100", datetime(2026, 2, 28, 23, 30, 15, tzinfo=UTC)),
    (fields.web_address, "https://example.org/ü", "https://example.org/ü"),
    (identifiers.orcid, "0000-0002-1825-0097", "0000-0002-1825-0097"),
    (identifiers.orcid, "https://orcid.org/0000-0002-1694-233X", "0000-0002-1694-233X"),
    (identifiers.orcid, "000000021694233x", "0000-0002-1694-233X"),
    (fields.role, "Translator", "trl"),
    (fields.role, "edt", "edt"),
    (fields.basis, "Own work", "own"),
    (fields.origin, "AI-generated", "trainedAlgorithmicMedia"),
    (fields.language, "zh-hant-hk", "zh-Hant-HK"),
]


@pytest.mark.parametrize(("convert", "text", "value"), GOOD)
def test_what_fits(convert: Convert, text: str, value: object) -> None:
    assert converted(convert, text) == value


BAD: list[tuple[Convert, str, str]] = [
    (fields.day, "20260301", "Write 2026-03-01."),
    (fields.day, "2026-W09-7", "Write year, month and day as 2026-03-01."),
    (fields.day, "0026-03-01", "Write year, month and day as 2026-03-01."),
    (fields.moment, "2026-03-01T25:00Z", "Correct it."),
    (fields.moment, "9999-12-31T23:59-12:00", "Correct it."),
    (fields.web_address, "www.example.org", "Write https://www.example.org."),
    (fields.web_address, "http://[", "Give the full address, beginning with https://."),
    (fields.web_address, "ftp://example.org", "Give the full address, beginning with https://."),
    (
        fields.web_address,
        "https://example.org/a b",
        "Give the full address, beginning with https://.",
    ),
    (identifiers.orcid, "0000-0002-1825-0090", "Compare it with the author's page on orcid.org."),
    (fields.role, "photograper", "Did you mean photographer?"),
    (fields.license_named, "CC BY", "State the version, such as CC-BY-4.0;"),
    (fields.language, "Deutsch", "Write de."),
    (fields.language, "x-private", "Write a tag such as"),
]


@pytest.mark.parametrize(("convert", "text", "fix"), BAD)
def test_what_does_not_fit_says_what_would(convert: Convert, text: str, fix: str) -> None:
    with pytest.raises(Unfit) as caught:
        converted(convert, text)
    assert caught.value.fix.startswith(fix)


DATES = {
    "1 March 2026": ["2026-03-01"],
    "1. March 2026": ["2026-03-01"],
    "Sunday, March 1st, 2026": ["2026-03-01"],
    "Sept 3 2026": ["2026-09-03"],
    "2026/3/1": ["2026-03-01"],
    "2026-03-01T10:00": ["2026-03-01"],
    "01.03.2026": ["2026-03-01"],
    "05. 10. 2025": ["2025-10-05"],
    "31/12/2026": ["2026-12-31"],
    "12/31/2026": ["2026-12-31"],
    "3/4/2026": ["2026-04-03", "2026-03-04"],
    "4/4/2026": ["2026-04-04"],
    "31.02.2026": [],
    "March 2026": [],
    "Fooember 3 2026": [],
    "next week": [],
}


@pytest.mark.parametrize("written", DATES)
def test_dates_in_other_forms_are_understood_for_the_hint(written: str) -> None:
    assert iso_forms(written) == DATES[written]


@pytest.mark.parametrize(
    "tag", ["en", "de-AT", "zh-Hant", "sr-Latn-RS", "es-419", "de-CH-1996", "en-x-twain", "tlh"]
)
def test_language_tags(tag: str) -> None:
    assert language_tag(tag.upper()) == tag


@pytest.mark.parametrize("tag", ["", "e", "xx", "english", "de_AT", "de-", "-de", "de AT", "ü"])
def test_no_language_tags(tag: str) -> None:
    with pytest.raises(NotALanguage):
        language_tag(tag)


def tree(head: str) -> tuple[Mapping | None, list[str]]:
    findings = Findings("article.md")
    return parse(head, findings), [problem.rule for problem in findings.problems]


def values(node: Node | None) -> object:
    match node:
        case Mapping(entries=entries):
            return {key.text: values(value) for key, value in entries}
        case Sequence(items=items):
            return [values(item) for item in items]
        case Scalar(text=text):
            return text
    return None


def test_every_scalar_is_text() -> None:
    head = (
        "a: 0123\nb: 1.10\nc: NO\nd: 12:30:45\ne: 2026-03-01\nf:\ng: 'it''s'\nh: \"\\u00e9\\n\"\n"
        "i: >-\n  folded\n  text\nj: |\n  two\n  lines\nk: [1, {l: m}]\n"
    )
    node, rules = tree(head)
    assert not rules
    assert values(node) == {
        "a": "0123", "b": "1.10", "c": "NO", "d": "12:30:45", "e": "2026-03-01", "f": "",
        "g": "it's", "h": "é\n", "i": "folded text", "j": "two\nlines\n", "k": ["1", {"l": "m"}],
    }  # fmt: skip


def test_nodes_know_their_places() -> None:
    node, _ = tree("\na: 1\nb:\n  - x\n  - y: z\n")
    assert isinstance(node, Mapping)
    (a, one), (_, items) = node.entries
    assert (a.line, a.column, one.line, one.column) == (2, 1, 2, 4)
    assert isinstance(items, Sequence)
    assert [(item.line, item.column) for item in items.items] == [(4, 5), (5, 5)]


def test_a_front_matter_as_long_as_a_book_is_refused_at_once() -> None:
    assert tree("a: " + "x" * 300_000) == (None, ["front-matter-too-long"])
