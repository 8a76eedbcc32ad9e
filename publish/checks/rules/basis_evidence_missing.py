"""Rule: a picture that is used without a license has evidence on file."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, credited, place
from publish.errors import Severity
from publish.model.article import Article
from publish.rights.registry import evidence_of


def _find(article: Article, _: Occasion) -> Found:
    for image, credit, name in credited(article):
        wanted = evidence_of(credit.basis) if credit.basis else None
        if wanted and not credit.evidence:
            message = f"nothing is noted about the basis `{credit.basis}` of {name}"
            fix = f"Write `evidence:` with {wanted}. It is never published: no output holds it."
            yield place(image, credit), message, fix


RULE = Rule(
    "basis-evidence-missing",
    Severity.WARNING,
    "Years later, when somebody asks, the person who remembers the permission has left.",
    _find,
    more="Permission, handout, quotation, fair use, fair dealing and agency each rest on "
    "something that can be shown: a message, a press page, an order number, a reason. The "
    "house's own work needs none.",
    example="credit:\n"
    "  creator: Ben Example\n"
    "  basis: permission\n"
    "  evidence: mail of Ben Example to the picture desk, 2026-02-11",
    rights=True,
    settled_by=("evidence",),
    order=50,
)
