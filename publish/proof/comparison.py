"""Compares two contents: a file's, and the expected one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from publish.content import Content
from publish.errors import Problem
from publish.promise import ASPECTS
from publish.proof.aspects import (
    citations,
    footnotes,
    formulas,
    languages,
    metadata,
    numbers,
    references,
    structure,
    text,
)
from publish.proof.aspects.tables import tables
from publish.proof.finding import Check, Finding
from publish.proof.remedies import GENERAL, mended
from publish.proof.unread import unread
from publish.proof.word_diff import rough

COMPARED: Mapping[str, Callable[[Content, Content], Check]] = {
    "words": text.words,
    "headings": text.headings,
    "figures": text.figures,
    "alt texts": text.alts,
    "captions": text.captions,
    "credits": text.credits,
    "embedded": text.embedded,
    "links": text.links,
    "formulas": formulas.formulas,
    "notes": footnotes.notes,
    "list numbers": numbers.numbers,
    "languages": languages.languages,
    "table cells": tables,
    "references": references.references,
    "citations": citations.citations,
    "structure": structure.structure,
    "metadata": metadata.metadata,
}
"""The comparison for each of ``publish.content.ASPECTS``."""


def compare(expected: Content, found: Content) -> tuple[Problem, ...]:
    """All differences between a file and its expected content."""
    return tuple(
        problem(finding, found.format)
        for check in checks(expected, found)
        for finding in check.findings
    )


def checks(expected: Content, found: Content) -> tuple[Check, ...]:
    """Every aspect that the format promises, in order; without a promise, all of them.

    A wrong word in a heading, a caption or a credit is reported there, and not again among the
    words; nor is what a missing picture takes along.
    """
    done = [
        _with_unread(aspect, COMPARED[aspect](expected, found), found)
        for aspect in ASPECTS
        if found.promise is None or aspect in found.promise.aspects
    ]
    findings = [finding for check in done for finding in check.findings]
    reduced = (
        replace(
            check,
            findings=tuple(f for f in check.findings if not _is_reported(f, findings)),
        )
        for check in done
    )
    return tuple(mended(check, expected, found) for check in reduced)


def _with_unread(aspect: str, check: Check, found: Content) -> Check:
    """A check that fails where the reader left something out; a whole aspect left out has no other
    findings.
    """
    left = [what for of, what in unread(found) if of == aspect]
    if not left:
        return check
    findings = tuple(
        Finding(
            "proof-unread",
            f"its reader does not read {what}, which the format promises",
            fix="The fault is in the reader of the format: report it to its maker.",
        )
        for what in left
    )
    if aspect in left:
        return replace(check, found=0, findings=findings)
    return replace(check, findings=(*check.findings, *findings))


def problem(finding: Finding, *formats: str) -> Problem:
    """A finding in one or several formats as one Problem."""
    names = ", ".join(name.upper() for name in formats)
    return Problem(finding.rule, f"{names}: {finding.message}", finding.fix or GENERAL)


_WEIGHT = {"proof-figure": 3, "proof-words": 1, "proof-link": 1}
"""The weight of a finding; all others weigh more than a word and less than a picture."""


def _is_reported(one: Finding, findings: Sequence[Finding]) -> bool:
    """Whether others among the findings say all of one."""
    return any(_covers(other, one) for other in findings) or structure.is_known(one, findings)


def _covers(one: Finding, other: Finding) -> bool:
    """Whether ``other``, the lesser of two findings, is about a part of ``one``."""
    lesser = _WEIGHT.get(other.rule, 2) < _WEIGHT.get(one.rule, 2)
    return (
        lesser
        and bool(other.lost or other.gained)
        and rough(other.lost) in rough(one.lost)
        and rough(other.gained) in rough(one.gained)
    )
