"""The numbering of lists and headings: levels, and a paragraph's place in them."""

from __future__ import annotations

from publish.values import dataclass

DEEPEST = 9
"""Levels in a definition (ISO 29500-1 §17.9.1)."""
GREATEST = 32767
"""The greatest number that Word counts to in a list (§17.9.26)."""


@dataclass(frozen=True)
class Level:
    """One level of a list: the format and the place of its marker (twips).

    ``kind`` is Word's number format; in ``text``, ``{}`` stands for the number.
    The marker is aligned at the hanging indent, to the side ``align``.
    ``characters`` are the marker's character properties that differ from the text's.
    A marker that is not ``hung`` is in the line before the text, like a heading's number.
    """

    kind: str
    text: str
    left: int
    hanging: int
    align: str = "right"
    characters: tuple[tuple[str, object], ...] = ()
    hung: bool = True
    start: int = 1
    restart: int | None = None
    """The level, from 1, whose numbers restart this one; 0 for none, ``None`` for the level
    above (ISO 29500-1 §17.9.10)."""
    follow: str = "nothing"
    """The text between a number that is not hung and the paragraph (§17.9.28)."""
    legal: bool = False
    """Are the numbers of all levels shown in decimals (§17.9.4)?"""


@dataclass(frozen=True)
class Item:
    """A paragraph's place in a list. Items of one ``series`` count on; bullets have none."""

    levels: tuple[Level, ...]
    series: int | None = None
    start: int = 1
