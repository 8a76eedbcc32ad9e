"""What stands around the body: standfirst, key points, notices, thanks, read as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from publish.model.history import Notice, Prose, Retraction, Revision
from publish.model.people import Person
from publish.reading.body import read_abstract, read_line
from publish.reading.findings import Findings
from publish.reading.front_matter.article import FrontMatter
from publish.reading.front_matter.history import StatedNotice, StatedRevision, newest_first
from publish.reading.front_matter.people import StatedPerson
from publish.reading.front_matter.texts import StatedText
from publish.reading.piece import Body, Piece

_BLOCKS = {
    "author_note": "an author's note",
    "acknowledgements": "the acknowledgements",
    "funding": "the statement of funding",
    "competing_interests": "the statement of interests",
    "data_availability": "the statement about data",
}
"""Texts of several paragraphs, by their fields, and how they are spoken of."""
_PLAIN = (
    "department",
    "dateline",
    "embargo",
    "also_published_in",
    "first_published_in",
    "series",
    "doi",
    "isbn",
    "issn",
    "canonical",
)
"""What is taken over as it is stated."""


def matter(stated: FrontMatter, lang: str, body: Body, findings: Findings) -> dict[str, Any]:
    """The fields of ``Metadata`` that stand around the body, by name.

    Notices come the newest first, whatever their order in the source.
    """
    desk = _Desk(lang, body, findings)
    blocks = {name: desk.blocks(getattr(stated, name), what) for name, what in _BLOCKS.items()}
    blocks["acknowledgements"] = _thanks(stated, body, blocks["acknowledgements"], findings)
    retracted = stated.retracted
    original = stated.translation_of
    return {
        **{name: getattr(stated, name) for name in _PLAIN},
        **blocks,
        "authors": tuple(desk.people(stated.authors, original.translator if original else None)),
        "standfirst": desk.line(stated.standfirst, "a standfirst"),
        "key_points": tuple(desk.lines(stated.key_points, "a key point")),
        "corrections": tuple(desk.notices(stated.corrections, "a correction")),
        "updates": tuple(desk.notices(stated.updates, "an update")),
        "versions": tuple(desk.versions(stated.versions)),
        "retracted": Retraction(retracted.date, desk.prose(retracted.text, "a retraction"))
        if retracted
        else None,
        "translation_of": original.original if original else None,
    }


class _Desk:
    """Reads Markdown beside the body; a text that says nothing is none."""

    def __init__(self, lang: str, body: Body, findings: Findings) -> None:
        self._lang, self._body, self._findings = lang, body, findings

    def prose(self, stated: StatedText, what: str) -> Prose:
        return _prose(read_line(stated, self._lang, self._body, self._findings, what))

    def line(self, stated: StatedText | None, what: str) -> Prose | None:
        return self.prose(stated, what) if stated else None

    def lines(self, stated: Iterable[StatedText], what: str) -> Iterator[Prose]:
        return (self.prose(one, what) for one in stated)

    def blocks(self, stated: StatedText | None, what: str) -> Prose | None:
        if stated is None:
            return None
        return _prose(read_abstract(stated, self._lang, self._body, self._findings, what))

    def notices(self, stated: tuple[StatedNotice, ...], what: str) -> Iterator[Notice]:
        for notice in newest_first(stated):
            yield Notice(notice.date, self.prose(notice.text, what))

    def versions(self, stated: tuple[StatedRevision, ...]) -> Iterator[Revision]:
        dated = sorted(stated, key=lambda revision: revision.date or date.min, reverse=True)
        ordered = dated if all(revision.date for revision in stated) else stated
        for revision in ordered:
            changes = self.line(revision.changes, "what a version changed")
            yield Revision(revision.version, revision.date, changes)

    def people(self, stated: tuple[StatedPerson, ...], translator: str | None) -> Iterator[Person]:
        for one in stated:
            yield replace(one.person, note=self.blocks(one.note, "an author's note"))
        names = {one.person.name for one in stated if one.person.role == "trl"}
        if translator and translator not in names:
            yield Person(translator, role="trl")


def _prose(piece: Piece) -> Prose:
    return Prose(piece.html, piece.words)


def _thanks(
    stated: FrontMatter, body: Body, written: Prose | None, findings: Findings
) -> Prose | None:
    """The acknowledgements, from the front matter or from a box in the text."""
    boxed = body.acknowledgements
    if boxed and stated.acknowledgements:
        findings.error(
            "acknowledgements-twice",
            "there are acknowledgements here, and a box :::acknowledgements in the text",
            "Put all of it into one of the two.",
            stated.acknowledgements.line,
            stated.acknowledgements.column,
        )
    return _prose(boxed) if boxed else written


def note_dates(stated: FrontMatter, modified: datetime, findings: Findings) -> None:
    """Warn of dates that cannot be right together: readers' apps and libraries go by them."""
    for notice, what in (
        *((one, "correction") for one in stated.corrections),
        *((one, "update") for one in stated.updates),
        *((one, "retraction") for one in [stated.retracted] if one),
    ):
        if stated.date and notice.date < stated.date:
            message = f"the {what} of {notice.date} is older than the article ({stated.date})"
            fix = "Correct one of the two dates."
            findings.warn("notice-early", message, fix, notice.line, notice.column)
        if modified.date() < notice.date:
            said = f"`modified` ({modified:%Y-%m-%d} UTC)" if stated.modified else "`date`"
            message = f"there is a {what} of {notice.date}, but {said} is before it"
            fix = f"Write `modified: {notice.date}`, or readers' apps keep the old text."
            findings.warn("modified-unmoved-since", message, fix, notice.line, notice.column)
    known = [revision.version for revision in stated.versions]
    if stated.version and known and stated.version not in known:
        message = f"`version` is {stated.version}, which `versions` does not list"
        fix = "Add it there, with its date and what was changed."
        findings.warn("version-unlisted", message, fix, 2)
