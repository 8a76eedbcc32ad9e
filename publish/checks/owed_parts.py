"""What the rules about owed parts of a credit have in common: one rule for each part."""

from __future__ import annotations

from collections.abc import Callable

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, credited, place
from publish.errors import Severity
from publish.model.article import Article
from publish.rights.demands import missing

_MORE = (
    "Which license wants which parts is a table. What the licensor did not supply is not owed: "
    "write `not-supplied: [{part}]` once you have looked where the picture comes from. A `line:` "
    "that the source asks for is shown to the letter, and counts where it plausibly holds the "
    "{part}. The public domain, CC0 and the licenses of Unsplash, Pexels and Pixabay owe nothing."
)


def owed_part(part: str, what: str, fix: str, why: str, example: str) -> Rule:
    """The rule that finds credits without an owed ``part``; ``what`` is it in words."""
    return Rule(
        f"credit-{part}-owed",
        Severity.ERROR,
        why,
        _finder(part, what, fix),
        more=_MORE.format(part=part),
        example=example,
        clause="CC 4.0 §3(a)(1)(A), CC 3.0 §4(b) or (c), and the like in other licenses",
        rights=True,
    )


def _finder(part: str, what: str, fix: str) -> Callable[[Article, Occasion], Found]:
    def find(article: Article, _: Occasion) -> Found:
        for image, credit, name in credited(article):
            for owed in missing(credit):
                if owed.name == part:
                    terms = (credit.license.short or credit.license.name) if credit.license else ""
                    whose = (
                        f"{terms} wants" if terms else f"use on the basis `{credit.basis}` needs"
                    )
                    message = f"the credit of {name} does not say {what}, which {whose}"
                    yield place(image, credit), f"{message} ({owed.clause})", fix

    return find
