"""Checks that a theme's page shows every field of an article that pages show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from publish.composing import markup
from publish.composing.wording.byline import shown_address
from publish.errors import Problem, ThemeError
from publish.metadata.fields import FIELDS, Shown, Type
from publish.model.article import Metadata
from publish.model.history import Appearance, Notice, Original, Prose, Retraction, Revision, Series
from publish.model.people import Person


def ensure_kept(text: str, data: Metadata, theme: str) -> None:
    """Raise ``ThemeError`` if a Page's words lack anything that is stated about the article.

    ``text`` is the Page's plain text, white space folded.
    """
    for called, shown, words in _expected(data):
        if " ".join(words.split()) not in text:
            raise ThemeError(
                Problem(
                    "theme-field-lost",
                    f"the theme {theme} does not show {called}: {words[:80]}",
                    f"Its templates must set it; `{shown}.html.j2` of the theme briefing does.",
                )
            )


def _expected(data: Metadata) -> Iterator[tuple[str, Shown, str]]:
    """Everything that a reader must see: its name in messages, its template, its words."""
    for row in FIELDS:
        value = getattr(data, row.name) if row.shown else None
        if row.shown and row.type and value:
            for words in filter(None, _WORDS[row.type](value)):
                yield row.called, row.shown, words
    for who in data.authors:
        for words in filter(None, _details(who)):
            yield f"what is stated of {who.name}", Shown.END_MATTER, words


def _details(who: Person) -> Iterator[str | None]:
    """Details of somebody besides name and affiliations."""
    yield from (
        who.position,
        who.orcid,
        who.email,
        who.url and shown_address(who.url),
        *who.members,
    )
    if who.note:
        yield _prose(who.note)


def _prose(value: Prose) -> str:
    return markup.plain(value.markup)


def _people(value: tuple[Person, ...]) -> Iterator[str]:
    for who in value:
        yield from (who.name, *who.affiliations)


def _notices(value: tuple[Notice, ...]) -> Iterator[str]:
    return (_prose(notice.text) for notice in value)


def _versions(value: tuple[Revision, ...]) -> Iterator[str]:
    for revision in value:
        yield revision.version
        if revision.changes:
            yield _prose(revision.changes)


def _appearances(value: tuple[Appearance, ...]) -> Iterator[str]:
    return (place.name for place in value)


def _retraction(value: Retraction) -> Iterator[str]:
    yield _prose(value.reason)


def _original(value: Original) -> Iterator[str]:
    yield value.title


def _series(value: Series) -> Iterator[str | None]:
    yield from (value.name, value.number)


_WORDS: Mapping[Type, Callable[[Any], Iterator[str | None]]] = {
    Type.TEXT: lambda value: iter([value]),
    Type.TEXTS: iter,
    Type.ADDRESS: lambda value: iter([shown_address(value)]),
    Type.DOI: lambda value: iter([value]),
    Type.ISBN: lambda value: iter([value]),
    Type.ISSN: lambda value: iter([value]),
    Type.PEOPLE: _people,
    Type.LINE: lambda value: iter([_prose(value)]),
    Type.LINES: lambda value: map(_prose, value),
    Type.BLOCKS: lambda value: iter([_prose(value)]),
    Type.CORRECTIONS: _notices,
    Type.UPDATES: _notices,
    Type.RETRACTION: _retraction,
    Type.VERSIONS: _versions,
    Type.APPEARANCE: lambda value: _appearances((value,)),
    Type.APPEARANCES: _appearances,
    Type.ORIGINAL: _original,
    Type.SERIES: _series,
}
"""The words of a value that a page must show, for every type that a shown field can have."""
