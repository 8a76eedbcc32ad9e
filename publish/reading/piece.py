"""Parsed Markdown: the body of an article, and a shorter text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from publish.reading.citations.syntax import (
    Citing,
)
from publish.reading.figures.blocks import Figure
from publish.reading.syntax.footnotes import Note
from publish.values import dataclass


@dataclass(frozen=True)
class Body:
    """A body, read: XHTML without a root element, its pictures in order, its ids.

    ``ids`` are the targets of links: headings, references, pictures and all else with an id.
    ``notes`` are the written notes, ``called`` the labels of those that the body calls. ``citing``
    has its citations, and gets those of the texts beside it.
    """

    html: str
    figures: tuple[Figure, ...] = ()
    ids: frozenset[str] = frozenset()
    notes: tuple[Note, ...] = ()
    called: frozenset[str] = frozenset()
    citing: Citing = field(default_factory=Citing)
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Other names for ids, such as GitHub's for headings."""
    acknowledgements: Piece | None = None
    """The content of the box of that name; it is not part of ``html``."""


@dataclass(frozen=True)
class Piece:
    """A text beside the body, read: as XHTML, as plain words, with the labels that it calls."""

    html: str = ""
    words: str = ""
    called: frozenset[str] = frozenset()
