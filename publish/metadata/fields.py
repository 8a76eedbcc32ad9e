"""The table of an article's metadata: a row per field, a column per place in a format.

Writers and the proof both walk over it, through :func:`properties`: what is
written and what is looked for when a file is read back are the same rows. A new field adds a row.

A format says which columns are its own (``publish.format.Format.promise``). In
a column that is not among these, every field has its own name:

``xmp``      PDF: properties of the document's XMP packet (ISO 16684-1, PRISM 3.0)
``info``     PDF: keys of the document information dictionary (ISO 32000-1 §14.3.3)
``catalog``  PDF: keys of the document catalog (ISO 32000-1 §7.7.2)
``opf``      EPUB: ``dc:*`` elements; all other names are a ``meta property``, or a
             ``link rel`` where the kind is RESOURCE (EPUB 3.3 §5.5)
``rdfa``     web page: properties of ``meta`` and ``link`` in its head, in RDFa's initial context
``core``     DOCX: elements of docProps/core.xml (ISO 29500-2 §11)
``app``      DOCX: elements of docProps/app.xml (ISO 29500-1 §22.2)
``custom``   DOCX: names in docProps/custom.xml (ISO 29500-1 §22.3), all of them text
"""

from __future__ import annotations

from collections.abc import Iterator

from publish.metadata.article.history import HISTORY, STATE
from publish.metadata.article.identifiers import IDENTIFIERS
from publish.metadata.article.origins import ORIGINS
from publish.metadata.article.people import PEOPLE
from publish.metadata.article.statements import STATEMENTS
from publish.metadata.article.subject import SUBJECT
from publish.metadata.article.terms import TERMS
from publish.metadata.article.title_block import TITLE_BLOCK
from publish.metadata.article.titles import TITLES
from publish.metadata.property import Property, by_name, merged
from publish.metadata.row import Column as Column
from publish.metadata.row import Field as Field
from publish.metadata.row import Shown as Shown
from publish.metadata.row import Slot as Slot
from publish.metadata.row import Type as Type
from publish.model.article import Metadata

FIELDS: tuple[Field, ...] = (
    *TITLES,
    *PEOPLE,
    *SUBJECT,
    *TERMS,
    *STATE,
    *TITLE_BLOCK,
    *STATEMENTS,
    *HISTORY,
    *ORIGINS,
    *IDENTIFIERS,
)
"""All rows. Formats with ordered statements (EPUB, Word) keep this order."""

_ONE_BY_ONE: frozenset[Column] = frozenset({"opf", "rdfa"})
"""Columns in which a name can repeat, so that nothing has to be joined."""


def properties(metadata: Metadata, column: Column) -> tuple[Property, ...]:
    """A format's statements about the article, in the order of the table.

    In the columns ``opf`` and ``rdfa`` every value is a Property of its own, with an ``id``
    (``title-1``, ``creator-2``) where something refines it; in all others a name
    comes once, a list has all its values, and every other kind exactly one.
    What the article does not state is absent.
    """
    statements = _statements(metadata, column)
    return tuple(statements) if column in _ONE_BY_ONE else merged(statements)


def expected(metadata: Metadata, column: Column) -> dict[str, tuple[str, ...]]:
    """The values that a file, read back, must show under each name; other values are not ours."""
    return by_name(properties(metadata, column))


def _statements(metadata: Metadata, column: Column) -> Iterator[Property]:
    """One Property per value; ids count the statements of a name."""
    seen: dict[str, int] = {}
    for row in FIELDS:
        for slot in row.slots(column):
            for n, value in enumerate((slot.get or row.values)(metadata)):
                if not value or value.isspace():
                    continue
                seen[slot.name] = seen.get(slot.name, 0) + 1
                refinements = tuple(slot.refine(metadata, n)) if slot.refine else ()
                label = f"{slot.name.split(':')[-1]}-{seen[slot.name]}" if refinements else None
                yield Property(slot.name, (value,), slot.kind, label, refinements)
