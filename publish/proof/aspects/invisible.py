"""Findings for required texts that a reader does not see."""

from __future__ import annotations

from collections.abc import Iterator

from publish.content import Content
from publish.proof.finding import Finding, quoted

RULE = "proof-credit-invisible"
FIX = (
    "Take out of the theme what hides it, moves it away, covers it, or makes it smaller than 5 pt "
    "or fainter than 3 : 1 (style.css, or the format's own stylesheet)."
)


def invisible(expected: Content, found: Content) -> Iterator[Finding]:
    """Every text that a reader must see, and does not see in the file."""
    unseen = found.sight(expected.owed) if found.sight else ()
    for one in dict.fromkeys(unseen):
        said = message(one.owed.name, one.owed.text, one.why)
        yield Finding("proof-credit-invisible", said, place=one.owed.text, extra=True, fix=FIX)


def message(name: str, text: str, why: str, more: int = 0) -> str:
    """``the credit “Ferry …” is not to be seen: opacity: 0``; ``more`` texts are not, either."""
    others = f", nor {'is one more' if more == 1 else f'are {more} more'}" if more else ""
    return f"{name} {quoted(text)} is not to be seen{others}: {why}"
