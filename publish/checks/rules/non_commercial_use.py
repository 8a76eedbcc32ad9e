"""Rule: a picture licensed for non-commercial use only is not used commercially."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, credited, place
from publish.errors import Severity
from publish.model.article import Article
from publish.rights.channels import is_permitted


def _find(article: Article, occasion: Occasion) -> Found:
    if occasion.commercial is False:
        return
    for image, credit, name in credited(article):
        if credit.license and credit.license.non_commercial and not is_permitted(credit):
            terms = credit.license.short or credit.license.name
            if occasion.commercial:
                message = f"{name} is under {terms}, and this publication is commercial"
                yield place(image, credit), message, _FIX
            else:
                message = (
                    f"{name} is under {terms}, and the publication does not say whether it is "
                    "commercial"
                )
                yield place(image, credit), message, _SAY


def _weigh(occasion: Occasion) -> Severity:
    return Severity.ERROR if occasion.commercial else Severity.WARNING


_FIX = (
    "Use another picture, or ask its maker and write `basis: permission` beside the license, with "
    "`evidence:`."
)
_SAY = (
    "Write `commercial = false` (or true) below [publication] in publish.toml. Advertising and a "
    "price usually make it true."
)

RULE = Rule(
    "non-commercial-use",
    Severity.ERROR,
    "A license for non-commercial use does not allow what is “primarily intended for or directed "
    "towards commercial advantage or monetary compensation”.",
    _find,
    more="The publication says in publish.toml whether what it publishes is commercial use: true "
    "makes this an error, false settles it; as long as nothing is said, it is a warning. Whether "
    "a use is commercial is for the house to judge, not for a program.",
    example='# publish.toml\n[publication]\nid = "…"\ncommercial = false',
    clause="CC 4.0 §1(i), §2(a)(1)",
    weigh=_weigh,
    rights=True,
    order=50,
)
