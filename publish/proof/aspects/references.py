"""Compares references: target and words of each; and the numbers of headings."""

from __future__ import annotations

from collections.abc import Iterator

from publish.content import Content, Reference, Setting, Unread
from publish.proof.finding import Check, Finding, quoted, tally
from publish.proof.word_diff import holds, key, rough

_RULE = "proof-reference"
_ENOUGH = 12
"""The number of letters that identify a place; fewer where a document ends."""


def references(expected: Content, found: Content) -> Check:
    """Every link within the document: its words, and its target.

    Notes have different places in each format, so the references in them have no order.
    """
    findings = [*_references(expected, found), *_numbers(expected, found)]
    for stale in found.stale:
        findings.append(Finding(_RULE, f"a field is not up to date: {stale}", extra=True))
    for astray in found.astray:
        message = f"the map to the source is wrong: {astray}"
        findings.append(Finding(_RULE, message, extra=True))
    owed = len(expected.references) + sum(map(bool, expected.outline))
    return tally("references", owed, tuple(findings))


def _references(expected: Content, found: Content) -> Iterator[Finding]:
    # The look of a line in both directions does not show its reading order.
    placed = found.setting is not Setting.BOTH_WAYS
    setting = found.setting
    left: dict[str, list[Reference]] = {}
    for reference in found.references:
        left.setdefault(key(reference.text, setting), []).append(reference)
    wrong: list[Reference] = []
    # A reference without a target could match one with a target and the same words.
    for want in sorted(expected.references, key=lambda reference: not reference.places):
        same = left.get(key(want.text, setting), [])
        there = next((r for r in same if not placed or _leads(want, r)), None)
        if there is None:
            wrong.append(want)
        else:
            same.remove(there)
    text, article = (rough(one.text) if wrong else "" for one in (found, expected))
    for want in wrong:
        same = left.get(key(want.text, setting), [])
        if not same:
            # Missing words are reported among the words.
            if holds(found.text, want.text, setting):
                message = f"the reference {quoted(want.text)} is missing"
                yield Finding(_RULE, message, want.text)
            continue
        there = same.pop(0)
        if not _is_astray(want, there, text, article):
            continue
        where = f"to {quoted(f'{there.places[0]}…')}" if there.places else "nowhere"
        message = f"the reference {quoted(want.text)} leads {where}"
        if want.places:
            message += f", not to {quoted(f'{want.places[0]}…')}"
        yield Finding(_RULE, message)
    for got in (r for same in left.values() for r in same):
        if holds(expected.text, got.text, setting):
            message = f"there is a reference that the article does not have: {quoted(got.text)}"
            yield Finding(_RULE, message, gained=got.text, extra=True)


def _is_astray(want: Reference, got: Reference, text: str, article: str) -> bool:
    """Whether it leads to another place, rather than to the right one with other words there."""
    if any(place.startswith("note ") for place in (*want.places, *got.places)):
        return True
    if not got.places:
        return any(place[:_ENOUGH] in text for place in want.places)
    return any(place[:_ENOUGH] in article for place in got.places)


def _leads(want: Reference, got: Reference) -> bool:
    """Whether one leads to a place that the other names.

    A link into the middle of a note names none: citations prove it, by their entries.
    """
    if not want.places:
        return True
    return any(_begin_alike(here, there) for here in want.places for there in got.places)


def _begin_alike(one: str, other: str) -> bool:
    if one.startswith("note ") or other.startswith("note "):
        return one == other
    return one[:_ENOUGH] == other[:_ENOUGH]


def _numbers(expected: Content, found: Content) -> Iterator[Finding]:
    """The numbers of headings that the article states; others can be a stylesheet's."""
    if isinstance(found.outline, Unread):
        return  # The format does not promise them.
    if not len(found.headings) == len(expected.headings) == len(expected.outline):
        return  # Headings are missing, which their own check reports.
    if len(found.outline) != len(expected.outline):
        message = f"{len(found.outline)} of {len(expected.outline)} headings have their number"
        yield Finding("proof-heading", message)
        return
    headings = zip(expected.headings, expected.outline, found.outline, strict=True)
    for (_, text), want, got in headings:
        if want and want != got:
            shows = f"has the number {quoted(got)}" if got else "has no number"
            message = f"the heading {quoted(text)} {shows}, and should have {quoted(want)}"
            yield Finding("proof-heading", message, extra=False)
