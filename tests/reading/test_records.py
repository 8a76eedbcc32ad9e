"""The records of the front matter: their keys, synonyms and types, whatever fields there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.metadata.fields import FIELDS, Field, Type
from publish.reading.findings import Findings
from publish.reading.front_matter.article import ARTICLE, CONVERT, read_front_matter
from publish.reading.front_matter.credit import CREDIT
from publish.reading.front_matter.history import (
    APPEARANCE,
    CORRECTION,
    ORIGINAL,
    RETRACTION,
    SERIES,
    UPDATE,
    VERSION,
)
from publish.reading.front_matter.image import IMAGE
from publish.reading.front_matter.people import AUTHOR
from publish.reading.front_matter.records import Record
from publish.reading.front_matter.tree import parse

RECORDS = (
    *(ARTICLE, IMAGE, CREDIT, AUTHOR),
    *(CORRECTION, UPDATE, RETRACTION, VERSION, APPEARANCE, ORIGINAL, SERIES),
)


def problems(source: str) -> list[tuple[str, str]]:
    """Message and fix of all that is wrong with a front matter."""
    findings = Findings("article.md")
    tree = parse(f"title: T\ndate: 2026-03-01\n{source}", findings)
    assert tree is not None
    read_front_matter(tree, findings)
    return [(problem.message, problem.fix) for problem in findings.problems]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_a_synonym_means_one_key_and_is_none(record: Record) -> None:
    words = [word for key in record.keys.values() for word in key.synonyms]
    assert len(set(words)) == len(words)
    assert not set(words) & set(record.keys)
    assert all(word == word.casefold() for word in words)


def test_every_type_is_read() -> None:
    assert set(CONVERT) == set(Type)


@pytest.mark.parametrize("row", [row for row in FIELDS if row.type], ids=lambda row: row.name)
def test_every_field_has_a_key_and_a_name_for_messages(row: Field) -> None:
    assert row.key in ARTICLE.keys
    assert row.called
    assert [fix for _, fix in problems(f"{row.key.upper()}: x\n")] == [f"Did you mean `{row.key}`?"]
    for word in row.synonyms:
        assert (f"`{word}` is not a key of an article", f"Did you mean `{row.key}`?") in problems(
            f"{word}: x\n"
        )


def test_an_unknown_key_gets_the_list_of_all_keys() -> None:
    ((_, fix),) = problems("zebra: 1\n")
    assert fix == f"The keys of an article are {', '.join(ARTICLE.keys)}."


@pytest.mark.parametrize("record", [ARTICLE, IMAGE, CREDIT, AUTHOR], ids=lambda record: record.name)
def test_the_readme_names_every_key(record: Record) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    _, _, rest = readme.partition("| front matter | |")
    table = rest.split("\n\n")[0]
    named = set(re.findall(r"[\w-]+", " ".join(re.findall("`([^`]+)`", table))))
    assert set(record.keys) <= named
