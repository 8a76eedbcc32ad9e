"""Days and moments in a language's form; the patterns are CLDR's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from babel.dates import format_date, format_time

from publish.languages.locale import locale
from publish.languages.numerals import with_digits


def day(value: date, lang: str, pattern: str) -> str:
    """A date in words; ``pattern`` as in CLDR, or full, long, medium, short.

    In the language's own numerals, where it has any by default (Persian, Bengali).
    """
    return with_digits(format_date(value, pattern, locale(lang)), lang)


def moment(value: datetime, lang: str, words: Mapping[str, str]) -> str:
    """A moment in its stated zone: day, time and the difference to UTC.

    The theme's word ``moment`` combines ``{date}``, ``{time}`` and ``{zone}``.
    """
    # The language's habit decides the form of hours; few fonts have its narrow spaces.
    time = format_time(value.time(), "short", locale=locale(lang)).replace("\u202f", "\u00a0")
    offset = value.utcoffset() or timedelta()
    minutes = abs(int(offset.total_seconds())) // 60
    sign = "-" if offset < timedelta() else "+"
    zone = f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}" if minutes else "UTC"
    whole = words.get("moment", "{date}, {time} ({zone})")
    on = day(value.date(), lang, words["date"])
    return whole.replace("{date}", on).replace("{time}", time).replace("{zone}", zone)
