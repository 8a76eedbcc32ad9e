"""Rule: a picture that may not be adapted is shown whole."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule
from publish.checks.underived import derived
from publish.errors import Severity
from publish.model.article import Article


def _find(article: Article, _: Occasion) -> Found:
    for where, name, terms, done in derived(article, "crop"):
        yield where, f"{name} is under {terms}, and was {' and '.join(done)}", _FIX


_FIX = (
    "See whether it still shows what its maker meant; if in doubt, show it whole, or ask, and "
    "write `basis: permission` with `evidence:`."
)

RULE = Rule(
    "no-derivatives-crop",
    Severity.WARNING,
    "Whether a crop is a derivative is for a court to say; it depends on what was cut away.",
    _find,
    more="Making it smaller, changing its format or turning it upright is no derivative and "
    "never found here. A crop or a correction of colors is a matter of judgment, so it is a "
    "warning; a montage or a retouched picture is an error (no-derivatives-adapted).",
    example="credit:\n  creator: Ben Example\n  source: https://example.org/ferry\n"
    "  license: CC-BY-ND-4.0\n  edits: [resized]",
    clause="CC BY-ND 4.0 §2(a)(1)(B), §2(a)(4)",
    rights=True,
)
