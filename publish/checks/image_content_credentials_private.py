"""Rule: where Content Credentials would publish a place or a serial number, an editor chooses."""

from __future__ import annotations

from contextlib import suppress

from publish.article import Article
from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, place
from publish.errors import Severity, SourceError
from publish.metadata.picture import exposed
from publish.metadata.private import KEEP


def _find(article: Article, occasion: Occasion) -> Found:
    for image in article.images:
        with suppress(SourceError):  # a broken picture is told of where it is composed
            if private := exposed(image):
                message = (
                    f"{image.name} says {', '.join(private)}, and that cannot be taken out "
                    "without breaking its Content Credentials"
                )
                yield place(image), message, _FIX.format(words=", ".join(sorted(KEEP)))


_FIX = (
    "Choose: publish it with all that it says, by `keep: [{words}]` at the picture (or the one of "
    "the two that it needs), or use a copy without, and without Content Credentials: "
    "exiftool -all= -tagsfromfile @ -icc_profile FILE."
)

RULE = Rule(
    "image-content-credentials-private",
    Severity.ERROR,
    "A position may be somebody's home; a signed picture can only be published as a whole.",
    _find,
    more="Looked for are GPS positions and serial numbers of camera, body and lens, in a picture "
    "that is signed (C2PA) and so cannot be cleaned without breaking the signature.",
    example="photo.jpg:\n  keep: [location, serial-numbers]",
    even_drafts=True,
)
