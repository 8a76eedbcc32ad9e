"""The direction of runs, which Word needs to know (ISO 29500-1 §17.3.2.30)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from unicodedata import bidirectional

DIRECTIONS = {"L": False, "R": True, "AL": True}
"""The strong bidirectional types, and whether they run from right to left."""


def directed(text: str, rtl: bool) -> Iterator[tuple[str, bool]]:
    """``text`` in pieces of one direction: ``True`` from right to left.

    Characters without direction take that of the letters around them, if these agree,
    else that of the paragraph, ``rtl`` (UAX #9, N1 and N2); a number takes that of the
    letters before it (W7), and a combining mark that of its letter (W1).
    """
    kinds = _kinds(text)
    strong = [DIRECTIONS.get(kind) for kind in kinds]
    strong = [
        last if kind == "EN" and last is False else own
        for kind, own, last in zip(kinds, strong, _carried(strong), strict=True)
    ]
    if not text or (not rtl and True not in strong):
        if text:
            yield text, False
        return
    before = _carried(strong)
    after = reversed(_carried(list(reversed(strong))))
    ways = zip(text, strong, before, after, strict=True)
    flags = (own if own is not None else (b if a == b and b is not None else rtl)
             for _, own, b, a in ways)  # fmt: skip
    for way, group in groupby(zip(text, flags, strict=True), key=lambda pair: pair[1]):
        yield "".join(character for character, _ in group), way


def _kinds(text: str) -> list[str]:
    """The bidirectional type of every character; a combining mark has its letter's (W1)."""
    kinds: list[str] = []
    for kind in map(bidirectional, text):
        kinds.append(kinds[-1] if kind == "NSM" and kinds else kind)
    return kinds


def _carried(strong: list[bool | None]) -> list[bool | None]:
    """Each direction, carried on to characters without one."""
    found: list[bool | None] = []
    last: bool | None = None
    for own in strong:
        last = last if own is None else own
        found.append(last)
    return found
