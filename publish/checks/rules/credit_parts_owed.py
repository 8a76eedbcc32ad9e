"""Rules: a credit has each part that its license demands."""

from __future__ import annotations

from collections.abc import Callable

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, credited, place
from publish.errors import Severity
from publish.model.article import Article
from publish.rights.demands import missing

_MORE = (
    "A table lists the parts that each license demands. Parts that the licensor did not supply are "
    "not owed: write `not-supplied: [{part}]` once you have checked the picture's source. A "
    "`line:` that the source asks for is shown to the letter, and counts where it probably holds "
    "the {part}. The public domain, CC0 and the licenses of Unsplash, Pexels and Pixabay owe "
    "nothing."
)


def _owed(part: str, what: str, fix: str, why: str, example: str, order: int) -> Rule:
    """The rule for credits without ``part``; its messages call it ``what``."""
    return Rule(
        f"credit-{part}-owed",
        Severity.ERROR,
        why,
        _finder(part, what, fix),
        more=_MORE.format(part=part),
        example=example,
        clause="CC 4.0 §3(a)(1)(A), CC 3.0 §4(b) or (c), and the like in other licenses",
        rights=True,
        settled_by=(part,),
        order=order,
    )


def _finder(part: str, what: str, fix: str) -> Callable[[Article, Occasion], Found]:
    def find(article: Article, _: Occasion) -> Found:
        for image, credit, name in credited(article):
            for owed in missing(credit):
                if owed.name == part:
                    terms = (credit.license.short or credit.license.name) if credit.license else ""
                    whose = (
                        f"{terms} wants" if terms else f"use on the basis `{credit.basis}` needs"
                    )
                    message = f"the credit of {name} does not say {what}, which {whose}"
                    yield place(image, credit), f"{message} ({owed.clause})", fix

    return find


CREATOR = _owed(
    "creator",
    "who made it",
    "Write `creator:` with the name that the picture's page gives. If it gives none, write "
    "`not-supplied: [creator]`.",
    "Without the name the license does not hold, and the picture is used without a right to it.",
    "credit:\n  creator: Ben Example\n  source: https://example.org/ferry\n  license: CC-BY-SA-4.0",
    order=80,
)
SOURCE = _owed(
    "source",
    "where it is found",
    "Write `source:` with the address of the page that offers the picture. If there is none "
    "(a print, a message), write `not-supplied: [source]`.",
    "The address lets readers find the original and its terms; most licenses ask for it.",
    "credit:\n"
    "  creator: Ben Example\n"
    "  source: https://commons.wikimedia.org/wiki/File:Ferry.jpg\n"
    "  license: CC-BY-4.0",
    order=90,
)
TITLE = _owed(
    "title",
    "what the work is called",
    "Write `title:` as the page has it that offers the picture. If it has no title, write "
    "`not-supplied: [title]`.",
    "Creative Commons licenses before version 4.0 ask for the work's title, if it has one.",
    "credit:\n"
    "  title: Ferry from above\n"
    "  creator: Ben Example\n"
    "  source: https://example.org/ferry\n"
    "  license: CC-BY-3.0",
    order=100,
)
