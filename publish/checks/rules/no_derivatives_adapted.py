"""Rule: a picture that may not be adapted was not adapted."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule
from publish.checks.underived import derived
from publish.errors import Severity
from publish.model.article import Article


def _find(article: Article, _: Occasion) -> Found:
    for where, name, terms, done in derived(article, "adaptation"):
        yield where, f"{name} is under {terms}, but was adapted: {', '.join(done)}", _FIX


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
