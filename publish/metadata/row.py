"""What a row of the article's table of metadata is; :mod:`publish.metadata.fields` has the rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from publish.metadata.property import Kind
from publish.metadata.values import Get, Refine

Column = Literal["xmp", "info", "catalog", "opf", "core", "app", "custom"]


@dataclass(frozen=True)
class Slot:
    """One place in one format. ``get`` stands in for the field's own, ``refine`` adds to EPUB.

    Slots may share a name: lists then grow in the order of the table, and single
    texts are joined with ``;``.
    """

    name: str
    kind: Kind = Kind.TEXT
    get: Get | None = None
    refine: Refine | None = None


@dataclass(frozen=True)
class Field:
    """One row: a field of the article's metadata, its values, and where they go.

    A ``name`` with a dot is a part of a field: an EPUB may tell it with the whole.
    """

    name: str
    get: Get
    xmp: tuple[Slot, ...] = ()
    info: tuple[Slot, ...] = ()
    catalog: tuple[Slot, ...] = ()
    opf: tuple[Slot, ...] = ()
    core: tuple[Slot, ...] = ()
    app: tuple[Slot, ...] = ()
    custom: tuple[Slot, ...] = ()
