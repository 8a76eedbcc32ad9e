"""Aids to navigation: numbers of headings, contents, lists of figures and tables."""

from __future__ import annotations

from typing import Any

from publish.model.article import LISTS, Guide
from publish.reading.findings import Findings
from publish.reading.front_matter.tree import Node
from publish.reading.front_matter.values import Unfit, choices, text
from publish.reading.toml import line_of

USUAL, MOST = 3, 5
"""Levels of headings for ``true``, and the maximum."""
_WORDS = {"yes": USUAL, "true": USUAL, "no": 0, "false": 0}
_FIX = f"Write true, false, or a number of heading levels, from 1 to {MOST}."


def levels(node: Node, findings: Findings) -> int:
    """``true``, ``false`` or a number of levels; 0 for none."""
    written = text(node, findings).casefold()
    if written in _WORDS:
        return _WORDS[written]
    if written.isascii() and written.isdigit() and 0 < int(written[:3]) <= MOST:
        return int(written)
    raise Unfit("levels", f"`{written}` is not a number of levels", _FIX)


lists = choices(LISTS, "a list that an article can have")


def read_levels(key: str, value: Any, source: str, findings: Findings) -> int | None:
    """The same from a value of ``publish.toml``; None if it is not set."""
    if value is None:
        return None
    if isinstance(value, bool):
        return USUAL if value else 0
    if isinstance(value, int) and 0 < value <= MOST:
        return value
    message = f"`{key}` must be a number of levels"
    findings.error(
        "levels", message, f"{_FIX[:-1]}, without quotation marks.", line_of(key, source)
    )
    return None


def guide(
    numbered: int | None,
    contents: int | None,
    asked: tuple[str, ...],
    usual: int | None,
    paragraphs: bool | None = None,
) -> Guide:
    """The aids in an article; ``usual`` is its publication's ``numbered``."""
    return Guide(usual if numbered is None else numbered, contents or 0, asked, bool(paragraphs))
