"""The words and dates that a theme adds, in the article's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_time

from publish.composing.theme import Theme
from publish.errors import Problem, Severity, ThemeError

FALLBACK = "en"


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


def labels(theme: Theme, lang: str) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """The theme's words for ``lang``: ``en-US``, else ``en``; what is missing comes in English.

    A Problem says so when the language has no words of its own. Raises
    ``ThemeError`` when the theme has not even English.
    """
    if FALLBACK not in theme.labels:
        raise ThemeError(
            Problem("theme-labels", f"{theme.name} has no [labels.en]", "Add it, or set parent.")
        )
    base = lang.split("-")[0]
    known = {**theme.labels.get(base, {}), **theme.labels.get(lang, {})}
    words = {**theme.labels[FALLBACK], **known}
    if known:
        return words, ()
    problem = Problem(
        "theme-labels-missing",
        f"the theme {theme.name} has no words for {lang}: labels come in English",
        f"Add [labels.{base}] to theme.toml.",
        severity=Severity.WARNING,
    )
    return words, (problem,)


def word(words: Mapping[str, str], key: str, theme: str) -> str:
    """The word for ``key`` of those that :func:`labels` gave; ``ThemeError`` if there is none."""
    if key in words:
        return words[key]
    fix = f'Add {key} = "…" to [labels.en] in theme.toml, or set parent.'
    raise ThemeError(Problem("theme-label", f"the theme {theme} has no word {key!r}", fix))


def day(value: date, lang: str, pattern: str) -> str:
    """A date as people write it; ``pattern`` as in CLDR, or full, long, medium, short."""
    return format_date(value, pattern, locale(lang))


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


def listed(names: Sequence[str], words: Mapping[str, str]) -> str:
    """Names as a sentence lists them."""
    return "".join(joint(n, len(names), words) + name for n, name in enumerate(names))


def joint(place: int, count: int, words: Mapping[str, str]) -> str:
    """What stands before the item of a list at a ``place`` from 0."""
    if place == 0:
        return ""
    return ", " if place < count - 1 else f" {words['and']} "
