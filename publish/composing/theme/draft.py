"""Drafts: what is not to be released says so on every page, in every format.

The words are the theme's (``draft``, ``draft-notice`` in its labels);
:mod:`publish.composing.theme.stamps` sees to it that they stand everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from publish.model.article import Article

STATUS = "draft"
"""What the metadata calls it, in every language."""


def as_draft(article: Article) -> Article:
    """The same article, to be composed as a draft."""
    return replace(article, metadata=replace(article.metadata, status=STATUS))


def is_draft(article: Article) -> bool:
    """Whether ``article`` is to be composed as a draft."""
    return article.metadata.status == STATUS


def described(article: Article, labels: Mapping[str, str]) -> Article:
    """A draft whose pictures without a text alternative say that it is missing.

    Without one there is no PDF for readers who cannot see, and so none at all.
    """
    if not is_draft(article):
        return article
    missing = labels.get("draft-alt", labels.get("draft", STATUS))
    images = (
        image if image.alt is not None else replace(image, alt=missing) for image in article.images
    )
    return replace(article, images=tuple(images))
