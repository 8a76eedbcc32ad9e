"""Fields and bookmarks of a DOCX: what they show, and what they would show once updated.

ISO 29500-1 §17.16.5: ``SEQ`` counts, ``REF`` repeats what a bookmark holds or, with ``\\r``,
its paragraph's number, ``NOTEREF`` a note's number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from publish.content import Reference
from publish.proof.readers.recorder import Transcript

_FIELD = re.compile(r"\s*(SEQ|REF|NOTEREF)\s+(\S+)(.*)", re.DOTALL)


def is_call(instruction: str) -> bool:
    """Is it a note's call, which looks like one (``\\f``), or anything else than a number's?"""
    match = _FIELD.match(instruction)
    return match is None or (match[1] == "NOTEREF" and "\\f" in match[3])


@dataclass
class Trail:
    """Where bookmarks, fields and numbered paragraphs stand in a transcript, by its marks."""

    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    fields: list[tuple[str, str, str, int, int]] = field(default_factory=list)
    numbers: dict[int, str] = field(default_factory=dict)
    """The numbers of paragraphs, by where these begin."""

    def begin(self, name: str, mark: int) -> None:
        """A bookmark begins."""
        self.places.setdefault(name, (mark, mark))

    def end(self, name: str, mark: int) -> None:
        """A bookmark ends."""
        if name in self.places:
            self.places[name] = (self.places[name][0], mark)

    def number(self, mark: int, number: str) -> None:
        """The paragraph that began at ``mark`` has a number."""
        if number:
            self.numbers[mark] = number

    def field(self, instruction: str, mark: int, end: int) -> str:
        """A field ends whose result stands between two marks; the bookmark that it leads to."""
        match = _FIELD.match(instruction)
        if match is None:
            return ""
        self.fields.append((match[1], match[2], match[3], mark, end))
        return match[2] if match[1] != "SEQ" else ""

    def paragraph(self, mark: int) -> str:
        """The number of the paragraph that a place stands in."""
        begun = max((at for at in self.numbers if at <= mark), default=None)
        return "" if begun is None else self.numbers[begun]


@dataclass
class Led:
    """Where the references of a document lead, its notes' included."""

    out: Transcript
    trail: Trail
    notes: Mapping[str, str]
    """The notes that bookmarks are at the references of."""
    order: Sequence[str]
    _counts: dict[str, int] = field(default_factory=dict)

    def references(self, out: Transcript) -> Iterator[Reference]:
        """The references that a transcript holds, of the text or of a note."""
        for target, start, end in out.referring:
            yield Reference(out.between(start, end), tuple(self._led(target)))

    def _led(self, target: str) -> Iterator[str]:
        if target in self.notes:
            yield f"note {self._note(target)}"
        elif target in self.trail.places:
            yield self.out.letters(self.trail.places[target][0])

    def _note(self, target: str) -> int:
        return 1 + list(self.order).index(self.notes[target])

    def stale(self, out: Transcript, trail: Trail) -> Iterator[str]:
        """The fields of a transcript that would show something else once they are updated."""
        for kind, target, switches, start, end in trail.fields:
            shows, would = out.between(start, end), self._updated(kind, target, switches)
            if shows != would:
                yield f"{kind} {target} shows “{shows}”, and would show “{would}”"

    def _updated(self, kind: str, target: str, switches: str) -> str:
        if kind == "SEQ":
            self._counts[target] = self._counts.get(target, 0) + 1
            return str(self._counts[target])
        if kind == "NOTEREF":
            return str(self._note(target)) if target in self.notes else ""
        if target not in self.trail.places:
            return ""
        start, end = self.trail.places[target]
        return self.trail.paragraph(start) if "\\r" in switches else self.out.between(start, end)
