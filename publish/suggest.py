"""The nearest of the known names to a wrong one, and the question "Did you mean …?"."""

from __future__ import annotations

from collections.abc import Iterable

LIKENESS = 0.7
"""Ratcliff and Obershelp's measure (difflib): 1 is the same word, 0 has no letter in common."""


def did_you_mean(word: str, known: Iterable[str], otherwise: str, shown: str = "{}") -> str:
    """``Did you mean NAME?``, or ``otherwise`` if none of ``known`` is like ``word``.

    ``shown`` is how the name is written there: ``"@{}"``, say.
    """
    guess = nearest(word, known)
    return question(shown.replace("{}", guess)) if guess else otherwise


def question(*names: str) -> str:
    """``Did you mean A or B?``; nothing without names."""
    return f"Did you mean {' or '.join(names)}?" if names else ""


def nearest(word: str, known: Iterable[str], likeness: float = LIKENESS) -> str | None:
    """The one of ``known`` that is most like ``word``; None if none is like it."""
    return next(iter(nearest_few(word, known, 1, likeness)), None)


def nearest_few(
    word: str, known: Iterable[str], most: int = 3, likeness: float = LIKENESS
) -> tuple[str, ...]:
    """Those of ``known`` that are most like ``word``, at most ``most``, the likest first.

    Case decides only between names that differ in nothing else.
    """
    from difflib import get_close_matches  # late: most commands have nothing to guess

    folded: dict[str, list[str]] = {}
    for name in known:
        folded.setdefault(name.casefold(), []).append(name)
    close = get_close_matches(word.casefold(), folded, most, likeness)
    ranked = (sorted(folded[key], key=lambda name: _rank(word, name)) for key in close)
    return tuple(name for names in ranked for name in names)[:most]


def _rank(word: str, name: str) -> tuple[float, str]:
    from difflib import SequenceMatcher

    return -SequenceMatcher(None, word, name).ratio(), name
