""" "Did you mean …?": the nearest of the names that would have been right."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that ``word`` most looks like; None if it looks like none."""
    lowered = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), lowered, n=1, cutoff=0.7)
    return lowered[close[0]] if close else None
