"""footnotes.xml: notes that Word numbers, sets at the foot of the page and moves with their calls.

The first call of a note is its reference; whatever calls it again is a NOTEREF
field to that one (ISO 29500-1 §17.16.5.37), so that a note is never there twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from publish.errors import Problem, SourceError
from publish.formats.docx.model.blocks import (
    Block,
    Inline,
    Link,
    Note,
    NoteCall,
    Paragraph,
    Stretch,
)
from publish.formats.docx.xml.elements import Element, root, w

_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
"""The rules above notes, which Word wants as notes too; the ids are those that it gives itself."""


def calls(content: Sequence[Inline]) -> Iterator[NoteCall]:
    """Every call in ``content``, in order."""
    for piece in content:
        if isinstance(piece, NoteCall):
            yield piece
        elif isinstance(piece, (Link, Stretch)):
            yield from calls(piece.content)


@dataclass
class Numbers:
    """The numbers that Word will give the notes: by the order in which they are called first."""

    first: Mapping[str, NoteCall]
    counts: Mapping[str, int]
    _written: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, paragraphs: Iterable[Paragraph], notes: Sequence[Note]) -> Numbers:
        """Raises ``SourceError`` for calls without a note, and notes without a call."""
        found = [call for paragraph in paragraphs for call in calls(paragraph.content)]
        first: dict[str, NoteCall] = {}
        for call in found:
            first.setdefault(call.target, call)
        if set(first) != {note.id for note in notes}:
            odd = sorted(set(first) ^ {note.id for note in notes})
            message = f"notes and their calls do not match: {', '.join(odd)}"
            raise SourceError(Problem("docx-note", message, "Give every note a call."))
        return cls(first, Counter(call.target for call in found))

    def of_note(self, target: str) -> int:
        """The number of a note, from 1."""
        return 1 + list(self.first).index(target)

    def is_marked(self, call: NoteCall) -> bool:
        """Must this call be a place that others of the same note can point to?"""
        return self.counts[call.target] > 1 and self.first[call.target] is call

    def take(self, target: str) -> bool:
        """Whether this is the first call of the note that is written."""
        fresh = target not in self._written
        self._written.add(target)
        return fresh


def footnotes(notes: Iterable[tuple[int, Sequence[Element]]], rtl: bool = False) -> Element:
    """The root of footnotes.xml: every note's number with its paragraphs and tables.

    The rule above them begins where lines do.
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
    """What settings.xml says of them (§17.11.9)."""
    return w("footnotePr", *(w("footnote", id=id) for id in _SEPARATORS))


def blocks_of(notes: Iterable[Note]) -> tuple[Block, ...]:
    """The blocks of all notes, one after another."""
    return tuple(block for note in notes for block in note.blocks)
