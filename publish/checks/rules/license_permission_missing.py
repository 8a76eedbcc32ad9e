"""Rule: a picture under "all rights reserved" is used on a basis of its own."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, credited, place
from publish.errors import Severity
from publish.model.article import Article
from publish.rights.registry import bases


def _find(article: Article, _: Occasion) -> Found:
    for image, credit, name in credited(article):
        if credit.license and credit.license.permission and credit.basis is None:
            message = (
                f"{name} is “{credit.license.name}”, and nothing says on what ground it is used"
            )
            yield place(image, credit), message, _FIX


_FIX = (
    f"Add `basis:` ({', '.join(bases())}) and, as `evidence:`, what is on file; or use another "
    "picture."
)

RULE = Rule(
    "license-permission-missing",
    Severity.ERROR,
    "All rights reserved means that nothing is allowed; whoever prints it needs a permission, or "
    "a law that allows this very use.",
    _find,
    more="“All rights reserved” is what holds for every picture of which nothing else is said. "
    "It may be used all the same: by permission, as the house's own work, through an agency, as "
    "a quotation. Which of them it is belongs into `basis:`.",
    example="credit:\n"
    "  creator: Ben Example\n"
    "  license: all rights reserved\n"
    "  basis: permission\n"
    "  evidence: mail of Ben Example, 2026-02-11",
    rights=True,
    firm=True,
    settled_by=("basis",),
    order=20,
)
