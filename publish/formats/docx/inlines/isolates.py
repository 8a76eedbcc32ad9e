"""Isolates, which Word does not have, as marks of direction with the same effect.

UAX #9 (6.3) describes the replacement. The marks are the fewest that give the paragraph its order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from publish.formats.docx.model.inlines import Inline, Link, Run
from publish.languages.bidi import (
    ISOLATES,
    LRI,
    PDI,
    RLI,
    levels_between_breaks,
    may_run_left,
    visual_order,
)

_OBJECT = "\ufffc"
_MARKS = {False: "\N{LEFT-TO-RIGHT MARK}", True: "\N{RIGHT-TO-LEFT MARK}"}
_OPTIONS = ("", *_MARKS.values(), "".join(_MARKS.values()), "".join(reversed(_MARKS.values())))
_STARTS = frozenset(ISOLATES.values())
_SIGNS = _STARTS | {PDI}
_MOST = 600
"""Characters of a paragraph in which the fewest marks are looked for."""


def with_marks(content: tuple[Inline, ...], *, leftward: bool) -> tuple[Inline, ...]:
    """``content`` of a paragraph, with marks in the place of the signs of isolates."""
    texts = list(_texts(content))
    if not _SIGNS.intersection(texts):
        return content
    marks: Mapping[int, str] = {}
    if leftward or any(map(may_run_left, texts)):
        marks = _marks(texts, leftward=leftward)
    return tuple(_replaced(content, enumerate(texts), marks))


def _texts(content: Sequence[Inline]) -> Iterator[str]:
    """The text of every inline that has no others in it."""
    for inline in content:
        if inline.children:
            yield from _texts(inline.children)
        else:
            yield inline.text if isinstance(inline, Run) else _OBJECT


def _replaced(
    content: Sequence[Inline], texts: Iterator[tuple[int, str]], marks: Mapping[int, str]
) -> Iterator[Inline]:
    for inline in content:
        if isinstance(inline, Link) and inline.children:
            yield replace(inline, content=tuple(_replaced(inline.content, texts, marks)))
        elif inline.children:
            for _ in _texts(inline.children):
                next(texts)
            yield inline
        else:
            n, text = next(texts)
            if not isinstance(inline, Run) or text not in _SIGNS:
                yield inline
            else:
                for mark in marks.get(n, ""):
                    yield replace(inline, text=mark, rtl=mark == _MARKS[True])


def _marks(texts: Sequence[str], *, leftward: bool) -> dict[int, str]:
    """The marks for each sign, by its place in ``texts``."""
    pairs = list(_pairs(texts, leftward=leftward))
    wanted = _order(texts, leftward=leftward)
    marks: dict[int, str] = {place: "" for start, end, *_ in pairs for place in (start, end)}

    def score() -> int:
        given = [marks.get(n, text) for n, text in enumerate(texts)]
        found = _order(given, leftward=leftward)
        return sum(a == b for a, b in zip(_steps(found), _steps(wanted), strict=True))

    if score() == len(wanted):
        return marks
    for start, end, inner, outer in pairs:
        marks[start], marks[end] = outer + inner, inner + outer
    best = score()
    for start, end, *_ in pairs if len(wanted) < _MOST else ():
        kept = marks[start], marks[end]
        fewest = len("".join(kept))
        for option in product(_OPTIONS, _OPTIONS):
            marks[start], marks[end] = option
            now, count = score(), len("".join(option))
            if now > best or (now == best and count < fewest):
                best, kept, fewest = now, option, count
        marks[start], marks[end] = kept
    return marks


def _steps(order: Sequence[int]) -> list[int]:
    """For every character, the one to its right."""
    following = dict(zip(order, [*order[1:], -1], strict=True))
    return [following[n] for n in sorted(following)]


def _order(texts: Sequence[str], *, leftward: bool) -> list[int]:
    """The characters of ``texts`` in the order in which they are seen; signs and marks are none."""
    text = "".join(texts)
    unseen = {n for n, letter in enumerate(text) if letter in _SIGNS or letter in _MARKS.values()}
    numbers: dict[int, int] = {}
    for n in range(len(text)):
        if n not in unseen:
            numbers[n] = len(numbers)
    found = visual_order(levels_between_breaks(text, leftward=leftward))
    return [numbers[n] for n in found if n not in unseen]


def _pairs(texts: Sequence[str], *, leftward: bool) -> Iterator[tuple[int, int, str, str]]:
    """The places of every isolate's signs, and the marks of its direction and of that around."""
    open: list[tuple[int, bool]] = []
    ways = [leftward]
    for n, text in enumerate(texts):
        if text in _STARTS:
            way = text == RLI or (text != LRI and _runs_left(texts[n + 1 :]))
            open.append((n, ways[-1]))
            ways.append(way)
        elif text == PDI and open:
            start, around = open.pop()
            yield start, n, _MARKS[ways.pop()], _MARKS[around]


def _runs_left(texts: Sequence[str]) -> bool:
    """By the first letter that has a direction, as far as the isolate reaches."""
    end = next((n for n, text in enumerate(texts) if text == PDI), len(texts))
    text = f"{ISOLATES['auto']}{''.join(texts[:end])}{PDI}"
    found = levels_between_breaks(text, leftward=False)
    return len(found) > 2 and found[1] % 2 == 1
