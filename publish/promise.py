"""The part of an article that each file of a format holds: the format's promise to the proof."""

from __future__ import annotations

from collections.abc import Mapping

from publish.values import dataclass

ASPECTS: Mapping[str, tuple[str, ...]] = {
    "words": ("text",),
    "headings": ("headings",),
    "figures": ("figures", "decorations"),
    "alt texts": ("figures",),
    "captions": ("figures",),
    "credits": ("figures", "credits"),
    "embedded": ("figures",),
    "links": ("links",),
    "formulas": ("formulas",),
    "notes": ("notes", "calls"),
    "list numbers": ("numbers",),
    "languages": ("languages",),
    "table cells": ("tables",),
    "references": ("references",),
    "citations": ("entries",),
    "structure": ("structure",),
    "metadata": ("metadata",),
}
"""The aspects that are compared, in the order of reports, and the parts of a Content for each."""

COMMON = frozenset(ASPECTS) - {"structure"}
"""Those of every format of text; the structure is that of a file with tags."""

DETAILS: Mapping[str, tuple[str, str]] = {
    "cover": ("words", "cover"),
    "stray text": ("words", "stray"),
    "glyphs": ("words", "boxes"),
    "page edges": ("words", "overruns"),
    "order of lines": ("words", "lines"),
    "records": ("embedded", "records"),
    "heading numbers": ("references", "outline"),
    "fields": ("references", "stale"),
    "origins": ("references", "astray"),
    "visibility": ("credits", "sight"),
    "standard": ("metadata", "standard"),
    "attachments": ("metadata", "attached"),
}
"""Aspects that only some formats have, and the part of a Content for each."""

OWED = frozenset({"words", "credits", "metadata"})
"""The aspects that no format may leave out."""


@dataclass(frozen=True)
class Promise:
    """The part of an article that every file of a format holds, and that its reader reads.

    ``aspects`` are names of :data:`ASPECTS` and :data:`DETAILS`; those that are not among
    them are not compared. ``columns`` are those of ``publish.metadata.fields`` that the
    format writes; ``beside`` are the ones that describe each picture, too. Raises
    ``ValueError`` for an aspect that does not exist, and without one of :data:`OWED`.
    """

    aspects: frozenset[str] = COMMON
    columns: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if unknown := self.aspects - ASPECTS.keys() - DETAILS.keys():
            raise ValueError(f"the proof has no aspect {min(unknown)!r}")
        if lost := OWED - self.aspects:
            raise ValueError(f"every format promises {min(lost)!r}")
        if not self.columns:
            raise ValueError("every format promises a column of metadata")
