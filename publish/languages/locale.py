"""How a language writes dates, numbers, lists and punctuation; the data is Babel's (CLDR)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_time

FALLBACK = "en"


PUNCTUATION: Mapping[str, tuple[str, str, str, str, str, str]] = {
    "": (": ", ". ", ", ", "; ", " (", ")"),
    "ar": (": ", ". ", "، ", "؛ ", " (", ")"),
    "fa": (": ", ". ", "، ", "؛ ", " (", ")"),
    "fr": ("\u00a0: ", ". ", ", ", "\u00a0; ", " (", ")"),
    "fr-CA": ("\u00a0: ", ". ", ", ", "; ", " (", ")"),
    "hi": (": ", "। ", ", ", "; ", " (", ")"),
    "ja": ("：", "。", "、", "；", "（", "）"),
    "ur": (": ", "۔ ", "، ", "؛ ", " (", ")"),
    "zh": ("：", "。", "，", "；", "（", "）"),
}
"""Per language what stands between words of the house's: see :data:`MARKS`."""


MARKS = ("colon", "stop", "comma", "semicolon", "open", "close")
"""The names under which templates get these among the labels, each with its space."""


DIGITS = {
    "arab": 0x0660, "arabext": 0x06F0, "beng": 0x09E6, "deva": 0x0966, "mymr": 0x1040,
    "nkoo": 0x07C0, "olck": 0x1C50, "cakm": 0x11136, "adlm": 0x1E950, "mtei": 0xABF0,
    "tibt": 0x0F20, "hmnp": 0x1E140,
}  # fmt: skip
"""The zero of every system that CLDR has as a language's own; the other digits follow it."""


COUNTERS = {"arab": "arabic-indic", "arabext": "persian", "beng": "bengali", "mymr": "myanmar"} | {
    "deva": "devanagari"
}
"""What CSS calls counting in them (CSS Counter Styles 3 §6.1)."""


def locale(lang: str) -> Locale:
    """Babel's locale for a BCP 47 tag; for the language alone where it knows no more."""
    try:
        return Locale.parse(lang.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        try:
            return Locale.parse(lang.split("-")[0])
        except (UnknownLocaleError, ValueError):
            return Locale.parse(FALLBACK)


def direction(lang: str) -> str:
    """``ltr`` or ``rtl``, as the script of the language runs (CLDR)."""
    return locale(lang).text_direction


def script(lang: str) -> str:
    """The script that a language is written in, as ISO 15924 names it (CLDR likely subtags)."""
    whole = get_global("likely_subtags").get(lang.split("-")[0], "")
    stated = locale(lang).script
    return stated or next((part for part in whole.split("_") if len(part) == 4), "Latn")


def forms(lang: str) -> tuple[str, ...]:
    """The names under which words for a language may stand, the plainest first.

    ``zh-TW`` gives ``zh``, ``zh-Hant``, ``zh-TW``: each says what the one before does not.
    """
    base = lang.split("-")[0]
    return tuple(dict.fromkeys((base, f"{base}-{script(lang)}", lang)))


def separators(count: int, lang: str) -> tuple[str, ...]:
    """What stands before each of ``count`` items of a list in running text (CLDR).

    In English without a comma before the "and", as newspapers have it in bylines.
    """
    patterns = locale("en-GB" if locale(lang).language == "en" else lang).list_patterns["standard"]
    between = {name: _between(pattern) for name, pattern in patterns.items()}
    if count < 3:
        return ("", between["2"])[:count]
    middle = (between["middle"],) * (count - 3)
    return ("", between["start"], *middle, between["end"])


def _between(pattern: str) -> str:
    """What ``{0} and {1}`` puts between its two parts."""
    return pattern.partition("{0}")[2].partition("{1}")[0]


def listed(names: Sequence[str], lang: str) -> str:
    """``names`` as a list in running text."""
    both = zip(separators(len(names), lang), names, strict=True)
    return "".join(before + name for before, name in both)


def _punctuation(lang: str) -> dict[str, str]:
    form = next((f for f in reversed(forms(lang)) if f in PUNCTUATION), "")
    return dict(zip(MARKS, PUNCTUATION[form], strict=True))


def digits(number: int, lang: str) -> str:
    """A number in the digits that are customary in a language (CLDR's default system)."""
    return _in_digits(str(number), lang)


def _in_digits(text: str, lang: str) -> str:
    zero = DIGITS.get(numbering(lang), ord("0"))
    return text.translate({ord("0") + n: zero + n for n in range(10)})


def day(value: date, lang: str, pattern: str) -> str:
    """A date as people write it; ``pattern`` as in CLDR, or full, long, medium, short.

    In the language's own numerals, where it has any by default (Persian, Bengali).
    """
    return _in_digits(format_date(value, pattern, locale(lang)), lang)


def numbering(lang: str) -> str:
    """The numbering system that a language uses by default (CLDR)."""
    return str(locale(lang).default_numbering_system)


def moment(value: datetime, lang: str, words: Mapping[str, str]) -> str:
    """A moment in the zone it was stated in: day, time and the difference to UTC.

    The theme's word ``moment`` puts ``{date}``, ``{time}`` and ``{zone}`` together.
    """
    # Hours are written by the language's habit; its narrow spaces few fonts have.
    time = format_time(value.time(), "short", locale=locale(lang)).replace("\u202f", "\u00a0")
    offset = value.utcoffset() or timedelta()
    minutes = abs(int(offset.total_seconds())) // 60
    sign = "-" if offset < timedelta() else "+"
    zone = f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}" if minutes else "UTC"
    said = words.get("moment", "{date}, {time} ({zone})")
    on = day(value.date(), lang, words["date"])
    return said.replace("{date}", on).replace("{time}", time).replace("{zone}", zone)


def language(tag: str, lang: str) -> str:
    """What the language ``tag`` is called in ``lang``; the tag itself where nobody knows."""
    return locale(tag).get_language_name(locale(lang).language) or tag
