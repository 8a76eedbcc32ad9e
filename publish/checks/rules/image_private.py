"""Rule: what a picture says of place and camera is taken out of the copies, and that is told."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.private import told
from publish.checks.rule import Found, Rule
from publish.errors import Severity
from publish.model.article import Article
from publish.pictures.credited import stripped


def _find(article: Article, occasion: Occasion) -> Found:
    return told(article, stripped, _MESSAGE, _FIX)


_MESSAGE = (
    "{name} says more than a picture should: {private}; the copies that are published do not say it"
)
_FIX = (
    "There is nothing to do; your own file stays as it is. To publish what it says all the same, "
    "name at the picture what to leave in: `keep: [{words}]`."
)

RULE = Rule(
    "image-private",
    Severity.HINT,
    "A position may be somebody's home; a serial number ties pictures to one camera.",
    _find,
    more="Taken out of the copies that are published: GPS positions, serial numbers of camera, "
    "body and lens, the owner's name, notes in the camera maker's own form. Your file stays as "
    "it is.",
    example="photo.jpg:\n  keep: [location]",
)
