"""Choices: tokens with a few words for values, each of which stands for other tokens.

``density = "compact"`` is easier to ask for than five sizes that agree. A theme says what each
word stands for, in ``[choices.density]``, so the same word has its own look in every theme.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from publish.composing.theme import dark
from publish.composing.theme.files import fault
from publish.composing.theme.loading import Theme
from publish.suggest import did_you_mean


def chosen(theme: Theme) -> Theme:
    """The theme with the tokens that its words stand for.

    Raises ``ThemeError`` for a word that the theme does not know.
    """
    tokens: Mapping[str, str] = theme.tokens
    for name, words in theme.choices.items():
        word = theme.tokens.get(name, "")
        if word not in words:
            hint = did_you_mean(word, words, f"Write one of: {', '.join(words)}.")
            raise fault("theme-choice", f"the token {name} cannot be {word[:60]!r}", hint)
        tokens = dark.merged(tokens, words[word])
    return theme if tokens is theme.tokens else replace(theme, tokens=tokens)
