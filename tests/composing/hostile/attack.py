"""What the tests in this folder share: a theme from anybody, and how it must end."""

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import Theme, load
from publish.errors import Problem, ThemeError

ARTICLE = specimen_article("en")
BRIEFING = load("briefing")


def ending(hostile: Theme) -> Problem:
    """The first Problem that composing with the theme ends in; all of them say what to mend."""
    try:
        compose(ARTICLE, hostile)
    except ThemeError as error:
        for problem in error.problems:
            assert problem.message
            assert problem.fix
            assert problem.where
            assert len(str(problem)) < 2000
        return error.problems[0]
    raise AssertionError("the theme went through")


def rule_of(hostile: Theme) -> str:
    """The rule that stops the theme."""
    return ending(hostile).rule
