"""Rule: an article has a description for catalogues and search."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, start_of
from publish.errors import Severity
from publish.metadata.values import summary
from publish.model.article import Article


def _find(article: Article, _: Occasion) -> Found:
    # By Dublin Core an abstract is a description; catalogues get it, or the standfirst, as one.
    if not any(summary(article.metadata)):
        fix = "Write `description:` with one or two sentences about it."
        yield start_of(article), "the article has no description", fix


RULE = Rule(
    "description-missing",
    Severity.HINT,
    "Catalogues, bookshops and search engines show it beside the title.",
    _find,
    more="One or two sentences, without markup. They go into the metadata of all formats.",
    example="description: A ferry that was given up twice sails again, and a town with it.",
    order=40,
)
