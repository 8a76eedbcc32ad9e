"""Bookmarks: the places that hyperlinks and fields refer to, with names that Word takes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import field

from publish.formats.docx.inlines.cross_references import is_for_fields
from publish.formats.docx.model.blocks import Paragraph
from publish.formats.docx.model.inlines import (
    NoteReference,
    bookmarks,
    note_references,
    references,
)
from publish.formats.docx.parts.footnotes import NoteNumbers
from publish.formats.docx.xml.elements import Element, w
from publish.values import dataclass

_LONGEST = 40
"""Characters in a bookmark's name (Word's own limit)."""


@dataclass
class Bookmarks:
    """The bookmarks of a document, by their ids."""

    notes: NoteNumbers = field(default_factory=lambda: NoteNumbers({}, {}))
    _referenced: frozenset[str] = frozenset()
    """The ids that links and fields refer to."""
    _bookmarks: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Their numbers and names."""
    _written: set[str] = field(default_factory=set)
    _marks: int = 0
    """The bookmarks of origins so far."""

    @classmethod
    def of(cls, paragraphs: Sequence[Paragraph], notes: NoteNumbers) -> Bookmarks:
        """The bookmarks of all ``paragraphs``, those of notes included."""
        referenced = frozenset(id for p in paragraphs for id in references(p.content))
        found = cls(notes, referenced)
        taken: set[str] = set()
        for paragraph in paragraphs:
            inside = bookmarks(paragraph.content)
            calls = (c.id for c in note_references(paragraph.content) if found.is_needed(c))
            for id in (*paragraph.bookmarks, *inside, *calls):
                if id not in found._bookmarks and (not is_for_fields(id) or id in referenced):
                    found._bookmarks[id] = (len(found._bookmarks), _name(id, taken))
        return found

    def is_needed(self, call: NoteReference) -> bool:
        """Must a reference to a note have a bookmark, for others to refer to it?"""
        if self.notes.first.get(call.target) is not call:
            return False
        return self.notes.counts[call.target] > 1 or call.target in self._referenced

    def name(self, id: str) -> str | None:
        """The name of the bookmark for an id; a note's is at the first reference to it."""
        call = self.notes.first.get(id)
        known = self._bookmarks.get(id if call is None else call.id)
        return known[1] if known else None

    def mark(self, name: str, content: Iterable[Element]) -> list[Element]:
        """``content`` within the bookmark of its origin; "" is for a block without one."""
        if not name or name in self._written:
            return [*content]
        self._written.add(name)
        number = len(self._bookmarks) + self._marks
        self._marks += 1
        start = w("bookmarkStart", id=number, name=name)
        return [start, *content, w("bookmarkEnd", id=number)]

    def around(self, ids: Sequence[str], content: Iterable[Element]) -> list[Element]:
        """``content`` within the bookmarks of ``ids``; an id that comes twice has only one."""
        starts: list[Element] = []
        ends: list[Element] = []
        for id in ids:
            if id in self._bookmarks and id not in self._written:
                self._written.add(id)
                number, name = self._bookmarks[id]
                starts.append(w("bookmarkStart", id=number, name=name))
                ends.insert(0, w("bookmarkEnd", id=number))
        return [*starts, *content, *ends]


def _name(id: str, taken: set[str]) -> str:
    """A name that Word takes: letters, digits and underscores, at most 40, and unique.

    A bookmark for fields alone gets a name such as Word itself gives, which hides it in
    Word's list of bookmarks.
    """
    if is_for_fields(id):
        number = int(hashlib.sha256(id.encode()).hexdigest(), 16) % 10**9
        id = f"_Ref{number:09}"
    plain = re.sub(r"\W", "_", id)
    plain = plain if plain[:1].isalpha() or plain.startswith("_Ref") else f"_{plain}"
    name, number = plain[:_LONGEST], 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: _LONGEST - len(str(number)) - 1]}_{number}"
    taken.add(name.lower())
    return name
