"""Compares the words marked as another language than the document's: screen readers, hyphenation
and spelling depend on the marks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from publish.content import Content, Setting
from publish.proof.finding import Check, Finding, quoted, tally
from publish.proof.word_diff import rough


def languages(expected: Content, found: Content) -> Check:
    """The words of every language but the document's own."""
    return tally("languages", len(expected.languages), tuple(_languages(expected, found)))


def _languages(expected: Content, found: Content) -> Iterator[Finding]:
    for lang in sorted({*expected.languages, *found.languages}):
        want, got = expected.languages.get(lang, ""), found.languages.get(lang, "")
        if _key(want, found.setting) == _key(got, found.setting):
            continue
        if not want:
            message = f"{quoted(got)} is marked as {lang}, which the article does not say"
            yield Finding("proof-language", message, extra=True)
        elif got:
            message = f"as {lang}, {quoted(got)} is marked instead of {quoted(want)}"
            yield Finding("proof-language", message)
        else:
            yield Finding("proof-language", f"{quoted(want)} is not marked as {lang}")


def _key(text: str, setting: Setting) -> object:
    key = rough(text)
    # The look of a line in both directions does not show its reading order.
    return Counter(key) if setting is Setting.BOTH_WAYS else key
