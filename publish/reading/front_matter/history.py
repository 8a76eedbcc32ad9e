"""The records of an article's history: notices, versions, embargo, other places."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from publish.model.history import Appearance, Original, Series
from publish.reading.findings import Findings
from publish.reading.front_matter.dates import iso_forms
from publish.reading.front_matter.records import Key, Record, read_record
from publish.reading.front_matter.texts import StatedText, stated_line
from publish.reading.front_matter.tree import Mapping, Node, Scalar
from publish.reading.front_matter.values import Unfit, day, language, text, web_address, zoned
from publish.values import dataclass


@dataclass(frozen=True)
class StatedNotice:
    """A correction, an update or a retraction, with its text still in Markdown."""

    date: date
    text: StatedText
    line: int
    column: int


@dataclass(frozen=True)
class StatedRevision:
    """One version, with its changes still in Markdown."""

    version: str
    date: date | None = None
    changes: StatedText | None = None


_NOTICE_DATE = Key(day, ("day", "on"), "date: 2026-03-01")
_NOTICE_WORDS = ("changes", "description", "note", "reason")

CORRECTION = Record(
    "a correction",
    {
        "date": _NOTICE_DATE,
        "text": Key(
            stated_line,
            (*_NOTICE_WORDS, "correction"),
            "text: what was wrong, and what is right",
        ),
    },
)
UPDATE = Record(
    "an update",
    {
        "date": _NOTICE_DATE,
        "text": Key(stated_line, (*_NOTICE_WORDS, "update"), "text: what was added"),
    },
)
RETRACTION = Record(
    "a retraction",
    {
        "date": _NOTICE_DATE,
        "reason": Key(stated_line, ("note", "text", "why"), "reason: why not to rely on it"),
    },
)
VERSION = Record(
    "a version",
    {
        "version": Key(text, ("name", "number"), 'version: "1.1"'),
        "date": Key(day),
        "changes": Key(stated_line, ("note", "text")),
    },
)
APPEARANCE = Record(
    "another place of publication",
    {
        "name": Key(text, ("publication", "title"), "name: The Other Journal"),
        "url": Key(web_address, ("address", "link")),
        "date": Key(day),
    },
)
ORIGINAL = Record(
    "an original text",
    {
        "title": Key(text, ("name",), "title: the original's title"),
        "lang": Key(language, ("language",)),
        "url": Key(web_address, ("link", "source")),
        "author": Key(text),
        "translator": Key(text),
    },
)
SERIES = Record(
    "a series",
    {
        "name": Key(text, ("title",), "name: Working Papers"),
        "number": Key(text, ("no", "part", "volume")),
    },
)


@dataclass(frozen=True)
class StatedOriginal:
    """The original of a translation, and its translator."""

    original: Original
    translator: str | None = None


def correction(node: Node, findings: Findings) -> StatedNotice | None:
    """``{date, text}``."""
    return _notice(node, CORRECTION, "text", findings)


def update(node: Node, findings: Findings) -> StatedNotice | None:
    """``{date, text}``."""
    return _notice(node, UPDATE, "text", findings)


def retraction(node: Node, findings: Findings) -> StatedNotice | None:
    """``{date, reason}``."""
    return _notice(node, RETRACTION, "reason", findings)


def _notice(node: Node, record: Record, key: str, findings: Findings) -> StatedNotice | None:
    values = _values(node, record, f"date: 2026-03-01 and {key}: …", findings)
    if "date" not in values or key not in values:
        return None
    return StatedNotice(values["date"], values[key], node.line, node.column)


def version(node: Node, findings: Findings) -> StatedRevision | None:
    """``{version, date, changes}``."""
    values = _values(node, VERSION, 'version: "1.1", date: … and changes: …', findings)
    return StatedRevision(**values) if "version" in values else None


def appearance(node: Node, findings: Findings) -> Appearance | None:
    """``{name, url, date}``, or a name alone."""
    if isinstance(node, Scalar):
        return Appearance(text(node, findings))
    values = _values(node, APPEARANCE, "name: …, url: https://… and date: …", findings)
    return Appearance(**values) if "name" in values else None


def original(node: Node, findings: Findings) -> StatedOriginal | None:
    """``{title, lang, url, author, translator}``, or a title alone."""
    if isinstance(node, Scalar):
        return StatedOriginal(Original(text(node, findings)))
    values = _values(node, ORIGINAL, "title: …, lang: … and url: https://…", findings)
    translator = values.pop("translator", None)
    if "title" not in values:
        return None
    return StatedOriginal(Original(**values), str(translator) if translator else None)


def series(node: Node, findings: Findings) -> Series | None:
    """``{name, number}``, or a name alone."""
    if isinstance(node, Scalar):
        return Series(text(node, findings))
    values = _values(node, SERIES, "name: … and number: …", findings)
    return Series(**values) if "name" in values else None


def _values(node: Node, record: Record, example: str, findings: Findings) -> dict[str, Any]:
    if isinstance(node, Mapping):
        return read_record(node, record, findings)
    message = f"{record.name} has keys, and is not one text"
    raise Unfit("value-type", message, f"Write {example}.", node)


def embargo(node: Node, findings: Findings) -> datetime:
    """The moment at which an embargo ends, in its stated zone."""
    written = text(node, findings)
    try:
        moment = zoned(written)
        if moment is not None:
            # Moments of the first and the last of all days can overflow in another zone.
            moment.astimezone(UTC)
            return moment
    except (ValueError, OverflowError):
        raise Unfit("date", f"the moment {written} does not exist", "Correct it.") from None
    found = iso_forms(written.split("T")[0].split(" ")[0]) or iso_forms(written)
    shown = found[0] if len(found) == 1 else "2026-12-01"
    raise Unfit(
        "embargo-time",
        f"`{written}` does not say when the embargo ends, to the minute and with its time zone",
        f"Write day, time and difference to UTC, such as {shown}T06:00+01:00, or {shown}T06:00Z"
        " for UTC.",
    )
