"""Rule: what a picture says of place and camera is taken out of the copies, and that is told."""

from __future__ import annotations

from contextlib import suppress

from publish.article import Article
from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, place
from publish.errors import Severity, SourceError
from publish.metadata.picture import stripped
from publish.metadata.private import KEEP


def _find(article: Article, occasion: Occasion) -> Found:
    for image in article.images:
        with suppress(SourceError):  # a broken picture is told of where it is composed
            if private := stripped(image):
                message = (
                    f"{image.name} says more than a picture should: {', '.join(private)}; "
                    "the copies that are published do not say it"
                )
                yield place(image), message, _FIX.format(words=", ".join(sorted(KEEP)))


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
