"""Rule: the right to a picture has begun."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, credited, place
from publish.errors import Severity
from publish.model.article import Article


def _find(article: Article, occasion: Occasion) -> Found:
    for image, credit, name in credited(article):
        if credit.valid_from and credit.valid_from > occasion.as_of:
            message = f"{name} may be published from {credit.valid_from} on"
            message += f" (judged as of {occasion.as_of})"
            yield place(image, credit), message, _FIX


def _weigh(occasion: Occasion) -> Severity:
    return Severity.ERROR if occasion.first else Severity.WARNING


_FIX = "Wait until then, or correct `valid-from:`; to build for that day, say --as-of."

RULE = Rule(
    "rights-not-yet-valid",
    Severity.ERROR,
    "An embargo on a picture binds like its license.",
    _find,
    more="`valid-from:` is the first day on which the picture may be published. A first "
    "publication before it is stopped; a rebuild of what is published already is warned. To "
    "prepare an article for its day, build with --as-of, or a --draft.",
    example="credit:\n  creator: Ben Example\n  basis: handout\n"
    "  evidence: press page of the port, under embargo\n  valid-from: 2026-03-01",
    weigh=_weigh,
    rights=True,
)
