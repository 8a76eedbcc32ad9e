"""Text at the targets of a PDF's links: from the target on, in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from publish.proof.readers.pdf.places import Place
from publish.proof.readers.recorder import Transcript
from publish.values import dataclass

_SLACK = 2.0
"""Points that a text can begin before the target of a link."""
_RISE = 1.0
"""Points that every text rises above its baseline: one whose baseline is no further below a target
is an index or a formula in the line above."""


@dataclass
class PdfTrail:
    """The places of a transcript's pieces on the pages, and the targets of links."""

    _pieces: dict[int, list[tuple[float, float, int]]] = field(default_factory=dict)
    """By page, the place on it and the mark, in the order of reading."""
    _targets: dict[str, tuple[Place, str]] = field(default_factory=dict)

    def write(self, page: int, place: tuple[float, float], mark: int) -> None:
        """Record the place of the text at ``mark``."""
        self._pieces.setdefault(page, []).append((*place, mark))

    def target(self, place: Place, note: str) -> str:
        """A name for the place, or the ``note`` that begins there."""
        name = f"{place.page[0]} {place.left:.1f} {place.top:.1f}"
        self._targets[name] = (place, note)
        return name

    def led(
        self, target: str, out: Transcript, notes: Mapping[str, int], rtl: bool
    ) -> tuple[str, ...]:
        """The beginning of the text at a target; nothing if there is none.

        ``notes`` has the number of every note.
        """
        if target not in self._targets:
            return ()
        place, note = self._targets[target]
        if note in notes:
            return (f"note {notes[note]}",)
        for x, y, mark in self._pieces.get(place.page[0], ()):
            below = y <= place.top - _RISE
            # Later columns are further to the right, and are read later.
            beside = rtl or x >= place.left - _SLACK
            if below and beside:
                return (out.letters(mark),)
        return ()
