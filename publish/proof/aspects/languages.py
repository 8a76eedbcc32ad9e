"""Which words are marked as another language than the document's: screen readers, hyphenation
and spelling go by it."""

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
        said, says = expected.languages.get(lang, ""), found.languages.get(lang, "")
        if _key(said, found.setting) == _key(says, found.setting):
            continue
        if not said:
            message = f"{quoted(says)} is marked as {lang}, which the article does not say"
            yield Finding("proof-language", message, extra=True)
        elif says:
            message = f"as {lang}, {quoted(says)} is marked instead of {quoted(said)}"
            yield Finding("proof-language", message)
        else:
            yield Finding("proof-language", f"{quoted(said)} is not marked as {lang}")


def _key(text: str, setting: Setting) -> object:
    key = rough(text)
    # What order a line of both directions is read in cannot be told by its look alone.
    return Counter(key) if setting is Setting.BOTH_WAYS else key
