"""Rule: every picture has a license or another basis for its use."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, credited, place
from publish.errors import Severity
from publish.model.article import Article
from publish.rights.registry import bases


def _find(article: Article, _: Occasion) -> Found:
    for image in article.images:
        if not image.credits:
            yield place(image), f"{image.name} has no credit", _FIX.format(name=image.name)
    for image, credit, name in credited(article):
        if credit.license is None and credit.basis is None:
            yield place(image, credit), f"{name} has no license", _LICENSE


_LICENSE = (
    "Add to its credit `license:` (such as CC-BY-SA-4.0 or public domain) or, without one, "
    f"`basis:` ({', '.join(bases())})."
)
_FIX = (
    "Write in the front matter what you know of it; a license or a basis is needed:\n"
    "    images:\n"
    "      {name}:\n"
    "        credit:\n"
    "          creator: …\n"
    "          source: https://…\n"
    "          license: CC-BY-SA-4.0      # or, without a license: `basis: permission`"
)

RULE = Rule(
    "image-credit-missing",
    Severity.ERROR,
    "A picture with unknown terms cannot be printed or passed on.",
    _find,
    more="Every picture needs a credit, and every credit says either the license that the "
    "picture is offered under, or the ground on which it is used without one. A name alone is "
    "neither. A picture made of several works has a credit for each.",
    example="images:\n"
    "  ferry.jpg:\n"
    "    alt: A white ferry at the pier\n"
    "    credit:\n"
    "      creator: Ben Example\n"
    "      source: https://example.org/ferry\n"
    "      license: CC-BY-SA-4.0",
    rights=True,
    firm=True,
    settled_by=("license", "basis"),
    order=10,
)
