"""The Markdown of the front matter: the fields of an article in the model's form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Table
from dataclasses import field, replace
from datetime import date, datetime
from typing import Any

from publish.metadata.fields import FIELDS, Type
from publish.model.history import Notice, Prose, Retraction, Revision
from publish.model.people import Person
from publish.reading.body import read_abstract, read_line
from publish.reading.findings import Findings
from publish.reading.front_matter.article import FrontMatter
from publish.reading.front_matter.history import StatedNotice, StatedOriginal, StatedRevision
from publish.reading.front_matter.people import StatedPerson
from publish.reading.front_matter.texts import StatedText
from publish.reading.piece import Body, Piece
from publish.values import dataclass


def read_fields(
    stated: FrontMatter, lang: str, body: Body, findings: Findings
) -> tuple[dict[str, Any], frozenset[str]]:
    """The stated fields of ``Metadata`` by name, and the labels of notes that they call.

    ``abstract`` is a ``Prose`` here. Notices come newest first, whatever their order in the source.
    No field can call a note: each call is noted as an error.
    """
    reader = _Reader(lang, body, findings)
    fields = {
        row.name: reader.read(row.type, stated.fields[row.name], row.called)
        for row in FIELDS
        if row.type is not None and row.name in stated.fields
    }
    fields |= _from_box(stated, body, findings) | _with_translator(stated, fields)
    return fields, frozenset(reader.called)


def _from_box(stated: FrontMatter, body: Body, findings: Findings) -> dict[str, Prose]:
    """The acknowledgements in a box of the text, which the front matter can have instead."""
    if not body.acknowledgements:
        return {}
    if written := stated.fields.get("acknowledgements"):
        findings.error(
            "acknowledgements-twice",
            "acknowledgements are both here and in a box :::acknowledgements in the text",
            "Move all of it to one of the two.",
            written.line,
            written.column,
        )
    return {"acknowledgements": _prose(body.acknowledgements)}


def _with_translator(stated: FrontMatter, fields: Table[str, Any]) -> dict[str, Any]:
    """The people, with a translator whom only ``translation-of`` names."""
    original: StatedOriginal | None = stated.fields.get("translation_of")
    people: tuple[Person, ...] = fields.get("authors", ())
    name = original.translator if original else None
    if not name or name in (person.name for person in people if person.role == "trl"):
        return {}
    return {"authors": (*people, Person(name, role="trl"))}


@dataclass(frozen=True)
class _Reader:
    """Reads an article's Markdown outside its body."""

    lang: str
    body: Body
    findings: Findings
    called: set[str] = field(default_factory=set)
    """The labels of the notes that the texts call."""

    def _prose(self, piece: Piece) -> Prose:
        self.called.update(piece.called)
        return _prose(piece)

    def read(self, type: Type, value: Any, called: str) -> Any:
        """A stated value in the model's form; messages name it ``called``."""
        read = _READ.get(type)
        return read(self, value, called) if read else value

    def line(self, stated: StatedText, called: str) -> Prose:
        return self._prose(read_line(stated, self.lang, self.body, self.findings, called))

    def changes(self, stated: StatedText | None, called: str) -> Prose | None:
        return self.line(stated, called) if stated else None

    def lines(self, stated: tuple[StatedText, ...], called: str) -> tuple[Prose, ...]:
        return tuple(self.line(one, called) for one in stated)

    def blocks(self, stated: StatedText, called: str) -> Prose:
        return self._prose(read_abstract(stated, self.lang, self.body, self.findings, called))

    def notices(self, stated: tuple[StatedNotice, ...], called: str) -> tuple[Notice, ...]:
        ordered = sorted(stated, key=lambda notice: notice.date, reverse=True)
        return tuple(Notice(one.date, self.line(one.text, called)) for one in ordered)

    def retraction(self, stated: StatedNotice, called: str) -> Retraction:
        return Retraction(stated.date, self.line(stated.text, called))

    def versions(self, stated: tuple[StatedRevision, ...], called: str) -> tuple[Revision, ...]:
        """The versions, newest first if all have a date."""
        dated = sorted(stated, key=lambda revision: revision.date or date.min, reverse=True)
        ordered = dated if all(revision.date for revision in stated) else stated
        return tuple(
            Revision(one.version, one.date, self.changes(one.changes, called)) for one in ordered
        )

    def original(self, stated: StatedOriginal, called: str) -> object:
        return stated.original

    def people(self, stated: tuple[StatedPerson, ...], called: str) -> tuple[Person, ...]:
        return tuple(map(self.person, stated))

    def person(self, stated: StatedPerson) -> Person:
        note = self.blocks(stated.note, "an author's note") if stated.note else None
        portrait = stated.portrait.text if stated.portrait else None
        return replace(stated.person, note=note, portrait=portrait)


_READ: Table[Type, Callable[[_Reader, Any, str], Any]] = {
    Type.LINE: _Reader.line,
    Type.LINES: _Reader.lines,
    Type.BLOCKS: _Reader.blocks,
    Type.CORRECTIONS: _Reader.notices,
    Type.UPDATES: _Reader.notices,
    Type.RETRACTION: _Reader.retraction,
    Type.VERSIONS: _Reader.versions,
    Type.ORIGINAL: _Reader.original,
    Type.PEOPLE: _Reader.people,
}
"""Types whose stated values are not yet in the model's form."""


def _prose(piece: Piece) -> Prose:
    return Prose(piece.html, piece.words)


def note_dates(stated: FrontMatter, modified: datetime, findings: Findings) -> None:
    """Warn of dates that contradict each other: reading apps and libraries rely on them."""
    for notice, what in _dated(stated):
        if stated.date and notice.date < stated.date:
            message = f"the {what} of {notice.date} is older than the article ({stated.date})"
            fix = "Correct one of the two dates."
            findings.warn("notice-early", message, fix, notice.line, notice.column)
        if modified.date() < notice.date:
            latest = f"`modified` ({modified:%Y-%m-%d} UTC)" if stated.modified else "`date`"
            message = f"there is a {what} of {notice.date}, but {latest} is before it"
            fix = f"Write `modified: {notice.date}`, or reading apps keep the old text."
            findings.warn("modified-unmoved-since", message, fix, notice.line, notice.column)
    version = stated.fields.get("version")
    known = [revision.version for revision in stated.fields.get("versions", ())]
    if version and known and version not in known:
        message = f"`version` is {version}, which `versions` does not list"
        fix = "Add it there, with its date and its changes."
        findings.warn("version-unlisted", message, fix, 2)


def _dated(stated: FrontMatter) -> Iterator[tuple[StatedNotice, str]]:
    """Every notice, with its word in messages."""
    fields = stated.fields
    yield from ((notice, "correction") for notice in fields.get("corrections", ()))
    yield from ((notice, "update") for notice in fields.get("updates", ()))
    if "retracted" in fields:
        yield fields["retracted"], "retraction"
