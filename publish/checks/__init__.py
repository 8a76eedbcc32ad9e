"""Checks: questions about an article that was read, each a rule with a stable id."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from publish.checks import rules
from publish.checks.occasion import Occasion
from publish.checks.rule import Rule
from publish.errors import Problem, Severity
from publish.model.article import Article

__all__ = ["RULES", "Occasion", "Rule", "check"]


def _discovered() -> Iterator[Rule]:
    """Each rule at the top of a module in ``rules``. Raises TypeError for a module without one."""
    for found in iter_modules(rules.__path__, f"{rules.__name__}."):
        values = vars(import_module(found.name)).values()
        here = [value for value in values if isinstance(value, Rule)]
        if not here:
            raise TypeError(f"{found.name} has no rule")
        yield from here


_GRAVITY = tuple(Severity)

RULES: tuple[Rule, ...] = tuple(
    sorted(_discovered(), key=lambda rule: (_GRAVITY.index(rule.severity), rule.order, rule.id))
)
"""All rules, the gravest first."""


def check(article: Article, occasion: Occasion) -> tuple[Problem, ...]:
    """The findings of all rules in an article on an occasion, rule by rule.

    The publication's policy is not applied: see :func:`publish.checks.policy.judged`.
    """
    return tuple(problem for rule in RULES for problem in rule.problems(article, occasion))
