"""Findings for content that is cut off at the edge of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from publish.content import Overrun
from publish.proof.finding import Finding, quoted

_RULE = "proof-off-page"
_SHOWN = 3
_FIRST = 40
"""The number of letters that identify a text."""
_TEXT_FIX = (
    "Shorten the text; give the table fewer columns, or a page turned sideways ({.wide}); "
    "the theme can let long words break (overflow-wrap: anywhere)."
)
_PICTURE_FIX = (
    "Crop the picture, or let the theme limit its size (max-width: 100%, max-height: 200mm)."
)


def text_overruns(overruns: Iterable[Overrun]) -> Iterator[Finding]:
    """One Finding for every page, with the first text that is cut off there."""
    texts = (overrun for overrun in overruns if not overrun.picture)
    for page, group in groupby(texts, lambda overrun: overrun.page):
        found = list(dict.fromkeys(_first_words(overrun.text) for overrun in group))
        more = len(found) - _SHOWN
        shown = ", ".join(found[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
        message = f"text runs off page {page}: {shown}"
        yield Finding(_RULE, message, extra=True, fix=_TEXT_FIX)


def picture_overruns(overruns: Iterable[Overrun]) -> Iterator[Finding]:
    """One Finding for every picture."""
    for overrun in overruns:
        if overrun.picture:
            name = f"the picture {quoted(overrun.text)}" if overrun.text else "a picture"
            message = f"{name} runs off page {overrun.page}"
            yield Finding(_RULE, message, fix=_PICTURE_FIX)


def _first_words(text: str) -> str:
    if len(text) <= _FIRST:
        return quoted(text)
    head, space, _ = text[: _FIRST + 1].rpartition(" ")
    return quoted(f"{head if space else text[:_FIRST]}…")
