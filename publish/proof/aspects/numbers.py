"""Compares the printed numbers of lists: none is lost, skipped or restarted."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence

from publish.content import Content
from publish.proof.aspects.text import pairs
from publish.proof.finding import Check, Finding, quoted, tally

_ROMANS = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_HEBREW = (
    *((400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס")),
    *((50, "נ"), (40, "מ"), (30, "ל"), (20, "כ"), (16, "טז"), (15, "טו"), (10, "י"), (9, "ט")),
    *((8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"), (4, "ד"), (3, "ג"), (2, "ב"), (1, "א")),
)


def _roman(number: int) -> str:
    return _summed(number, _ROMANS) if 0 < number < 4000 else str(number)


def _summed(number: int, values: Sequence[tuple[int, str]]) -> str:
    text = ""
    for value, letters in values:
        while number >= value:
            text, number = text + letters, number - value
    return text


def _letters(number: int) -> str:
    if number < 1:
        return str(number)
    text = ""
    while number:
        number, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) + text
    return text


def _repeated(number: int) -> str:
    """Word's numbers beyond z: aa, bb, cc (ISO 29500-1 §17.18.59)."""
    if number < 1:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


SYSTEMS: dict[str, Callable[[int], str]] = {
    "1": str,
    "a": _letters,
    "A": lambda number: _letters(number).upper(),
    "i": _roman,
    "I": lambda number: _roman(number).upper(),
}
"""The numbers of a list, by HTML's ``type``."""
_THEMES: tuple[Callable[[int], str], ...] = (
    *SYSTEMS.values(),
    lambda number: f"{number:02}",
    lambda number: _summed(number, _HEBREW) if 0 < number < 1000 else str(number),
)
"""The numbers that a theme can use for lists without a stated type."""

WORD_SYSTEMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _repeated,
    "upperLetter": lambda number: _repeated(number).upper(),
    "lowerRoman": SYSTEMS["i"],
    "upperRoman": SYSTEMS["I"],
    "hebrew1": _THEMES[-1],
}
"""The numbers that Word shows, by ``numFmt``."""


def numbers(expected: Content, found: Content) -> Check:
    """The number of every item, in order."""
    return tally("list numbers", len(expected.numbers), tuple(_numbers(expected, found)))


def _numbers(expected: Content, found: Content) -> Iterator[Finding]:
    both = zip(expected.numbers, found.numbers, strict=False)
    want = [printed(number, got) for number, got in both]
    rest = expected.numbers[len(want) :]
    items = iter(expected.numbered)
    about = ""
    for one, other in pairs([*want, *map(_plain, rest)], found.numbers, str):
        # A number too many is reported with the item before it.
        about = about if one is None else next(items, "")
        if one is None:
            message = (
                f"an item has the number {quoted(other or '')}, which the article does not have"
            )
            yield Finding("proof-number", message, extra=True, about=about)
        elif other is None:
            message = f"the number {quoted(one)} of an item is missing"
            yield Finding("proof-number", message, about=about)
        elif one != other:
            message = f"an item has the number {quoted(other)} instead of {quoted(one)}"
            yield Finding("proof-number", message, about=about)


def printed(number: str, got: str) -> str:
    """``number`` (``a 3``: the third letter) in the form of ``got``, if that is allowed.

    A theme can use its own numbers where the article states no type. Digits are compared by value:
    a Persian ۳ is a 3.
    """
    if number == got:
        return got  # An EPUB states the type, as the Page does.
    type, _, value = number.partition(" ")
    count = int(value)
    ways = (SYSTEMS[type], _repeating(type)) if type != "1" else _THEMES
    worth = _european(got)
    return next((got for way in ways if way(count) == worth), _plain(number))


def _european(text: str) -> str:
    """Decimal digits of any script as 0 to 9."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _repeating(type: str) -> Callable[[int], str]:
    return {"a": WORD_SYSTEMS["lowerLetter"], "A": WORD_SYSTEMS["upperLetter"]}.get(
        type, SYSTEMS[type]
    )


def _plain(number: str) -> str:
    type, _, value = number.partition(" ")
    return SYSTEMS[type](int(value))


def bare(label: str) -> str:
    """A label without the signs around its number: ``(a)``, ``3.``; "" if it has none."""
    text = label.strip(" \t\n\u00a0\u200b.()[]:–-")
    minus = "-" if label.strip().startswith("-") and text.isdecimal() else ""
    return minus + text if any(letter.isalnum() for letter in text) else ""
