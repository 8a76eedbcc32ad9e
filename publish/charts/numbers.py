"""Numbers of a chart: read from the cells of a table, and written in an article's language."""

from __future__ import annotations

import re

from publish.languages.locale import locale
from publish.languages.numerals import numbering, with_digits

_GAP = frozenset({"", "-", "–", "—", "…", ".", "..", "n/a", "na"})
"""Cells without a number (as statistical offices write them)."""
_SPACES = "\u0020\u00a0\u2009\u202f'’"
_POINT = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?")
_COMMA = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d+))?")
_MINUS = str.maketrans("−–", "--")


class NotANumber(ValueError):
    """A cell is no number; ``comma`` says that it is one with a decimal comma."""

    def __init__(self, cell: str, *, comma: bool) -> None:
        super().__init__(cell)
        self.comma = comma


def number(cell: str, *, comma: bool = False) -> tuple[float | None, int]:
    """The number in a cell and its decimals; None for a gap. ``comma``: decimals follow a comma.

    Raises :class:`NotANumber`.
    """
    text = cell.strip()
    if text.casefold() in _GAP:
        return None, 0
    plain = text.translate(_MINUS).removesuffix("%")
    plain = "".join(character for character in plain if character not in _SPACES)
    match = (_COMMA if comma else _POINT).fullmatch(plain)
    if match is None:
        raise NotANumber(cell, comma=not comma and _COMMA.fullmatch(plain) is not None)
    if comma:
        plain = plain.replace(".", "").replace(",", ".")
    return float(plain.replace(",", "")), len(match[1] or "")


def written(value: float, decimals: int, lang: str) -> str:
    """A number with its thousands parted, in the signs and digits of a language."""
    from babel.numbers import format_decimal

    home = locale(lang)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = str(format_decimal(round(value, decimals) + 0.0, pattern, locale=home))
    usual = home.number_symbols["latn"]
    own = home.number_symbols.get(numbering(lang), usual)
    signs = {usual[name]: own[name] for name in ("group", "decimal")}
    text = "".join(signs.get(sign, sign) for sign in text)
    return with_digits(text.replace("-", "\N{MINUS SIGN}"), lang)
