"""Quotation marks that are typed as another language has them: “words” in German."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from markdown_it.token import Token

from publish.languages.conventions import conventions
from publish.reading.dialects.mark import quoted
from publish.reading.findings import Findings
from publish.reading.positions import Places
from publish.reading.syntax import attributes

_WORDS = "[^“”„«»\\s]{1,40}(?: [^“”„«»]{0,200}[^“”„«»\\s])?"
_FOREIGN: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("„", "“"): f"(?<!\\w)(?:“(?P<a>{_WORDS})”|„(?P<b>{_WORDS})”)(?!\\w)",
        ("“", "”"): f"(?<!\\w)(?:„(?P<a>{_WORDS})[“”]|“(?P<b>{_WORDS})“)(?!\\w)",
        ("„", "”"): f"(?<!\\w)(?:“(?P<a>{_WORDS})”|„(?P<b>{_WORDS})“)(?!\\w)",
    }
)
"""By the marks of a language, pairs of which one or both are of another. Where a language has
guillemets, “words” are its inner marks, so nothing is said there."""


def note_foreign_quotes(
    tokens: Sequence[Token], lang: str, places: Places, findings: Findings
) -> None:
    """Note once where a pair of quotation marks is not that of ``lang``."""
    own = conventions(lang).quotes[:2]
    pattern = _FOREIGN.get((own[0], own[1]))
    if pattern is None:
        return
    found = [
        (match, inline)
        for inline in _native(tokens)
        for child in inline.children or ()
        if child.type == "text"
        for match in re.finditer(pattern, child.content)
    ]
    if not found:
        return
    match, inline = found[0]
    at = inline.content.find(match.group())
    count = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    words = match["a"] or match["b"]
    findings.hint(
        "quotes-foreign",
        f"the quotation marks of {quoted(match.group())}{count} are not those of the article's "
        f"language ({lang}), {own[0]} and {own[1]}",
        f'Write {own[0]}{words}{own[1]}; straight marks (") are set as the language has them.',
        *places.of(inline, at if at >= 0 else None),
    )


def _native(tokens: Sequence[Token]) -> Iterator[Token]:
    """The texts of which no part, and no block around them, states another language."""
    foreign = [False]
    for token in tokens:
        if token.nesting > 0:
            foreign.append(foreign[-1] or "lang" in attributes.of(token).values)
        elif token.nesting < 0 and len(foreign) > 1:
            foreign.pop()
        elif token.type == "inline" and not foreign[-1] and "lang=" not in token.content:
            yield token
