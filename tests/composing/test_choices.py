"""Tokens with a few words for values: each word is seen, and others are refused."""

from dataclasses import replace

import pytest

from publish.composing.compose import compose
from publish.composing.theme.choices import chosen
from publish.composing.theme.finding import known
from publish.composing.theme.loading import load
from publish.errors import ThemeError
from publish.page import Page
from publish.reading import read
from tests.built import ROOT

WORDS = ("density", "notes", "credit-style", "head", "cover", "figures")


def seen(page: Page) -> tuple[object, ...]:
    """What readers see of a page: its stylesheets, or another order in its templates."""
    return page.look, page.markup


@pytest.mark.parametrize("name", known(None))
def test_every_word_of_a_choice_has_an_effect_in_every_theme(name: str) -> None:
    """The first word is the theme as it is; each other one makes another page."""
    theme = load(name, lang="en")
    assert tuple(theme.choices) == WORDS
    article = read(ROOT / "sources/end-of-an-era")
    looks = {}
    for choice, words in theme.choices.items():
        assert theme.tokens[choice] == next(iter(words))
        assert len(words) > 1
        for word, tokens in words.items():
            assert set(tokens) <= set(theme.tokens), f"{word} sets what the theme does not have"
            other = replace(theme, tokens={**theme.tokens, choice: word})
            looks[choice, word] = seen(compose(article, other))
    plain = looks["density", "normal"]
    same = [key for key, look in looks.items() if look == plain]
    assert same == [(choice, next(iter(words))) for choice, words in theme.choices.items()]


def test_a_word_that_the_theme_does_not_know_is_an_error() -> None:
    theme = load("briefing", lang="en")
    with pytest.raises(ThemeError) as failure:
        chosen(replace(theme, tokens={**theme.tokens, "density": "compakt"}))
    [problem] = failure.value.problems
    assert (problem.rule, problem.fix) == ("theme-choice", "Did you mean compact?")
