"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from publish.article import Article, Credit, Image
from publish.errors import Problem, Severity, Where

Found = Iterator[tuple[Where | None, str, str]]
"""For each finding its place, what is wrong, and how to mend it."""


@dataclass(frozen=True)
class Rule:
    """A question put to an article that was read.

    ``id`` is stable: people write it into their notes and settings. ``why``
    says what the rule is good for, in words that an editor understands.
    """

    id: str
    severity: Severity
    why: str
    find: Callable[[Article], Found]

    def problems(self, article: Article) -> Iterator[Problem]:
        """The findings of this rule in one article, in its order."""
        for where, message, fix in self.find(article):
            yield Problem(self.id, message, fix, where, self.severity)


def place(image: Image, credit: Credit | None = None) -> Where | None:
    """Where to mend a picture: at its credit if that is at fault, else at its entry."""
    return (credit.where if credit else None) or image.where


def start_of(article: Article) -> Where | None:
    """The first key of the front matter; None for an article that came from no file."""
    return Where(article.where.file, 2) if article.where else None
