"""Facts about a language from CLDR, by Babel: direction, script, names."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

FALLBACK = "en"


@cache
def locale(lang: str) -> Locale:
    """Babel's locale for a BCP 47 tag; for the language alone where it knows no more."""
    for tag in (lang.replace("_", "-"), lang.split("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(FALLBACK)


def direction(lang: str) -> str:
    """``ltr`` or ``rtl``, the direction of the language's script; ``ltr`` if unknown."""
    return str(locale(lang).text_direction)


def script(lang: str) -> str:
    """The script of a language, by its ISO 15924 code (CLDR likely subtags)."""
    whole = get_global("likely_subtags").get(lang.split("-")[0], "")
    stated = locale(lang).script
    return stated or next((part for part in whole.split("_") if len(part) == 4), "Latn")


def forms(lang: str) -> tuple[str, ...]:
    """The tags that can have words or data for a language, the most general first.

    ``zh-TW`` gives ``zh``, ``zh-Hant``, ``zh-TW``: each overrides those before.
    """
    base, *more = lang.split("-")
    longer = ("-".join((base, *more[: n + 1])) for n in range(len(more)))
    return tuple(dict.fromkeys((base, f"{base}-{script(lang)}", *longer)))


def language(tag: str, lang: str) -> str:
    """The name of the language ``tag`` in ``lang``; the tag itself if unknown."""
    return locale(tag).get_language_name(locale(lang).language) or tag
