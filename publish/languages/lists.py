"""Lists in running text: “A, B and C” in a language's form (CLDR)."""

from __future__ import annotations

from collections.abc import Sequence

from publish.languages.conventions import conventions
from publish.languages.locale import locale


def separators(count: int, lang: str) -> tuple[str, ...]:
    """The text before each of ``count`` items of a list in running text (CLDR).

    A language's conventions can name another's lists: English has no comma before the "and", as in
    newspapers' bylines.
    """
    patterns = locale(conventions(locale(lang).language).lists_as or lang).list_patterns["standard"]
    between = {name: _between(pattern) for name, pattern in patterns.items()}
    if count < 3:
        return ("", between["2"])[:count]
    middle = (between["middle"],) * (count - 3)
    return ("", between["start"], *middle, between["end"])


def _between(pattern: str) -> str:
    """The text between the two parts of ``{0} and {1}``."""
    return pattern.partition("{0}")[2].partition("{1}")[0]


def listed(names: Sequence[str], lang: str) -> str:
    """``names`` as a list in running text."""
    both = zip(separators(len(names), lang), names, strict=True)
    return "".join(before + name for before, name in both)
