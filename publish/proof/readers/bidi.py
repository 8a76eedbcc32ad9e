"""Text from right to left, put back into reading order.

A PDF paints a line from left to right, so Hebrew and Arabic come out backwards. This reverses a
line by its letters alone: an inverse of the Unicode Bidirectional Algorithm (UAX #9) for the
content of articles, one direction inside the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import bidirectional

_LEFT, _RIGHT, _NUMBER, _SPACE, _OTHER = "L", "R", "N", " ", ""
_SCRIPTS = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks of the scripts that run from right to left (Unicode, DerivedBidiClass)."""
_SIDES = {"L": _LEFT, "R": _RIGHT, "AL": _RIGHT, "EN": _NUMBER, "AN": _NUMBER, "WS": _SPACE}


_MOST = 0.75
"""The share of letters that shows that a paragraph has another direction."""
_LANGUAGES = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}
    | {"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"}
)
"""Languages, and scripts, that run from right to left (CLDR, characterOrder)."""


def language_runs_left(tag: str) -> bool:
    """Whether a text in the language of this tag (BCP 47) runs from right to left."""
    language, *others = tag.lower().replace("_", "-").split("-")
    scripts = [part for part in others if len(part) == 4 and part.isalpha()]
    return not _LANGUAGES.isdisjoint(scripts or [language])


def runs_left(glyphs: Iterable[str]) -> bool:
    """Whether a paragraph in a left-to-right text runs to the left, by most of its letters."""
    sides = _sides(glyphs)
    right, left = sides.count(_RIGHT), sides.count(_LEFT)
    return right > 0 and right >= _MOST * (right + left)


def logical(glyphs: Sequence[str], *, leftward: bool) -> list[str]:
    """The texts of glyphs that are painted as one, from left to right, in the order of reading.

    ``leftward``: the paragraph runs from right to left. Words and numbers that run to the right
    are painted by themselves there.
    """
    line = list(glyphs)
    if not leftward and not holds_leftward(line):
        return line
    sides = _sides(line)
    if leftward:
        sure = _RIGHT not in sides and not {_LEFT, _NUMBER}.isdisjoint(sides)
        return line if sure else _turned(line)
    for start, end in _stretches(sides, {_RIGHT}, {_NUMBER, _SPACE, _OTHER}):
        line[start:end] = _turned(line[start:end])
    return line


def holds_leftward(glyphs: Iterable[str]) -> bool:
    """Whether any letter can run from right to left; quick where none does."""
    return _SCRIPTS.search("".join(glyphs)) is not None


def _turned(glyphs: Sequence[str]) -> list[str]:
    """Reverse a line, except for words and numbers that run to the right."""
    line = list(reversed(glyphs))
    sides = _sides(line)
    for start, end in _stretches(sides, {_LEFT, _NUMBER}, {_SPACE, _OTHER}):
        if _LEFT in sides[start:end]:
            line[start:end] = reversed(line[start:end])
            continue
        for first, last in _stretches(sides[start:end], {_NUMBER}, {_OTHER}):
            part = slice(start + first, start + last)
            line[part] = reversed(line[part])
    return line


def _sides(glyphs: Iterable[str]) -> list[str]:
    return [_side(glyph) for glyph in glyphs]


def _side(glyph: str) -> str:
    """The first strong letter of a glyph decides: a ligature is of one script."""
    kinds = [_SIDES.get(bidirectional(c), _OTHER) for c in glyph]
    return next((kind for kind in kinds if kind != _OTHER), _OTHER)


def _stretches(
    sides: Sequence[str], members: set[str], between: set[str]
) -> Iterator[tuple[int, int]]:
    """The longest stretches that begin and end with members, and else hold only ``between``."""
    start = end = -1
    for n, side in enumerate([*sides, "end"]):
        if side in members:
            start = n if start < 0 else start
            end = n + 1
        elif side not in between and start >= 0:
            yield start, end
            start = -1
