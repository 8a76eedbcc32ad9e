"""References, compared: where each leads, what it shows; and the numbers of headings."""

from __future__ import annotations

from collections.abc import Iterator

from publish.content import Content, Reference, Setting, Unread
from publish.proof.finding import Check, Finding, quoted, tally
from publish.proof.word_diff import holds, key, rough

_RULE = "proof-reference"
_ENOUGH = 12
"""Letters by which a place is told; fewer where a document ends."""


def references(expected: Content, found: Content) -> Check:
    """Every link within the document: the words it shows, the place it leads to.

    Notes stand elsewhere in every format, so what refers in them has no order.
    """
    findings = [*_references(expected, found), *_numbers(expected, found)]
    for stale in found.stale:
        findings.append(Finding(_RULE, f"a field is not up to date: {stale}", extra=True))
    owed = len(expected.references) + sum(map(bool, expected.outline))
    return tally("references", owed, tuple(findings))


def _references(expected: Content, found: Content) -> Iterator[Finding]:
    # What order a line of both directions is read in cannot be told by its look alone.
    placed = found.setting is not Setting.BOTH_WAYS
    setting = found.setting
    left: dict[str, list[Reference]] = {}
    for reference in found.references:
        left.setdefault(key(reference.text, setting), []).append(reference)
    wrong: list[Reference] = []
    # What leads anywhere would take the place of what leads somewhere with the same words.
    for said in sorted(expected.references, key=lambda reference: not reference.places):
        same = left.get(key(said.text, setting), [])
        there = next((r for r in same if not placed or _leads(said, r)), None)
        if there is None:
            wrong.append(said)
        else:
            same.remove(there)
    text, article = rough(found.text), rough(expected.text)
    for said in wrong:
        same = left.get(key(said.text, setting), [])
        if not same:
            # Words that are missing altogether are told among the words.
            if holds(found.text, said.text, setting):
                message = f"the reference {quoted(said.text)} is missing"
                yield Finding(_RULE, message, said.text)
            continue
        there = same.pop(0)
        if not _is_astray(said, there, text, article):
            continue
        where = f"to {quoted(f'{there.places[0]}…')}" if there.places else "nowhere"
        message = f"the reference {quoted(said.text)} leads {where}"
        if said.places:
            message += f", not to {quoted(f'{said.places[0]}…')}"
        yield Finding(_RULE, message)
    for says in (r for same in left.values() for r in same):
        if holds(expected.text, says.text, setting):
            message = f"there is a reference that the article does not have: {quoted(says.text)}"
            yield Finding(_RULE, message, gained=says.text, extra=True)


def _is_astray(said: Reference, says: Reference, text: str, article: str) -> bool:
    """Whether it leads to another place, rather than to the right one with other words there."""
    if any(place.startswith("note ") for place in (*said.places, *says.places)):
        return True
    if not says.places:
        return any(place[:_ENOUGH] in text for place in said.places)
    return any(place[:_ENOUGH] in article for place in says.places)


def _leads(said: Reference, says: Reference) -> bool:
    """Whether one leads to a place that the other names.

    What leads into the midst of a note names none: it is proved of citations, by their entries.
    """
    if not said.places:
        return True
    return any(_begin_alike(here, there) for here in said.places for there in says.places)


def _begin_alike(one: str, other: str) -> bool:
    if one.startswith("note ") or other.startswith("note "):
        return one == other
    return one[:_ENOUGH] == other[:_ENOUGH]


def _numbers(expected: Content, found: Content) -> Iterator[Finding]:
    """The numbers of headings that the article gives; others may be a stylesheet's."""
    if isinstance(found.outline, Unread):
        return  # the format does not promise them
    if not len(found.headings) == len(expected.headings) == len(expected.outline):
        return  # headings are missing, and that is told of them
    if len(found.outline) != len(expected.outline):
        message = f"{len(found.outline)} of {len(expected.outline)} headings say their number"
        yield Finding("proof-heading", message)
        return
    headings = zip(expected.headings, expected.outline, found.outline, strict=True)
    for (_, text), said, says in headings:
        if said and said != says:
            shows = f"has the number {quoted(says)}" if says else "has no number"
            message = f"the heading {quoted(text)} {shows}, and should have {quoted(said)}"
            yield Finding("proof-heading", message, extra=False)
