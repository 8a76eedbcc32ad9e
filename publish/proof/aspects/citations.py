"""Compares citations: the entry that each one leads to, and the links back.

An author's own list, whose entries lead nowhere, is proved with the words and the links. Each
format shows in its own way where a click ends: XHTML by its ids, Word by its bookmarks, the PDF by
the places on its pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from publish.content import Content
from publish.proof.aspects.text import pairs
from publish.proof.finding import Check, Finding, quoted, tally

_RULE = "proof-citation"


def citations(expected: Content, found: Content) -> Check:
    """Every cited entry: its place, the links to it, and the links back."""
    return tally("citations", len(expected.entries), tuple(_differences(expected, found)))


def _differences(expected: Content, found: Content) -> Iterator[Finding]:
    for want, got in pairs(expected.entries, found.entries, lambda entry: entry.text):
        if want is None:
            if got:
                message = f"something cites {quoted(got.text)}, which the article does not"
                yield Finding(_RULE, message, extra=True)
        elif got is None:
            yield Finding(_RULE, f"nothing leads to the entry {quoted(want.text)}")
        elif want.text != got.text:
            message = f"what cites {quoted(want.text)} leads to {quoted(got.text)}"
            yield Finding(_RULE, message)
        elif sorted(want.calls) != sorted(got.calls):
            message = f"the entry {quoted(want.text)} is cited as {quoted(got.calls)}"
            yield Finding(_RULE, f"{message}, not as {quoted(want.calls)}")
        elif want.ways != got.ways:
            message = f"{got.ways} of {want.ways} links lead back from {quoted(want.text)}"
            yield Finding(_RULE, message)


# -- XHTML ----------------------------------------------------------------------------------


# -- DOCX -----------------------------------------------------------------------------------


# -- PDF ------------------------------------------------------------------------------------
