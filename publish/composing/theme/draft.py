"""Drafts: every page of every format says that it is a draft.

The words are the theme's (``draft``, ``draft-notice`` in its labels);
:mod:`publish.composing.theme.stamps` ensures that they are on every page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from publish.model.article import Article

STATUS = "draft"
"""The status in the metadata, in every language."""


def as_draft(article: Article) -> Article:
    """The same article, marked as a draft."""
    return replace(article, metadata=replace(article.metadata, status=STATUS))


def is_draft(article: Article) -> bool:
    """Whether ``article`` is marked as a draft."""
    return article.metadata.status == STATUS


def described(article: Article, labels: Mapping[str, str]) -> Article:
    """A draft whose pictures say that their text alternative is missing, where it is.

    A PDF for readers who cannot see needs one for every picture.
    """
    if not is_draft(article):
        return article
    missing = labels.get("draft-alt", labels.get("draft", STATUS))
    images = (
        image if image.alt is not None else replace(image, alt=missing) for image in article.images
    )
    return replace(article, images=tuple(images))
