"""Rule: a stand-in is replaced before publication."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, place
from publish.errors import Severity
from publish.model.article import Article


def _find(article: Article, _: Occasion) -> Found:
    for image in article.images:
        for credit in image.credits:
            if credit.stand_in_for is not None:
                message = f"{image.name} is a stand-in for {credit.stand_in_for}"
                yield place(image, credit), message, _FIX.format(name=image.name)


_FIX = "Put the real picture in its place as {name}, and delete `stand-in-for:`."

RULE = Rule(
    "stand-in",
    Severity.WARNING,
    "A stand-in carries the credit of a picture that readers do not get to see.",
    _find,
    more="`stand-in-for:` says that the picture shown only holds the place of the one that is "
    "credited, until it arrives. The build warns as long as it is there.",
    example='credit:\n  line: "Photo: Ben Example"\n  license: public domain',
    rights=True,
    order=60,
)
