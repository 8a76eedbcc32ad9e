"""The notes, compared: what they say, and which call leads to which of them."""

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
    for said, says in pairs(expected.notes, found.notes, rough):
        if said is None:
            message = f"there is a note that the article does not have: {quoted(says or '')}"
            yield Finding(_RULE, message, gained=says or "", extra=True)
        elif says is None:
            yield Finding(_RULE, f"the note {quoted(said)} is missing", said)
        elif not same_text(said, says, found.setting):
            yield Finding(_RULE, f"a note differs: {contrast(said, says)}", said, says)


def _calls(expected: Content, found: Content) -> Iterator[Finding]:
    # What order a line of both directions is read in cannot be told by its look alone.
    placed = found.setting is not Setting.BOTH_WAYS
    for said, says in pairs(
        expected.calls, found.calls, lambda call: (call.note, call.after if placed else "")
    ):
        if said is None:
            if says:
                message = f"a note is called after {_place(says)}, where the article has no call"
                yield Finding(_RULE, message, extra=True)
        elif says is None:
            yield Finding(_RULE, f"the call of note {said.note} after {_place(said)} is missing")
        elif said.note != says.note:
            where = f"note {says.note}" if says.note else "no note"
            message = f"the call after {_place(said)} leads to {where}, not to note {said.note}"
            yield Finding(_RULE, message)
        elif placed and said.after != says.after:
            message = f"note {said.note} is called after {_place(says)}, not after {_place(said)}"
            yield Finding(_RULE, message)


def _place(call: Call) -> str:
    return quoted(f"…{call.after}")
