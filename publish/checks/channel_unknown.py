"""Rule: the channels that a credit names are channels of the publication."""

from __future__ import annotations

from publish.article import Article
from publish.checks.rule import Found, Rule, place
from publish.errors import Severity
from publish.reading.findings import did_you_mean
from publish.rights.channels import channels


def _find(article: Article) -> Found:
    known = tuple(channels(article.publication))
    for image in article.images:
        for credit in image.credits:
            for name in credit.channels:
                if name not in known:
                    guess = did_you_mean(name, known)
                    fix = f"Did you mean {guess}?" if guess else f"There are: {', '.join(known)}."
                    message = f"{image.name} may go to `{name}`, which is no channel"
                    yield place(image, credit), message, fix


RULE = Rule(
    "channel-unknown",
    Severity.ERROR,
    "A picture whose channel is misspelt would be missing where it belongs, and nobody would "
    "know why.",
    _find,
)
