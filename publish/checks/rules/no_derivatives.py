"""Rules: a picture under NoDerivatives was not adapted, and is shown whole."""

from __future__ import annotations

from collections.abc import Iterator

from publish.checks.edits import edited
from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, credited, place
from publish.errors import Severity, Where
from publish.model.article import Article
from publish.rights.channels import is_permitted


def _find_adapted(article: Article, _: Occasion) -> Found:
    for where, name, terms, done in _edited(article, "adaptation"):
        yield where, f"{name} is under {terms}, but was adapted: {', '.join(done)}", _ASK


def _find_cropped(article: Article, _: Occasion) -> Found:
    for where, name, terms, done in _edited(article, "crop"):
        yield where, f"{name} is under {terms}, and was {' and '.join(done)}", _LOOK


def _edited(
    article: Article, weight: str
) -> Iterator[tuple[Where | None, str, str, tuple[str, ...]]]:
    """Pictures under a NoDerivatives license with edits of ``weight``, without a permission.

    Each with its place, its name, its terms and the edits.
    """
    for image, credit, name in credited(article):
        license = credit.license
        if license is None or not license.no_derivatives or is_permitted(credit):
            continue
        if done := edited(credit, weight):
            yield place(image, credit), name, license.short or license.name, done


_ASK = (
    "Use the picture as it was offered, or ask its maker and write `basis: permission` with "
    "`evidence:`."
)
_LOOK = (
    "Check that it still shows what its maker meant; if in doubt, show it whole, or ask, and "
    "write `basis: permission` with `evidence:`."
)

ADAPTED = Rule(
    "no-derivatives-adapted",
    Severity.ERROR,
    "A NoDerivatives license does not allow adaptations of the picture to be shared.",
    _find_adapted,
    more="Adaptations are the edits of the register that make a new work: black-and-white, "
    "colorized, retouched, text-added, composite, translated, redrawn. They are found in "
    "`edits:`, and in `changes:` where that names one.",
    example="credit:\n  creator: Ben Example\n  license: CC-BY-ND-4.0\n"
    "  basis: permission\n  evidence: mail of Ben Example, 2026-02-11\n"
    "  edits: [black-and-white]\n  changes: converted to black and white",
    clause="CC BY-ND 4.0 §2(a)(1)(B)",
    rights=True,
    order=60,
)
CROPPED = Rule(
    "no-derivatives-crop",
    Severity.WARNING,
    "Whether a crop is a derivative is for a court to say; it depends on what was cut away.",
    _find_cropped,
    more="Making it smaller, changing its format or turning it upright is no derivative and "
    "never found here. A crop or a correction of colors is a matter of judgment, so it is a "
    "warning; a montage or a retouched picture is an error (no-derivatives-adapted).",
    example="credit:\n  creator: Ben Example\n  source: https://example.org/ferry\n"
    "  license: CC-BY-ND-4.0\n  edits: [resized]",
    clause="CC BY-ND 4.0 §2(a)(1)(B), §2(a)(4)",
    rights=True,
    order=30,
)
