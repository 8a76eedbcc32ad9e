"""Drafts: what is not to be released says so on every page, in every format.

The words are the theme's (``draft``, ``draft-notice`` in its labels);
:mod:`publish.composing.stamps` sees to it that they stand everywhere.
"""

from __future__ import annotations

from dataclasses import replace

from publish.article import Article

STATUS = "draft"
"""What the metadata calls it, in every language."""


def as_draft(article: Article) -> Article:
    """The same article, to be composed as a draft."""
    return replace(article, metadata=replace(article.metadata, status=STATUS))


def is_draft(article: Article) -> bool:
    """Whether ``article`` is to be composed as a draft."""
    return article.metadata.status == STATUS
