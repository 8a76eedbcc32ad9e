"""Every rule that can be raised is explained, and nothing else is."""

from __future__ import annotations

import re

import pytest

from publish.checks import RULES
from publish.errors import Severity
from publish.explanations import ROOMS, Explanation, explanations, soft
from tests.explanations.ids import raised

PUT_TOGETHER = {
    "brand-font-missing",
    "brand-logo-missing",
    "image-alt-twice",
    "image-caption-twice",
    "theme-markup-attribute",
    "theme-markup-link",
    "theme-name",
    "theme-parent",
}
"""Ids that are nowhere in the source as a whole."""


def test_every_id_in_the_source_is_explained() -> None:
    ids, patterns = raised()
    assert len(ids) > 200
    assert ids - set(explanations()) == set()
    for pattern in patterns:
        assert any(re.fullmatch(pattern, id) for id in explanations()), pattern


def test_nothing_is_explained_that_is_never_raised() -> None:
    ids, patterns = raised()
    for id in PUT_TOGETHER:
        assert any(re.fullmatch(pattern, id) for pattern in patterns), id
    assert set(explanations()) - ids == PUT_TOGETHER - ids


@pytest.mark.parametrize("explanation", explanations().values(), ids=lambda e: e.id)
def test_an_explanation_says_why_and_how_to_mend(explanation: Explanation) -> None:
    assert explanation.room in ROOMS
    for text in (explanation.why, explanation.mend):
        assert text[-1] in ".:?", explanation.id
        assert " " in text


def test_rules_of_the_gate_explain_themselves_at_length() -> None:
    for rule in RULES:
        told = explanations()[rule.id]
        assert told.why == rule.why
        assert rule.more
        assert rule.example
        assert told.firm == rule.firm


def test_a_policy_may_speak_of_what_only_warns() -> None:
    assert "image-unused" in soft()
    for id in soft():
        assert explanations()[id].severity is not Severity.ERROR
    assert not soft() & {rule.id for rule in RULES}
