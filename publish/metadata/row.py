"""A row of the article's table of metadata; :mod:`publish.metadata.fields` has the rows."""

from __future__ import annotations

from dataclasses import replace

from publish.metadata.property import Kind
from publish.metadata.types import Shown as Shown
from publish.metadata.types import Type as Type
from publish.metadata.values import Get, Refine, Values
from publish.metadata.words import plain_words
from publish.model.article import Metadata
from publish.values import dataclass

Column = str
"""A place for metadata in the files of a format, by its name."""


@dataclass(frozen=True)
class Slot:
    """One place in one format. ``get`` replaces the field's own, ``refine`` adds to EPUB.

    Slots can share a name: lists then grow in the order of the table, and single texts are joined
    with ``;``.
    """

    name: str
    kind: Kind = Kind.TEXT
    get: Get | None = None
    refine: Refine | None = None


@dataclass(frozen=True)
class Field:
    """One field of an article: its key in the front matter, its type, and its places.

    ``name`` is an attribute of :class:`publish.model.article.Metadata`; with a dot it is a part of
    that field, which an EPUB can state with the whole.
    """

    name: str
    called: str = ""
    """Its name in messages: "the subtitle"."""
    type: Type | None = None
    """None for a field without a key: the publication or the program adds it."""
    required: str = ""
    """An example, if every article must state it."""
    synonyms: tuple[str, ...] = ()
    """Other publications' and programs' keys for it."""
    get: Get | None = None
    """The getter of its texts, where they are not the plain words of the attribute."""
    shown: Shown | None = None
    label: str = ""
    """The theme's word for it, where pages show one."""
    xmp: tuple[Slot, ...] = ()
    info: tuple[Slot, ...] = ()
    catalog: tuple[Slot, ...] = ()
    opf: tuple[Slot, ...] = ()
    rdfa: tuple[Slot, ...] | None = None
    """By default those of ``opf``, which has refinements besides."""
    core: tuple[Slot, ...] = ()
    app: tuple[Slot, ...] = ()
    custom: tuple[Slot, ...] = ()

    def slots(self, column: Column) -> tuple[Slot, ...]:
        """Its places in a column; a column outside the table uses the field's own name."""
        if column not in _COLUMNS:
            return (Slot(self.name),)
        found: tuple[Slot, ...] | None = getattr(self, column)
        if found is None:
            return tuple(replace(slot, refine=None) for slot in self.opf)
        return found

    @property
    def key(self) -> str:
        """Its key in the front matter."""
        return self.name.replace("_", "-")

    def values(self, metadata: Metadata) -> Values:
        """Its texts in an article; None and empty texts are not stated."""
        if self.get is not None:
            return self.get(metadata)
        value = getattr(metadata, self.name)
        return plain_words(self.type or Type.TEXT, value)


_COLUMNS = frozenset({"xmp", "info", "catalog", "opf", "rdfa", "core", "app", "custom"})
