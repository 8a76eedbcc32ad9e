"""Refuses text with very many brackets open at once.

For each, the parser looks for the end among all that follow: the time grows with their
square.
"""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from publish.reading.findings import Findings

_MOST = 200
"""Brackets of one paragraph that may be open at once."""
_FOUND = "open_brackets"


def enable_bracket_limit(parser: MarkdownIt) -> None:
    """Empty a paragraph with too many open brackets, and remember its line in ``env``."""
    parser.core.ruler.before("inline", "open brackets", _limit)


def refuse_open_brackets(env: dict[str, Any], findings: Findings) -> None:
    """Report paragraphs with too many open brackets as errors."""
    for line in env.pop(_FOUND, ()):
        findings.error(
            "nesting",
            f"a paragraph with more than {_MOST} open brackets “[” takes too long to read",
            "Close them, take them out, or write the text between two lines of ``` as a listing.",
            line,
        )


def _limit(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and _most_open(token.content) > _MOST:
            state.env.setdefault(_FOUND, []).append((token.map or [0])[0] + 1)
            token.content = ""


def _most_open(text: str) -> int:
    """Count the brackets that are open at once."""
    if text.count("[") <= _MOST:
        return 0
    most = depth = 0
    for letter in text:
        if letter == "[":
            depth += 1
            most = max(most, depth)
        elif letter == "]" and depth:
            depth -= 1
    return most
