"""Rules: nobody publishes a place or a serial number in a picture without knowing it.

The copies leave them out, and a hint says so. Where Content Credentials forbid that, an editor
chooses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, place
from publish.errors import Severity, SourceError
from publish.model.article import Article, Image
from publish.pictures.embedding import exposed_private, removed_private
from publish.pictures.privacy import KEEP


def _finder(
    read: Callable[[Image], Sequence[str]], message: str, fix: str
) -> Callable[[Article, Occasion], Found]:
    """Finds each picture of which ``read`` returns something private."""

    def find(article: Article, _: Occasion) -> Found:
        words = ", ".join(sorted(KEEP))
        for image in article.images:
            with suppress(SourceError):  # Composing reports a broken picture.
                if private := read(image):
                    found = message.format(name=image.name, private=", ".join(private))
                    yield place(image), found, fix.format(words=words)

    return find


SEALED = Rule(
    "image-content-credentials-private",
    Severity.ERROR,
    "A position may be somebody's home; a signed picture can only be published as a whole.",
    _finder(
        exposed_private,
        "{name} contains private metadata: {private}; removing them would break its Content "
        "Credentials",
        "Write `keep: [{words}]` at the picture (or the one word of the two that it needs) to "
        "publish these data, or use a copy without them and without Content Credentials: "
        "exiftool -all= -tagsfromfile @ -icc_profile FILE.",
    ),
    more="Looked for are GPS positions and serial numbers of camera, body and lens, in a picture "
    "that is signed (C2PA) and so cannot be cleaned without breaking the signature.",
    example="photo.jpg:\n  keep: [location, serial-numbers]",
    even_drafts=True,
    order=130,
)
STRIPPED = Rule(
    "image-private",
    Severity.HINT,
    "A position may be somebody's home; a serial number ties pictures to one camera.",
    _finder(
        removed_private,
        "{name} contains private metadata: {private}; published copies leave them out",
        "There is nothing to do; your own file stays as it is. To publish these data all the "
        "same, write `keep: [{words}]` at the picture.",
    ),
    more="Taken out of the copies that are published: GPS positions, serial numbers of camera, "
    "body and lens, the owner's name, notes in the camera maker's own form. Your file stays as "
    "it is.",
    example="photo.jpg:\n  keep: [location]",
    order=30,
)
