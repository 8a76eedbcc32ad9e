"""Rule: a picture with Content Credentials is published untouched, and its editor knows it."""

from __future__ import annotations

from contextlib import suppress

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, place
from publish.errors import Severity, SourceError
from publish.model.article import Article
from publish.pictures.embedding import is_signed


def _find(article: Article, occasion: Occasion) -> Found:
    for image in article.images:
        with suppress(SourceError):  # Composing reports a broken picture.
            if is_signed(image.media_type, image.data):
                message = (
                    f"{image.name} carries Content Credentials; it stays as it is, byte for byte, "
                    "and its credit is around it instead of in it"
                )
                yield place(image), message, _FIX


_FIX = (
    "There is nothing to do. The credit is in the text, and in the metadata of the PDF, the EPUB "
    "and the DOCX; only a picture that is taken out of an EPUB or a DOCX goes without it."
)

RULE = Rule(
    "image-content-credentials",
    Severity.HINT,
    "Their signature covers every byte: a credit written into the picture would break it.",
    _find,
    more="A signed picture (C2PA) is published byte for byte; its credit is shown beside it, and "
    "in the metadata of the PDF, the EPUB and the DOCX.",
    example="Nothing has to be written for it.",
    order=20,
)
