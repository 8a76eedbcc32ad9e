"""Parsed Markdown on its way: the body of an article, and a piece of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publish.reading.citations.syntax import (
    Citing,
)
from publish.reading.figures.blocks import Figure
from publish.reading.syntax.footnotes import Note


@dataclass(frozen=True)
class Body:
    """A body, read: XHTML without a root element, its pictures in order, its ids.

    ``ids`` are those that links may lead to: of headings, references, pictures and all
    else that has one. ``notes`` are the notes that were written, ``called`` the labels
    of those that the body calls. ``citing`` has what it cites, and gets what texts
    beside it do.
    """

    html: str
    figures: tuple[Figure, ...] = ()
    ids: frozenset[str] = frozenset()
    notes: tuple[Note, ...] = ()
    called: frozenset[str] = frozenset()
    citing: Citing = field(default_factory=Citing)
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Other names for ids, such as those that GitHub gives to headings."""
    acknowledgements: Piece | None = None
    """What a box of that name holds; it is no part of ``html``."""


@dataclass(frozen=True)
class Piece:
    """A text beside the body, read: as XHTML, as plain words, with the labels it calls."""

    html: str = ""
    words: str = ""
    called: frozenset[str] = frozenset()
