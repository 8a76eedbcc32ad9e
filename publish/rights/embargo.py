"""Embargoes: until its end, every page of the article says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from publish.model.article import Article


def as_of(article: Article, when: date | datetime) -> Article:
    """The same article without its embargo, if that has ended by ``when``."""
    embargo = article.metadata.embargo
    if embargo is None or holds(embargo, when):
        return article
    return lifted(article)


def lifted(article: Article) -> Article:
    """The same article without its embargo."""
    return replace(article, metadata=replace(article.metadata, embargo=None))


def holds(embargo: datetime, when: date | datetime) -> bool:
    """Whether an embargo binds at ``when``.

    A day counts from its beginning, in the embargo's own time zone: it has no hour.
    """
    if not isinstance(when, datetime):
        when = datetime.combine(when, datetime.min.time(), embargo.tzinfo)
    return when < embargo
