"""The words and dates that a theme adds, in the article's language."""

from __future__ import annotations

from collections.abc import Mapping

from publish.composing.theme.loading import Theme
from publish.errors import Problem, Severity, ThemeError
from publish.languages.conventions import conventions
from publish.languages.locale import FALLBACK, forms
from publish.values import dataclass


def labels(theme: Theme, lang: str) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """The theme's words for ``lang``: ``en-US``, else ``en``; missing words come in English.

    A Problem says so when the language has no words of its own. Raises ``ThemeError`` when the
    theme does not even have English.
    """
    if FALLBACK not in theme.labels:
        raise ThemeError(
            Problem("theme-labels", f"{theme.name} has no [labels.en]", "Add it, or set parent.")
        )
    base = lang.split("-")[0]
    known = known_labels(theme, lang)
    words = {**conventions(lang).punctuation, **theme.labels[FALLBACK], **known}
    if known:
        return words, ()
    problem = Problem(
        "theme-labels-missing",
        f"the theme {theme.name} has no words for {lang}: labels come in English",
        f"Write them in labels/{base}.toml of a theme of your own, as {theme.name} has them in "
        f"labels/en.toml; `publish themes new ours --parent {theme.name}` starts one.",
        severity=Severity.WARNING,
    )
    return words, (problem,)


def known_labels(theme: Theme, lang: str) -> dict[str, str]:
    """The words that the theme has for ``lang`` itself."""
    found = (theme.labels.get(form, {}) for form in forms(lang))
    return {key: word for words in found for key, word in words.items()}


def word(words: Mapping[str, str], key: str, theme: str) -> str:
    """The word for ``key`` of those that :func:`labels` gave; ``ThemeError`` if there is none."""
    if key in words:
        return words[key]
    fix = f'Add {key} = "…" to [labels.en] in theme.toml, or set parent.'
    raise ThemeError(Problem("theme-label", f"the theme {theme} has no word {key!r}", fix))


@dataclass(frozen=True)
class Words:
    """A theme's words in one language, asked for by their keys."""

    texts: Mapping[str, str]
    lang: str
    theme: str

    def __call__(self, key: str, **values: str) -> str:
        """The word for ``key``, its ``{names}`` filled in; ``ThemeError`` if there is none."""
        text = word(self.texts, key, self.theme)
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text
