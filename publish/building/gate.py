"""The gate: everything that stops an article from being published, by the publication's policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from publish.building.manifest import Manifest
from publish.checks import RULES, Occasion, check, policy
from publish.checks.rules import image_resolution
from publish.composing.theme.widths.measure import printed_widths
from publish.errors import Problem, Severity
from publish.model.article import Article
from publish.page import Page


def occasion(article: Article, as_of: date | datetime | None, before: Manifest | None) -> Occasion:
    """The occasion of a build of ``article`` where a build ``before`` may have left its manifest.

    It is the first publication unless that one was neither a draft nor under embargo.
    Without ``as_of``, the day is the one that the article itself gives.
    """
    house = article.publication
    moment = as_of if isinstance(as_of, datetime) else None
    return Occasion(
        as_of=moment.date() if moment else as_of or article.metadata.modified.date(),
        first=before is None or before.draft or before.embargo is not None,
        commercial=house.commercial if house else None,
        moment=moment,
    )


def judged(
    article: Article,
    occasion: Occasion,
    found: Iterable[Problem] = (),
    *,
    draft: bool = False,
) -> tuple[Problem, ...]:
    """All Problems of ``article``, at the publication's severities.

    ``found`` are the Problems of earlier steps. Problems with the policy itself come first. In a
    ``draft``, an error that stops a release is a warning: a draft can lack a picture's license, or
    its alternative text.
    """
    stated = article.publication.policy if article.publication else ()
    problems = by_policy(article, occasion, (*found, *check(article, occasion)))
    if stated:
        from publish.explanations import soft

        problems = (*policy.troubles(stated, RULES, soft(), occasion), *problems)
    return tuple(map(_in_draft, problems)) if draft else problems


def by_policy(
    article: Article, occasion: Occasion, problems: Iterable[Problem]
) -> tuple[Problem, ...]:
    """``problems`` at the publication's severities; some can be off."""
    stated = article.publication.policy if article.publication else ()
    return policy.judged(problems, stated, RULES, article.slug, occasion)


def in_print(article: Article, occasion: Occasion, page: Page) -> tuple[Problem, ...]:
    """Problems with the pictures as ``page`` prints them, by the publication's policy."""
    on_paper = replace(occasion, printed=printed_widths(page))
    return by_policy(article, occasion, image_resolution.RULE.problems(article, on_paper))


_OF_RELEASE = frozenset(rule.id for rule in RULES if not rule.even_drafts)


def _in_draft(problem: Problem) -> Problem:
    if problem.severity is not Severity.ERROR or problem.rule not in _OF_RELEASE:
        return problem
    message = f"{problem.message} (this stops a release, not a draft)"
    return replace(problem, message=message, severity=Severity.WARNING)
