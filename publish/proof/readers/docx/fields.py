"""Fields and bookmarks of a DOCX: the results of fields, and the results after an update.

ISO 29500-1 §17.16.5: ``SEQ`` counts, ``REF`` repeats the text of a bookmark or, with ``\r``, its
paragraph's number, ``NOTEREF`` a note's number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from publish.content import Reference
from publish.proof.readers.recorder import Transcript
from publish.values import dataclass

_FIELD = re.compile(r"\s*(SEQ|REF|NOTEREF)\s+(\S+)(.*)", re.DOTALL)


def is_number(instruction: str) -> bool:
    """Is its result a number or a repeated text?

    A reference to a note that looks like one (``NOTEREF … \\f``) is none.
    """
    match = _FIELD.match(instruction)
    return match is not None and not (match[1] == "NOTEREF" and "\\f" in match[3])


@dataclass
class Positions:
    """The positions of bookmarks, fields and numbered paragraphs, as marks of a transcript."""

    bookmarks: dict[str, tuple[int, int]] = field(default_factory=dict)
    fields: list[tuple[str, str, str, int, int]] = field(default_factory=list)
    """Kind, target, switches, and the two ends of the result."""
    numbers: dict[int, str] = field(default_factory=dict)
    """The numbers of paragraphs, by where these begin."""

    def begin_bookmark(self, name: str, mark: int) -> None:
        """A bookmark begins."""
        self.bookmarks.setdefault(name, (mark, mark))

    def end_bookmark(self, name: str, mark: int) -> None:
        """A bookmark ends."""
        if name in self.bookmarks:
            self.bookmarks[name] = (self.bookmarks[name][0], mark)

    def add_number(self, mark: int, number: str) -> None:
        """The paragraph that begins at ``mark`` has this number, if any."""
        if number:
            self.numbers[mark] = number

    def add_field(self, instruction: str, start: int, end: int) -> str:
        """A field has its result between two marks; returns the bookmark that it refers to."""
        match = _FIELD.match(instruction)
        if match is None:
            return ""
        self.fields.append((match[1], match[2], match[3], start, end))
        return match[2] if match[1] != "SEQ" else ""

    def paragraph_number(self, mark: int) -> str:
        """The number of the paragraph at ``mark``."""
        start = max((at for at in self.numbers if at <= mark), default=None)
        return "" if start is None else self.numbers[start]


@dataclass
class Targets:
    """The targets of a document's references, those in its notes included."""

    transcript: Transcript
    positions: Positions
    note_bookmarks: Mapping[str, str]
    """The notes that are referred to in bookmarks."""
    notes: Sequence[str]
    """The notes in order."""
    _counts: dict[str, int] = field(default_factory=dict)

    def references(self, transcript: Transcript) -> Iterator[Reference]:
        """The references in a transcript, of the text or of a note."""
        for target, start, end in transcript.referring:
            yield Reference(transcript.between(start, end), tuple(self._places(target)))

    def _places(self, target: str) -> Iterator[str]:
        if target in self.note_bookmarks:
            yield f"note {self._note_number(target)}"
        elif target in self.positions.bookmarks:
            yield self.transcript.letters(self.positions.bookmarks[target][0])

    def _note_number(self, target: str) -> int:
        return 1 + list(self.notes).index(self.note_bookmarks[target])

    def stale(self, transcript: Transcript, positions: Positions) -> Iterator[str]:
        """The fields of a transcript whose result would change once they are updated."""
        for kind, target, switches, start, end in positions.fields:
            shows, would = transcript.between(start, end), self._updated(kind, target, switches)
            if shows != would:
                yield f"{kind} {target} shows “{shows}”, but would show “{would}” after an update"

    def _updated(self, kind: str, target: str, switches: str) -> str:
        if kind == "SEQ":
            self._counts[target] = self._counts.get(target, 0) + 1
            return str(self._counts[target])
        if kind == "NOTEREF":
            return str(self._note_number(target)) if target in self.note_bookmarks else ""
        if target not in self.positions.bookmarks:
            return ""
        start, end = self.positions.bookmarks[target]
        if "\\r" in switches:
            return self.positions.paragraph_number(start)
        return self.transcript.between(start, end)
