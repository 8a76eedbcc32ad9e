"""Rule: the channels in a credit are channels of the publication."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, credited, place
from publish.errors import Severity
from publish.formats.channels import channels
from publish.model.article import Article
from publish.suggest import did_you_mean


def _find(article: Article, _: Occasion) -> Found:
    there = channels(article.publication).items()
    known = tuple(name for name, channel in there if channel.in_credits == name)
    for image, credit, called in credited(article):
        for name in credit.channels:
            if name not in known:
                fix = did_you_mean(name, known, f"Known are {', '.join(known)}.")
                yield (
                    place(image, credit),
                    f"{called} names the channel `{name}`, which does not exist",
                    fix,
                )


RULE = Rule(
    "channel-unknown",
    Severity.ERROR,
    "A picture whose channel is misspelt would be missing where it belongs, and nobody would "
    "know why.",
    _find,
    more="`channels:` in a credit lists the only channels for the picture: pdf, epub, "
    "docx, and those that publish.toml adds below [channels.…].",
    example="credit:\n  creator: Ben Example\n  basis: permission\n"
    "  evidence: mail of Ben Example, 2026-02-11\n  channels: [pdf, epub]",
    order=140,
)
