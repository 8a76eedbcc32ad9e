"""What CLDR knows of a language, by Babel: direction, script, lists, names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from publish.languages.conventions import conventions

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
    """``ltr`` or ``rtl``, the direction of the language's script; ``ltr`` if nobody knows."""
    return str(locale(lang).text_direction)


def script(lang: str) -> str:
    """The script that a language is written in, as ISO 15924 names it (CLDR likely subtags)."""
    whole = get_global("likely_subtags").get(lang.split("-")[0], "")
    stated = locale(lang).script
    return stated or next((part for part in whole.split("_") if len(part) == 4), "Latn")


def forms(lang: str) -> tuple[str, ...]:
    """The tags under which there may be words or data for a language, the plainest first.

    ``zh-TW`` gives ``zh``, ``zh-Hant``, ``zh-TW``: each says only what differs from those before.
    """
    base, *more = lang.split("-")
    longer = ("-".join((base, *more[: n + 1])) for n in range(len(more)))
    return tuple(dict.fromkeys((base, f"{base}-{script(lang)}", *longer)))


def separators(count: int, lang: str) -> tuple[str, ...]:
    """The text before each of ``count`` items of a list in running text (CLDR).

    A language's conventions may follow another's lists: English has no comma before
    the "and", as in newspapers' bylines.
    """
    patterns = locale(conventions(locale(lang).language).lists_as or lang).list_patterns["standard"]
    between = {name: _between(pattern) for name, pattern in patterns.items()}
    if count < 3:
        return ("", between["2"])[:count]
    middle = (between["middle"],) * (count - 3)
    return ("", between["start"], *middle, between["end"])


def _between(pattern: str) -> str:
    """The text between the two parts of ``{0} and {1}``."""
    return pattern.partition("{0}")[2].partition("{1}")[0]


def listed(names: Sequence[str], lang: str) -> str:
    """``names`` as a list in running text."""
    both = zip(separators(len(names), lang), names, strict=True)
    return "".join(before + name for before, name in both)


def language(tag: str, lang: str) -> str:
    """The name of the language ``tag`` in ``lang``; the tag itself where nobody knows."""
    return locale(tag).get_language_name(locale(lang).language) or tag
