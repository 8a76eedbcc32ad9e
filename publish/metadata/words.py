"""The plain words of a field's value, for formats that only hold text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from publish.metadata.types import Type
from publish.metadata.values import Values, iso, timestamp
from publish.model.history import Appearance, Notice, Original, Prose, Retraction, Revision, Series


def plain_words(type: Type, value: Any) -> Values:
    """The words of a value of this type, one text for each part; () for ``None``."""
    return () if value is None else _WORDS[type](value)


def _text(value: str) -> Values:
    return (value,)


def _prose(value: Prose) -> Values:
    return (value.words,)


def _lines(value: tuple[Prose, ...]) -> Values:
    return tuple(line.words for line in value)


def _notices(value: tuple[Notice, ...]) -> Values:
    return tuple(f"{notice.date.isoformat()}: {notice.text.words}" for notice in value)


def _retraction(value: Retraction) -> Values:
    return (f"{value.date.isoformat()}: {value.reason.words}",)


def _versions(value: tuple[Revision, ...]) -> Values:
    return tuple(map(_version, value))


def _version(revision: Revision) -> str:
    """``1.1 (2026-03-03): the changes``, with its stated parts."""
    on = f" ({revision.date.isoformat()})" if revision.date else ""
    changes = f": {revision.changes.words}" if revision.changes else ""
    return f"{revision.version}{on}{changes}"


def _appearance(value: Appearance) -> Values:
    """Name, address and day, where stated."""
    return (_listed(value.name, value.url, iso(value.date)),)


def _appearances(value: tuple[Appearance, ...]) -> Values:
    return tuple(words for place in value for words in _appearance(place))


def _original(value: Original) -> Values:
    return (_listed(value.author, value.title, value.lang, value.url),)


def _series(value: Series) -> Values:
    return (value.name,)


def _listed(*parts: str | None) -> str:
    return ", ".join(filter(None, parts))


_WORDS: Mapping[Type, Callable[[Any], Values]] = {
    Type.TEXT: _text,
    Type.TEXTS: tuple,
    Type.DAY: lambda day: (timestamp(day),),
    Type.MOMENT: lambda moment: (timestamp(moment),),
    Type.EMBARGO: lambda moment: (timestamp(moment),),
    Type.LANGUAGE: _text,
    Type.ADDRESS: _text,
    Type.LICENSE: lambda license: (license.name,),
    Type.DATA_MINING: _text,
    Type.TEXT_ORIGIN: _text,
    Type.DOI: _text,
    Type.ISBN: _text,
    Type.ISSN: _text,
    Type.PEOPLE: lambda people: tuple(person.name for person in people),
    Type.LINE: _prose,
    Type.LINES: _lines,
    Type.BLOCKS: _prose,
    Type.CORRECTIONS: _notices,
    Type.UPDATES: _notices,
    Type.RETRACTION: _retraction,
    Type.VERSIONS: _versions,
    Type.APPEARANCE: _appearance,
    Type.APPEARANCES: _appearances,
    Type.ORIGINAL: _original,
    Type.SERIES: _series,
}
