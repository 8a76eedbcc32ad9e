"""Finds what is missing from the statements about each picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from publish.checks import RULES, Occasion, Rule
from publish.errors import Problem, Severity
from publish.model.article import Article, Image
from publish.model.credit import Credit, License
from publish.reading.front_matter.credit import CREDIT
from publish.values import dataclass

QUESTIONS = {
    "alt": "What does it show? (one sentence, for people who cannot see it)",
    "license": "Its license, or the basis of its use",
    "basis": "The basis of its use",
    "creator": "Who made it?",
    "title": "What is its title?",
    "source": "The address where it was found (https://…)",
    "changes": "What was changed? (shown to readers, for example: cropped)",
    "evidence": "What is on file about that?",
}
"""The questions by key, in the order in which they are asked."""


def _asked(rule: Rule) -> int:
    return list(QUESTIONS).index(rule.settled_by[0])


ASKING = tuple(sorted((rule for rule in RULES if rule.settled_by), key=_asked))
"""Rules that find missing keys, in the order of their questions."""


@dataclass(frozen=True)
class Gap:
    """A missing statement: the part of the credit, and the keys that would fill it."""

    part: int
    keys: tuple[str, ...]
    problem: Problem


def gaps(article: Article, image: Image, day: date) -> tuple[Gap, ...]:
    """Return the gaps of a picture, in the order of the questions."""
    occasion = Occasion(day)
    found: list[Gap] = []
    for part, credit in enumerate(image.credits or (None,)):
        alone = replace(image, credits=(credit,) if credit else ())
        # Check each part alone, so that a Problem belongs to it.
        single = replace(article, images=(alone,))
        for rule in ASKING:
            problems = rule.problems(single, occasion)
            found += [Gap(part, rule.settled_by, problem) for problem in problems]
    return tuple(dict.fromkeys(found))


def is_error(gap: Gap) -> bool:
    """Return whether a build stops for it."""
    return gap.problem.severity is Severity.ERROR


def rows(image: Image) -> Iterator[tuple[int, str, str]]:
    """Yield the statements about a picture: part of the credit, key, value.

    The picture's own keys have part -1.
    """
    if image.alt is not None:
        yield -1, "alt", image.alt
    if image.caption is not None:
        yield -1, "caption", image.caption
    for part, credit in enumerate(image.credits):
        for key, value in credit_values(credit).items():
            yield part, key, ", ".join(value) if isinstance(value, tuple) else value


def credit_values(credit: Credit) -> dict[str, str | tuple[str, ...]]:
    """Return a credit by the keys of the front matter, in its order, values as written there."""
    values = ((key, getattr(credit, key.replace("-", "_"))) for key in CREDIT.keys)
    return {key: _written(value) for key, value in values if value not in (None, ())}


def with_value(image: Image, part: int, key: str, value: Any) -> Image:
    """Return the picture with ``key`` set; ``value`` is already converted."""
    name = key.replace("-", "_")
    if key in CREDIT.keys:
        parts = list(image.credits or (Credit(where=image.where),))
        parts[part] = replace(parts[part], **{name: value})
        return replace(image, credits=tuple(parts))
    return replace(image, **{name: value})


def _written(value: object) -> str | tuple[str, ...]:
    if isinstance(value, License):
        return value.id
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, tuple) else str(value)
