"""The list of what an import leaves out, and of what it makes into something else."""

from __future__ import annotations

import re
from dataclasses import field

from publish.intake.model import Changed, LeftOut, Place
from publish.values import dataclass

FIRST_WORDS = 6


@dataclass
class Journal:
    """Entries in the order in which they are made; equal ones are made once."""

    left_out: list[LeftOut] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)

    def leave(
        self, what: str, place: Place, text: str = "", *, story: str = "", who: str = ""
    ) -> None:
        """Note something that is not in the article, with all of its words."""
        self.left_out.append(LeftOut(what, place, text, story, who))

    def change(self, what: str, into: str, place: Place) -> None:
        """Note something that the article has as something else."""
        entry = Changed(what, into, place)
        if entry not in self.changed:
            self.changed.append(entry)


def first_words(text: str) -> str:
    """The first words of a text."""
    words = re.sub(r"\s+", " ", text).strip().split(" ")
    shown = " ".join(words[:FIRST_WORDS])
    shown = shown if len(shown) <= 60 else shown[:59] + "…"
    return shown + (" …" if len(words) > FIRST_WORDS else "")
