"""Checks: questions put to an article that was read, each a rule with a stable id."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Rule
from publish.checks.rules import (
    basis_evidence_missing,
    changes_untold,
    channel_unknown,
    credit_creator_owed,
    credit_source_owed,
    credit_title_owed,
    description_missing,
    editorial_only,
    embargo,
    image_alt_missing,
    image_content_credentials,
    image_content_credentials_private,
    image_credit_missing,
    image_private,
    image_resolution,
    image_withdrawn,
    license_permission_missing,
    no_derivatives_adapted,
    no_derivatives_crop,
    non_commercial_use,
    repository_as_author,
    rights_expired,
    rights_not_yet_valid,
    share_alike_adapted,
    stand_in,
)
from publish.errors import Problem
from publish.model.article import Article

RULES: tuple[Rule, ...] = (
    image_credit_missing.RULE,
    license_permission_missing.RULE,
    rights_expired.RULE,
    rights_not_yet_valid.RULE,
    non_commercial_use.RULE,
    no_derivatives_adapted.RULE,
    share_alike_adapted.RULE,
    credit_creator_owed.RULE,
    credit_source_owed.RULE,
    credit_title_owed.RULE,
    changes_untold.RULE,
    image_alt_missing.RULE,
    image_content_credentials_private.RULE,
    channel_unknown.RULE,
    image_withdrawn.RULE,
    image_withdrawn.ALIKE,
    no_derivatives_crop.RULE,
    repository_as_author.RULE,
    basis_evidence_missing.RULE,
    stand_in.RULE,
    image_resolution.RULE,
    editorial_only.RULE,
    image_content_credentials.RULE,
    image_private.RULE,
    embargo.RULE,
    description_missing.RULE,
)
"""All rules, the gravest first."""

__all__ = ["RULES", "Occasion", "Rule", "check"]


def check(article: Article, occasion: Occasion) -> tuple[Problem, ...]:
    """What all rules find in an article on an occasion, rule by rule.

    The publication's policy is not applied: see :func:`publish.checks.policy.judged`.
    """
    return tuple(problem for rule in RULES for problem in rule.problems(article, occasion))
