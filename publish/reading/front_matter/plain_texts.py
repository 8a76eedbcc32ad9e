"""Marks of Markdown in values that are plain text: a title is shown as it is typed."""

from __future__ import annotations

import json
import re
from collections.abc import Container

from publish.reading.dialects.mark import quoted
from publish.reading.findings import Findings
from publish.reading.front_matter.tree import Mapping, Scalar
from publish.reading.syntax.typography import SPACED_HYPHEN

_MARKS = re.compile(
    r"(?<![\w*\\])(\*{1,2})(?P<strong>[^\s*](?:[^*]*[^\s*])?)\1(?![\w*])"
    r"|(?<!\w)_(?P<em>[^\s_](?:[^_]*[^\s_])?)_(?!\w)"
    r"|(?<![\w`])`(?P<code>[^`]+)`"
    r"|\[(?P<link>[^\[\]]+)\]\([^()\s]+\)"
)


def note_marks(mapping: Mapping, plain: Container[str], findings: Findings) -> None:
    """Note Markdown, and hyphens for dashes, in the values of the ``plain`` keys."""
    for key, node in mapping.entries:
        if key.text not in plain or not isinstance(node, Scalar):
            continue
        if match := SPACED_HYPHEN.search(node.text):
            before, after = node.text[: match.start()], node.text[match.end() :]
            words = json.dumps(f"{before}–{after}", ensure_ascii=False)
            findings.hint(
                "hyphen-for-dash",
                f"`{key.text}` has a hyphen between two spaces, which is shown as typed",
                f"For a dash write {key.text}: {words}",
                node.line,
                node.column,
            )
        if match := _MARKS.search(node.text):
            words = json.dumps(_MARKS.sub(_words, node.text).strip(), ensure_ascii=False)
            findings.warn(
                "marks-in-text",
                f"`{key.text}` is plain text: {quoted(match.group())} is shown with its marks",
                f"Write {key.text}: {words}",
                node.line,
                node.column,
            )


def _words(match: re.Match[str]) -> str:
    return next(words for words in match.groupdict().values() if words)
