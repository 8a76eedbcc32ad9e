"""The words and dates that a theme adds, in the article's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date

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


@dataclass(frozen=True)
class Words:
    """A theme's words in one language, asked for by their keys."""

    said: Mapping[str, str]
    lang: str
    theme: str

    def __call__(self, key: str, **values: str) -> str:
        """The word for ``key``, its ``{names}`` filled in; ``ThemeError`` if there is none."""
        text = word(self.said, key, self.theme)
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text


_ZEROS = {
    "arab": 0x0660, "arabext": 0x06F0, "beng": 0x09E6, "deva": 0x0966, "mymr": 0x1040,
    "nkoo": 0x07C0, "olck": 0x1C50, "cakm": 0x11136, "adlm": 0x1E950, "mtei": 0xABF0,
    "tibt": 0x0F20, "hmnp": 0x1E140,
}  # fmt: skip
"""The zero of every system that CLDR has as a language's own; the others follow it."""


def digits(number: int, lang: str) -> str:
    """A number in the digits that are customary in a language (CLDR's default system)."""
    zero = _ZEROS.get(locale(lang).default_numbering_system, ord("0"))
    return "".join(chr(zero + int(digit)) for digit in str(number))


def day(value: date, lang: str, pattern: str) -> str:
    """A date as people write it; ``pattern`` as in CLDR, or full, long, medium, short."""
    return format_date(value, pattern, locale(lang))
