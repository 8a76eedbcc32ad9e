"""Rule: where Content Credentials would publish a place or a serial number, an editor chooses."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.private import told
from publish.checks.rule import Found, Rule
from publish.errors import Severity
from publish.model.article import Article
from publish.pictures.credited import exposed


def _find(article: Article, occasion: Occasion) -> Found:
    return told(article, exposed, _MESSAGE, _FIX)


_MESSAGE = (
    "{name} says {private}, and that cannot be taken out without breaking its Content Credentials"
)
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
