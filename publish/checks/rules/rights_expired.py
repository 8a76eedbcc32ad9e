"""Rule: the right to a picture has not ended."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, credited, place
from publish.errors import Severity
from publish.model.article import Article


def _find(article: Article, occasion: Occasion) -> Found:
    for image, credit, name in credited(article):
        if credit.expires and credit.expires < occasion.as_of:
            message = (
                f"the right to {name} ended on {credit.expires} (judged as of {occasion.as_of})"
            )
            yield place(image, credit), message, _FIX


def _weigh(occasion: Occasion) -> Severity:
    return Severity.ERROR if occasion.first else Severity.WARNING


_FIX = "Renew it and correct `expires:`, or use another picture."

RULE = Rule(
    "rights-expired",
    Severity.ERROR,
    "What was licensed for a time may not be published after it.",
    _find,
    more="`expires:` is the last day on which the picture may be published. A first publication "
    "after it is stopped. What is published already may often stay: a rebuild is only warned. "
    "The day that counts as today can be set with --as-of.",
    example="credit:\n  creator: Ben Example\n  basis: agency\n"
    "  evidence: order 4711\n  expires: 2027-12-31",
    weigh=_weigh,
    rights=True,
)
