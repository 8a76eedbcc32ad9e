"""Citations, compared: which entry each one leads to, and that it leads back.

An author's own list, whose entries lead nowhere, is proved with the words and the links.
Every format is asked in its own way where a click would end: XHTML by its ids, Word
by its bookmarks, the PDF by the places on its pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from publish.content import Content
from publish.proof.aspects.text import pairs
from publish.proof.finding import Check, Finding, quoted, tally

_RULE = "proof-citation"


def citations(expected: Content, found: Content) -> Check:
    """Every entry that is cited: where it stands, what leads to it, and what leads back."""
    return tally("citations", len(expected.entries), tuple(_differences(expected, found)))


def _differences(expected: Content, found: Content) -> Iterator[Finding]:
    for said, says in pairs(expected.entries, found.entries, lambda entry: entry.text):
        if said is None:
            if says:
                message = f"something cites {quoted(says.text)}, which the article does not"
                yield Finding(_RULE, message, extra=True)
        elif says is None:
            yield Finding(_RULE, f"nothing leads to the entry {quoted(said.text)}")
        elif said.text != says.text:
            message = f"what cites {quoted(said.text)} leads to {quoted(says.text)}"
            yield Finding(_RULE, message)
        elif sorted(said.calls) != sorted(says.calls):
            message = f"the entry {quoted(said.text)} is cited as {quoted(says.calls)}"
            yield Finding(_RULE, f"{message}, not as {quoted(said.calls)}")
        elif said.ways != says.ways:
            message = f"{says.ways} of {said.ways} links lead back from {quoted(said.text)}"
            yield Finding(_RULE, message)


# -- XHTML ----------------------------------------------------------------------------------


# -- DOCX -----------------------------------------------------------------------------------


# -- PDF ------------------------------------------------------------------------------------
