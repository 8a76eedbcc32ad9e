"""A property: one statement of metadata, with a name, a kind and its values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from publish.values import dataclass


class Kind(StrEnum):
    """How a property's values are written."""

    TEXT = "text"
    """One plain text; a URL or a choice has the same form."""
    LANG_ALT = "lang-alt"
    """One text, as the ``x-default`` of a language alternative (XMP part 1 §8.2.2.4)."""
    SEQ = "seq"
    """Several texts whose order matters."""
    BAG = "bag"
    """Several texts whose order does not matter."""
    DATE = "date"
    """An instant in UTC, ``2026-03-01T00:00:00Z``, or a day, ``2026-03-01``."""
    BOOLEAN = "boolean"
    """``True`` or ``False``, as XMP spells them."""
    INTEGER = "integer"
    RESOURCE = "resource"
    """A URL as a reference: ``rdf:resource`` in XMP, ``link`` in an EPUB."""
    STRUCTS = "structs"
    """A sequence of structures, each with the one field that follows the ``/`` in the name."""
    REFERENCES = "references"
    """The same where order does not matter. Properties with the same text before ``/`` share
    structures."""


@dataclass(frozen=True)
class Refinement:
    """A statement of an EPUB about one of its statements (EPUB 3.3 §5.5.1, ``refines``)."""

    property: str
    value: str
    scheme: str | None = None


@dataclass(frozen=True)
class Property:
    """One statement about an article or a picture, by its name in a file format.

    Neither ``values`` nor any of them is empty. ``id``, ``refinements`` and ``lang`` are for
    EPUB only: a refinement points at an id, and ``lang`` is of a text that is not in the
    article's language.
    """

    name: str
    values: tuple[str, ...]
    kind: Kind = Kind.TEXT
    id: str | None = None
    refinements: tuple[Refinement, ...] = ()
    lang: str | None = None

    @property
    def value(self) -> str:
        """All values as one text, with ``;`` between them as in office programs."""
        return "; ".join(self.values)


STRUCTURED = frozenset({Kind.STRUCTS, Kind.REFERENCES})
"""The kinds whose values are fields of structures."""

LISTS = frozenset({Kind.SEQ, Kind.BAG}) | STRUCTURED
"""The kinds that hold several values; all others hold one."""


def merged(statements: Iterable[Property]) -> tuple[Property, ...]:
    """One Property per name, in the order of first mention: lists grow, all else is joined."""
    found: dict[str, Property] = {}
    for statement in statements:
        before = found.get(statement.name)
        values = (before.values if before else ()) + statement.values
        found[statement.name] = replace(statement, values=values)
    return tuple(
        whole if whole.kind in LISTS else replace(whole, values=(whole.value,))
        for whole in found.values()
    )


def by_name(statements: Iterable[Property]) -> dict[str, tuple[str, ...]]:
    """All values of each name."""
    found: dict[str, tuple[str, ...]] = {}
    for statement in statements:
        found[statement.name] = found.get(statement.name, ()) + statement.values
    return found
