"""An article's history: corrections, versions, retraction, other places of publication.

A part of the model (:mod:`publish.model.article`): frozen values, nothing filled in.
"""

from __future__ import annotations

from datetime import date

from publish.values import dataclass


@dataclass(frozen=True)
class Prose:
    """A text outside the body: as XHTML in the vocabulary, and in plain words on one line."""

    markup: str
    words: str


@dataclass(frozen=True)
class Notice:
    """A dated notice to readers about a change; ``text`` is inline markup."""

    date: date
    text: Prose


@dataclass(frozen=True)
class Revision:
    """One version in an article's history."""

    version: str
    date: date | None = None
    changes: Prose | None = None


@dataclass(frozen=True)
class Retraction:
    """A withdrawal by the publisher; readers still get the article, marked as retracted."""

    date: date
    reason: Prose


@dataclass(frozen=True)
class Appearance:
    """Another place where the article was published."""

    name: str
    url: str | None = None
    date: date | None = None


@dataclass(frozen=True)
class Original:
    """The text from which the article is translated; ``lang`` is a BCP 47 tag."""

    title: str
    lang: str | None = None
    url: str | None = None
    author: str | None = None


@dataclass(frozen=True)
class Series:
    """The series that the article is part of, and its place in it."""

    name: str
    number: str | None = None
