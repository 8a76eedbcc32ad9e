"""Digits: the numbering system of a language (CLDR), and its counter style in CSS."""

from __future__ import annotations

from publish.languages.locale import locale

DIGITS = {
    "arab": 0x0660, "arabext": 0x06F0, "beng": 0x09E6, "deva": 0x0966, "mymr": 0x1040,
    "nkoo": 0x07C0, "olck": 0x1C50, "cakm": 0x11136, "adlm": 0x1E950, "mtei": 0xABF0,
    "tibt": 0x0F20, "hmnp": 0x1E140,
}  # fmt: skip
"""The zero of every system that is a language's own in CLDR; the other digits follow it."""
_COUNTERS = {
    "arab": "arabic-indic",
    "arabext": "persian",
    "beng": "bengali",
    "deva": "devanagari",
    "mymr": "myanmar",
}
"""Counter styles by numbering system (CSS Counter Styles 3 §6.1)."""


def numbering(lang: str) -> str:
    """The numbering system that a language uses by default (CLDR)."""
    return str(locale(lang).default_numbering_system)


def digits(number: int, lang: str) -> str:
    """A number in the digits that a language uses by default."""
    return with_digits(str(number), lang)


def with_digits(text: str, lang: str) -> str:
    """``text`` with the default digits of a language."""
    zero = DIGITS.get(numbering(lang), ord("0"))
    return text.translate({ord("0") + n: zero + n for n in range(10)})


def counter_style(lang: str) -> str | None:
    """The CSS counter style of a language's digits; None for Latin digits."""
    return _COUNTERS.get(numbering(lang))
