"""The statements about each picture, their sources, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from publish.checks import RULES, Occasion, Rule
from publish.errors import Problem, Severity
from publish.model.article import Article, Image
from publish.model.credit import Credit, License
from publish.reading.front_matter.credit import CREDIT

QUESTIONS = {
    "alt": "What is to be seen in it? (one sentence, for those who do not see it)",
    "license": "Its license, or the basis of its use",
    "basis": "The basis of its use",
    "creator": "Who made it?",
    "title": "What is its title?",
    "source": "The address where it was found (https://…)",
    "changes": "What was changed? (as readers shall be told, such as: cropped)",
    "evidence": "What is on file about that?",
}
"""The questions by the key that an answer becomes, in the order in which they are asked."""


def _asked(rule: Rule) -> int:
    return list(QUESTIONS).index(rule.settled_by[0])


ASKING = tuple(sorted((rule for rule in RULES if rule.settled_by), key=_asked))
"""The rules that find something missing, in the order of their questions."""


@dataclass(frozen=True)
class Gap:
    """Something that is missing: in which part of the credit, and the keys that would settle it."""

    part: int
    keys: tuple[str, ...]
    problem: Problem


def gaps(article: Article, image: Image, day: date) -> tuple[Gap, ...]:
    """The gaps in the statements about a picture, in the order in which one asks for them."""
    occasion = Occasion(day)
    found: list[Gap] = []
    for part, credit in enumerate(image.credits or (None,)):
        alone = replace(image, credits=(credit,) if credit else ())
        # A part alone: place and wording of a Problem differ with the parts, the rules do not.
        single = replace(article, images=(alone,))
        for rule in ASKING:
            problems = rule.problems(single, occasion)
            found += [Gap(part, rule.settled_by, problem) for problem in problems]
    return tuple(dict.fromkeys(found))


def is_error(gap: Gap) -> bool:
    """Would a build stop for it?"""
    return gap.problem.severity is Severity.ERROR


def rows(image: Image) -> Iterator[tuple[int, str, str]]:
    """The statements about a picture: the part of its credit, the key, the value.

    The picture's own keys have the part -1.
    """
    if image.alt is not None:
        yield -1, "alt", image.alt
    if image.caption is not None:
        yield -1, "caption", image.caption
    for part, credit in enumerate(image.credits):
        for key, value in said(credit).items():
            yield part, key, ", ".join(value) if isinstance(value, tuple) else value


def said(credit: Credit) -> dict[str, str | tuple[str, ...]]:
    """A credit by the keys of the front matter, in its order, each value as one writes it."""
    values = ((key, getattr(credit, key.replace("-", "_"))) for key in CREDIT.keys)
    return {key: _written(value) for key, value in values if value not in (None, ())}


def with_value(image: Image, part: int, key: str, value: Any) -> Image:
    """The picture as if ``key`` had said so; ``value`` is as reading would convert it."""
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
