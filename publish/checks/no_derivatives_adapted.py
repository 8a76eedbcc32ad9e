"""Rule: a picture that may not be adapted was not adapted."""

from __future__ import annotations

from publish.article import Article
from publish.checks.edited import edited
from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, cleared, credited, place
from publish.errors import Severity


def _find(article: Article, _: Occasion) -> Found:
    for image, credit, name in credited(article):
        license = credit.license
        if license is None or not license.no_derivatives or cleared(credit):
            continue
        if done := edited(credit, "adaptation"):
            terms = license.short or license.name
            message = f"{name} is under {terms}, but was adapted: {', '.join(done)}"
            yield place(image, credit), message, _FIX


_FIX = (
    "Use the picture as it was offered, or ask its maker and write `basis: permission` with "
    "`evidence:`."
)

RULE = Rule(
    "no-derivatives-adapted",
    Severity.ERROR,
    "A NoDerivatives license allows nobody to share what was made of the picture.",
    _find,
    more="Adaptations are the edits of the register that make a new work: black-and-white, "
    "colorized, retouched, text-added, composite, translated, redrawn. They are found in "
    "`edits:`, and in `changes:` where that names one.",
    example="credit:\n  creator: Ben Example\n  license: CC-BY-ND-4.0\n"
    "  basis: permission\n  evidence: mail of Ben Example, 2026-02-11\n"
    "  edits: [black-and-white]\n  changes: converted to black and white",
    clause="CC BY-ND 4.0 §2(a)(1)(B)",
    rights=True,
)
