"""A rule: a question about an article, and functions that rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from publish.checks.occasion import Occasion
from publish.errors import Problem, Severity, Where
from publish.model.article import Article, Image
from publish.model.credit import Credit
from publish.values import dataclass

Found = Iterator[tuple[Where | None, str, str]]
"""For each finding its place, message and fix."""


@dataclass(frozen=True)
class Rule:
    """A question about an article on an occasion.

    ``id`` is stable: people write it in notes and settings. ``why`` gives the rule's purpose in
    words for editors; ``publish explain`` adds ``more``, the rule's exact subject, and ``example``,
    a corrected source. ``clause`` is the demand's place in its text.
    """

    id: str
    severity: Severity
    """Its severity; the highest where it depends on the occasion (``weigh``)."""
    why: str
    find: Callable[[Article, Occasion], Found]
    more: str = ""
    example: str = ""
    clause: str = ""
    weigh: Callable[[Occasion], Severity] | None = None
    rights: bool = False
    """Whether it is about rights in pictures."""
    even_drafts: bool = False
    """Whether its errors stop a draft too. They do where a draft would harm somebody."""
    firm: bool = False
    """No policy can switch it off, or make it less than a warning that ends on a day."""
    settled_by: tuple[str, ...] = ()
    """Keys, any one of which settles a finding: ``publish credit`` asks for the first."""
    order: int = 1000
    """Its place among the rules of its severity; those of one order are sorted by id."""

    def problems(self, article: Article, occasion: Occasion) -> Iterator[Problem]:
        """The findings of this rule in one article, in its order."""
        severity = self.weigh(occasion) if self.weigh else self.severity
        for where, message, fix in self.find(article, occasion):
            yield Problem(self.id, message, fix, where, severity)


def place(image: Image, credit: Credit | None = None) -> Where | None:
    """The place to correct a picture: its credit if the fault is there, otherwise its entry."""
    return (credit.where if credit else None) or image.where


def start_of(article: Article) -> Where | None:
    """The first key of the front matter; None for an article without a file."""
    return Where(article.where.file, 2) if article.where else None


def credited(article: Article) -> Iterator[tuple[Image, Credit, str]]:
    """Every credit of every picture, with the name of the picture, or of its part, for messages.

    A withdrawn picture is published in no channel, so it owes nothing.
    """
    for image in article.images:
        for credit in image.credits if image.withdrawn is None else ():
            name = image.name
            if len(image.credits) > 1:
                who = f" by {credit.creator}" if credit.creator else ""
                name = f"the part{who} of {image.name}"
            yield image, credit, name
