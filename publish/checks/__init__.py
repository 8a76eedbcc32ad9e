"""Checks: questions put to an article that was read, each a rule with a stable id."""

from __future__ import annotations

from publish.article import Article
from publish.checks import (
    description_missing,
    image_alt_missing,
    image_content_credentials,
    image_content_credentials_private,
    image_credit_missing,
    image_private,
    image_resolution,
    stand_in,
)
from publish.checks.rule import Rule
from publish.errors import Problem

RULES: tuple[Rule, ...] = (
    image_credit_missing.RULE,
    image_alt_missing.RULE,
    image_content_credentials_private.RULE,
    stand_in.RULE,
    image_resolution.RULE,
    image_content_credentials.RULE,
    image_private.RULE,
    description_missing.RULE,
)
"""All rules, the gravest first."""

__all__ = ["RULES", "Rule", "check"]


def check(article: Article) -> tuple[Problem, ...]:
    """What all rules find in an article, rule by rule."""
    return tuple(problem for rule in RULES for problem in rule.problems(article))
