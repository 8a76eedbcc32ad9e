"""Checks: questions about an article, each a rule with a stable id."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from publish.checks import rules
from publish.checks.occasion import Occasion
from publish.checks.rule import Rule
from publish.errors import Problem, Severity
from publish.model.article import Article

__all__ = ["RULES", "Occasion", "Rule", "check", "discovered"]


_GRAVITY = tuple(Severity)


def discovered() -> tuple[Rule, ...]:
    """Each rule at the top of a module in ``rules``, the most serious first.

    Raises TypeError for a module without one.
    """
    found: list[Rule] = []
    for module in iter_modules(rules.__path__, f"{rules.__name__}."):
        values = vars(import_module(module.name)).values()
        here = [value for value in values if isinstance(value, Rule)]
        if not here:
            raise TypeError(f"{module.name} has no rule")
        found += here
    return tuple(sorted(found, key=lambda r: (_GRAVITY.index(r.severity), r.order, r.id)))


RULES: tuple[Rule, ...] = discovered()
"""All rules, the most serious first."""


def check(article: Article, occasion: Occasion) -> tuple[Problem, ...]:
    """The findings of all rules in an article on an occasion, rule by rule.

    The publication's policy is not applied: see :func:`publish.checks.policy.judged`.
    """
    return tuple(problem for rule in RULES for problem in rule.problems(article, occasion))
