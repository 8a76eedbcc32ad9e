"""The footnotes part: notes that Word numbers and moves with the references to them.

The first reference to a note is its footnote reference; further ones are NOTEREF fields
to that one (ISO 29500-1 §17.16.5.37), so that a note is never there twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from publish.errors import Problem, SourceError
from publish.formats.docx.model.blocks import Note, Paragraph
from publish.formats.docx.model.inlines import NoteReference, note_references
from publish.formats.docx.xml.elements import Element, root, w
from publish.values import dataclass

_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
"""The rules above notes, which Word wants as notes too; the ids are those that it gives itself."""


@dataclass
class NoteNumbers:
    """The numbers that Word gives the notes: in the order of the first references to them."""

    first: Mapping[str, NoteReference]
    """The first reference to each note."""
    counts: Mapping[str, int]
    """How many references there are to each note."""
    _written: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, paragraphs: Iterable[Paragraph], notes: Sequence[Note]) -> NoteNumbers:
        """Raises ``SourceError`` for references without a note and notes without a reference."""
        found = [call for p in paragraphs for call in note_references(p.content)]
        first: dict[str, NoteReference] = {}
        for call in found:
            first.setdefault(call.target, call)
        if set(first) != {note.id for note in notes}:
            odd = sorted(set(first) ^ {note.id for note in notes})
            message = f"notes and their calls do not match: {', '.join(odd)}"
            fix = "Give every note a call."
            raise SourceError(Problem("docx-note", message, fix, about=odd[0]))
        return cls(first, Counter(call.target for call in found))

    def number(self, target: str) -> int:
        """The number of a note, from 1."""
        return 1 + list(self.first).index(target)

    def begin(self, target: str) -> bool:
        """Is this the first reference to the note that is written?"""
        fresh = target not in self._written
        self._written.add(target)
        return fresh


def footnotes(notes: Iterable[tuple[int, Sequence[Element]]], rtl: bool = False) -> Element:
    """The root of footnotes.xml: every note's number with its paragraphs and tables.

    The rule above them begins where lines begin.
    """
    return root(
        "footnotes",
        *(
            w(
                "footnote",
                w("p", w("pPr", w("bidi")) if rtl else None, w("r", w(kind))),
                type=kind,
                id=id,
            )
            for id, kind in _SEPARATORS.items()
        ),
        *(w("footnote", *content, id=number) for number, content in notes),
    )


def separators() -> Element:
    """The element of settings.xml that names the separators (§17.11.9)."""
    return w("footnotePr", *(w("footnote", id=id) for id in _SEPARATORS))
