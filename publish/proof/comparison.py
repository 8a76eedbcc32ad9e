"""Two contents compared: what a file says with what it should say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from publish.errors import Problem
from publish.proof.aspects import (
    citations,
    formulas,
    languages,
    metadata,
    notes,
    numbers,
    references,
    text,
)
from publish.proof.aspects.tables import tables
from publish.proof.content import Content
from publish.proof.finding import Check, Finding
from publish.proof.remedies import GENERAL, mended
from publish.proof.word_diff import rough

ASPECTS: tuple[Callable[[Content, Content], Check], ...] = (
    text.words,
    text.headings,
    text.figures,
    text.alts,
    text.captions,
    text.credits,
    text.embedded,
    text.links,
    formulas.formulas,
    notes.notes,
    numbers.numbers,
    languages.tongues,
    tables,
    references.references,
    citations.citations,
    metadata.metadata,
)
"""Everything that is compared, in the order in which it is told."""


def compare(expected: Content, found: Content) -> tuple[Problem, ...]:
    """Everything in which a file differs from what it should say."""
    return tuple(
        problem(finding, found.format)
        for check in checks(expected, found)
        for finding in check.findings
    )


def checks(expected: Content, found: Content) -> tuple[Check, ...]:
    """Every aspect, in order.

    A word that is wrong in a heading, a caption or a credit is told there, and
    not once more among the words; what a missing picture takes along, neither.
    """
    done = [aspect(expected, found) for aspect in ASPECTS]
    findings = [finding for check in done for finding in check.findings]
    told = (
        replace(
            check,
            findings=tuple(f for f in check.findings if not any(_tells(g, f) for g in findings)),
        )
        for check in done
    )
    return tuple(mended(check, expected, found) for check in told)


def problem(finding: Finding, *formats: str) -> Problem:
    """A finding in one or several formats as one Problem."""
    names = ", ".join(name.upper() for name in formats)
    return Problem(finding.rule, f"{names}: {finding.message}", finding.fix or GENERAL)


_WEIGHT = {"proof-figure": 3, "proof-words": 1, "proof-link": 1}
"""How much a finding says by itself; all others say more than a word, less than a picture."""


def _tells(one: Finding, other: Finding) -> bool:
    """Whether ``other``, the lesser of two findings, is about a part of what ``one`` tells."""
    lesser = _WEIGHT.get(other.rule, 2) < _WEIGHT.get(one.rule, 2)
    return (
        lesser
        and bool(other.lost or other.gained)
        and rough(other.lost) in rough(one.lost)
        and rough(other.gained) in rough(one.gained)
    )
