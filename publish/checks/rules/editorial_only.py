"""Rule: a picture for editorial use only is a reminder to keep it so."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, credited, place
from publish.errors import Severity
from publish.model.article import Article


def _find(article: Article, _: Occasion) -> Found:
    for image, credit, name in credited(article):
        if credit.license and credit.license.editorial:
            yield place(image, credit), f"{name} is for editorial use only", _FIX


_FIX = "In a report or a comment it is fine. Keep it out of advertising, and off what is sold."

RULE = Rule(
    "editorial-only",
    Severity.HINT,
    "Such a picture may illustrate news and comment, and nothing that sells something.",
    _find,
    more="People and brands in it have not consented to advertising. It is a reminder for "
    "whoever reuses the article later; nothing stops.",
    example="credit:\n  creator: Ben Example\n  provider: Example Press\n"
    "  license: editorial use only",
    rights=True,
    order=10,
)
