"""Docstrings, comments and messages are in plain English: subject, verb, object, present tense."""

from __future__ import annotations

import re

from tests.house.source import modules

HEADLESS = re.compile(r'"""(What|Which)\b')
"""A docstring names its subject: "Characters that precede a key", not "What precedes a key"."""

ARCHAIC = re.compile(
    r"\b(?:is|are|was|were|be)\s+told\b"  # reported
    r"|\bupon\b"  # on
    r"|\bstands?\b(?!-)(?!\s+(?:in\s+)?for\b)"  # is
    r"|\b(?:has|have)\s+not[,.;:]"  # lacks
)

CONTENT = frozenset({"publish/composing/specimen.py"})
"""Modules whose texts are an article's, not ours."""


def lines_with(pattern: re.Pattern[str], *, but: frozenset[str] = frozenset()) -> list[str]:
    return [
        f"{module.path}:{module.text.count(chr(10), 0, match.start()) + 1}: {match.group()}"
        for module in modules().values()
        if module.path.as_posix() not in but
        for match in pattern.finditer(module.text)
    ]


def test_a_docstring_names_its_subject_first() -> None:
    found = lines_with(HEADLESS)
    assert not found, "\n".join(found)


def test_no_archaic_words() -> None:
    found = lines_with(ARCHAIC, but=CONTENT)
    assert not found, "\n".join(found)
