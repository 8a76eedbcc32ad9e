"""Rule: every picture has a license or another ground for its use."""

from __future__ import annotations

from publish.article import Article
from publish.checks.rule import Found, Rule, place
from publish.errors import Severity
from publish.rights.registry import bases


def _find(article: Article) -> Found:
    for image in article.images:
        if not image.credits:
            yield place(image), f"{image.name} has no credit", _FIX.format(name=image.name)
        for credit in image.credits:
            if credit.license is None and credit.basis is None:
                who = f" by {credit.creator}" if credit.creator else ""
                message = f"{image.name} has no license"
                if len(image.credits) > 1:
                    message = f"the part{who} of {image.name} has no license"
                yield place(image, credit), message, _LICENSE


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
    "A picture whose terms nobody knows may not be printed, and cannot be passed on.",
    _find,
)
