"""A publication's policy, applied: other severities, for a reason, a time and some articles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from publish.checks.occasion import Occasion
from publish.checks.rule import Rule
from publish.errors import Problem, Severity
from publish.model.publication import Exemption
from publish.suggest import did_you_mean

OFF = "off"


def judged(
    problems: Iterable[Problem],
    policy: Iterable[Exemption],
    rules: Iterable[Rule],
    slug: str,
    occasion: Occasion,
) -> tuple[Problem, ...]:
    """The Problems of an article at the publication's severities.

    Of several exemptions for a rule, the last counts. An exemption that has ended no longer counts,
    nor does one that softens a firm rule too much.
    """
    firm = {rule.id for rule in rules if rule.firm}
    holding = {
        exemption.rule: exemption
        for exemption in policy
        if (not exemption.articles or slug in exemption.articles)
        and not _ended(exemption, occasion)
        and not (exemption.rule in firm and _too_soft(exemption))
    }
    return tuple(_weighed(problems, holding))


def _weighed(problems: Iterable[Problem], holding: dict[str, Exemption]) -> Iterator[Problem]:
    for problem in problems:
        exemption = holding.get(problem.rule)
        if exemption is None:
            yield problem
        elif exemption.severity != OFF:
            severity = Severity(exemption.severity)
            note = f"{problem.message} (by policy: {exemption.reason})"
            yield replace(problem, severity=severity, message=note)


def troubles(
    policy: Iterable[Exemption],
    rules: Iterable[Rule],
    others: Collection[str],
    occasion: Occasion,
) -> Iterator[Problem]:
    """The faults of the policy itself: unknown rules, firm rules, exemptions that ended.

    ``others`` are the rules outside ``rules`` that a policy can change: the warnings and hints of
    other rooms.
    """
    known = {rule.id: rule for rule in rules}
    for exemption in policy:
        rule = known.get(exemption.rule)
        if rule is None and exemption.rule not in others:
            yield _unknown(exemption, (*known, *others))
        elif rule is not None and rule.firm and _too_soft(exemption):
            yield _firm(exemption, rule)
        elif _ended(exemption, occasion):
            yield _over(exemption)


def _ended(exemption: Exemption, occasion: Occasion) -> bool:
    return exemption.until is not None and exemption.until < occasion.as_of


def _too_soft(exemption: Exemption) -> bool:
    if exemption.severity == Severity.ERROR:
        return False
    return exemption.severity != Severity.WARNING or exemption.until is None


def _unknown(exemption: Exemption, known: Collection[str]) -> Problem:
    fix = did_you_mean(exemption.rule, known, "`publish explain` lists them.")
    message = f"a policy names `{exemption.rule}`, which is no rule that it can change"
    return Problem("policy-rule-unknown", message, fix, exemption.where)


def _firm(exemption: Exemption, rule: Rule) -> Problem:
    message = f"{rule.id} cannot be made {exemption.severity}"
    if exemption.severity == OFF:
        message = f"{rule.id} cannot be switched off"
    elif exemption.severity == Severity.WARNING:
        message = f"{rule.id} can be a warning only until a day"
    fix = 'Write severity = "warning" and, with it, until = (a day); or correct the article.'
    return Problem("policy-firm", message, fix, exemption.where)


def _over(exemption: Exemption) -> Problem:
    message = f"the exemption from {exemption.rule} ended on {exemption.until}: {exemption.reason}"
    fix = "Delete it, or set another `until` if the reason still holds."
    return Problem("policy-ended", message, fix, exemption.where, Severity.WARNING)
