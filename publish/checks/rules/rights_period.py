"""Rules: the right to a picture has begun, and has not ended."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, credited, place
from publish.errors import Severity
from publish.model.article import Article


def _find_ended(article: Article, occasion: Occasion) -> Found:
    for image, credit, name in credited(article):
        if credit.expires and credit.expires < occasion.as_of:
            message = (
                f"the right to {name} ended on {credit.expires} (judged as of {occasion.as_of})"
            )
            yield place(image, credit), message, _RENEW


def _find_not_begun(article: Article, occasion: Occasion) -> Found:
    for image, credit, name in credited(article):
        if credit.valid_from and credit.valid_from > occasion.as_of:
            message = f"{name} may be published from {credit.valid_from} on"
            message += f" (judged as of {occasion.as_of})"
            yield place(image, credit), message, _WAIT


def _weigh(occasion: Occasion) -> Severity:
    return Severity.ERROR if occasion.first else Severity.WARNING


_RENEW = "Renew it and correct `expires:`, or use another picture."
_WAIT = "Wait until then, or correct `valid-from:`; to build for that day, say --as-of."

EXPIRED = Rule(
    "rights-expired",
    Severity.ERROR,
    "A picture licensed for a time cannot be published after it.",
    _find_ended,
    more="`expires:` is the last day on which the picture may be published. A first publication "
    "after it is stopped. What is published already may often stay: a rebuild is only warned. "
    "The day that counts as today can be set with --as-of.",
    example="credit:\n  creator: Ben Example\n  basis: agency\n"
    "  evidence: order 4711\n  expires: 2027-12-31",
    weigh=_weigh,
    rights=True,
    order=30,
)
NOT_YET_VALID = Rule(
    "rights-not-yet-valid",
    Severity.ERROR,
    "An embargo on a picture binds like its license.",
    _find_not_begun,
    more="`valid-from:` is the first day on which the picture may be published. A first "
    "publication before it is stopped; a rebuild of what is published already is warned. To "
    "prepare an article for its day, build with --as-of, or a --draft.",
    example="credit:\n  creator: Ben Example\n  basis: handout\n"
    "  evidence: press page of the port, under embargo\n  valid-from: 2026-03-01",
    weigh=_weigh,
    rights=True,
    order=40,
)
