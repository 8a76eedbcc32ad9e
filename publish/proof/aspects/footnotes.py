"""Compares notes: their text, and the note that each call leads to."""

from __future__ import annotations

from collections.abc import Iterator

from publish.content import Call, Content, Setting
from publish.proof.aspects.text import pairs
from publish.proof.finding import Check, Finding, contrast, quoted, tally
from publish.proof.word_diff import rough, same_text

_RULE = "proof-note"


def notes(expected: Content, found: Content) -> Check:
    """Every note, word for word and in its order, and every call, with its place in the text."""
    findings = (*_texts(expected, found), *_calls(expected, found))
    return tally("notes", len(expected.notes) + len(expected.calls), findings)


def _texts(expected: Content, found: Content) -> Iterator[Finding]:
    for want, got in pairs(expected.notes, found.notes, rough):
        if want is None:
            message = f"there is a note that the article does not have: {quoted(got or '')}"
            yield Finding(_RULE, message, gained=got or "", extra=True)
        elif got is None:
            yield Finding(_RULE, f"the note {quoted(want)} is missing", want)
        elif not same_text(want, got, found.setting):
            yield Finding(_RULE, f"a note differs: {contrast(want, got)}", want, got)


def _calls(expected: Content, found: Content) -> Iterator[Finding]:
    # The look of a line in both directions does not show its reading order.
    placed = found.setting is not Setting.BOTH_WAYS
    for want, got in pairs(
        expected.calls, found.calls, lambda call: (call.note, call.after if placed else "")
    ):
        if want is None:
            if got:
                message = f"a note is called after {_place(got)}, where the article has no call"
                yield Finding(_RULE, message, extra=True)
        elif got is None:
            yield Finding(_RULE, f"the call of note {want.note} after {_place(want)} is missing")
        elif want.note != got.note:
            where = f"note {got.note}" if got.note else "no note"
            message = f"the call after {_place(want)} leads to {where}, not to note {want.note}"
            yield Finding(_RULE, message)
        elif placed and want.after != got.after:
            message = f"note {want.note} is called after {_place(got)}, not after {_place(want)}"
            yield Finding(_RULE, message)


def _place(call: Call) -> str:
    return quoted(f"…{call.after}")
