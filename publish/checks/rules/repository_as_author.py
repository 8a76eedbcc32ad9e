"""Rule: a picture's creator is its maker, not the place where it was found."""

from __future__ import annotations

import re

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, credited, place
from publish.errors import Severity
from publish.model.article import Article
from publish.rights.registry import repositories


def _find(article: Article, _: Occasion) -> Found:
    known = {name.casefold(): name for name in repositories()}
    for image, credit, name in credited(article):
        written = _AROUND.sub("", credit.creator or "").strip().casefold()
        site = _SITE.sub("", written)
        if written in known or site in known:
            message = (
                f"{credit.creator} is named as the maker of {name}, but is not a maker of pictures"
            )
            yield place(image, credit), message, _FIX


_AROUND = re.compile(r"^(?:via|from|source|photo|credit|©|\(c\)|by)[:\s]+", re.IGNORECASE)
_SITE = re.compile(r"^(?:https?://)?(?:www\.)?|\.(?:com|org|net)/?$")
_FIX = (
    "It belongs in `provider:`. Write as `creator:` the person whom the picture's page names; if "
    "it names nobody, `not-supplied: [creator]`."
)

RULE = Rule(
    "repository-as-author",
    Severity.WARNING,
    "“Photo: Wikimedia Commons” credits a shelf: the photographer, to whom it is owed, is lost.",
    _find,
    more="Found are the large repositories and networks, and “the internet”. Agencies that are "
    "named for their photographers (Reuters, dpa, AFP) pass.",
    example="credit:\n  creator: Ben Example\n  provider: Wikimedia Commons\n"
    "  source: https://commons.wikimedia.org/wiki/File:Ferry.jpg\n  license: CC-BY-SA-4.0",
    rights=True,
    order=40,
)
