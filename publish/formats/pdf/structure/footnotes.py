"""Moves the tags of footnotes to their calls after layout.

WeasyPrint tags the foot of a page after everything else on it; a screen reader
should read a note where it is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.errors import EnvironmentFault, Problem
from publish.formats.pdf.layout.footnotes import PLACE
from publish.formats.pdf.structure.tree import elements, kids


def move_to_calls(pdf: pikepdf.Pdf) -> None:
    """Put every Note after its Reference; join its parts, and put its number first.

    A note is a child of what refers to it (ISO 32000-1 §14.8.4.4.1) and has a unique id
    (ISO 14289-1 7.9).
    """
    tree = pdf.Root.StructTreeRoot
    everything = list(elements(tree))
    places = [element for element, _ in everything if str(element.S) == f"/{PLACE}"]
    notes: list[Dictionary] = []
    for note in (e for e, around in everything if e.S == Name.Note and Name.Note not in around):
        if notes and not _is_numbered(note):
            _join_parts(notes[-1], note)
        else:
            notes.append(note)
    for element in (e for e, _ in everything if e.S in (Name.Reference, Name.Lbl)):
        for annotation, number in _links(element):
            # A link has a description (ISO 14289-1 7.18.5); WeasyPrint's is the bare target.
            annotation.Contents = String(number)
    for note in notes:
        note.ID = String(f"note-{_number(note)}")
        _number_first(note)
        for part, _ in reversed(list(elements(note))):
            # The boxes of WeasyPrint's own marker are empty.
            if part.S in (Name.Note, Name.NonStruct) and not len(part.K):
                _detach(part)
            elif part.S == Name.Note:
                part.S = Name.NonStruct
    if places and len(places) != len(notes):
        message = f"{len(notes)} notes do not match {len(places)} calls in the PDF"
        fix = "Install the supported version: pip install -c constraints.txt weasyprint"
        raise EnvironmentFault(Problem("pdf-notes", message, fix))
    # Places are in text order; WeasyPrint may reorder notes at the foot of a page.
    notes.sort(key=_number)
    for place, note in zip(places, notes, strict=False):
        _detach(note)
        parent = place.P
        note.P = parent
        at = _index(parent, place)
        parent.K[at] = note


def _number(note: Dictionary) -> int:
    """Return the number of a note, from its link back to ``fnref-N``."""
    labels = (element for element, _ in elements(note) if element.S == Name.Lbl)
    return next((int(number) for label in labels for _, number in _links(label)), 0)


def _links(element: Dictionary) -> Iterator[tuple[Any, str]]:
    """Yield the link annotations of a Reference or label, and the numbers that they show."""
    for link in kids(element):
        for kid in link.K if isinstance(link.K, Array) else ():
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
                target = str(kid.Obj.get("/Dest", ""))
                if target.startswith(("fn-", "fnref-")):
                    yield kid.Obj, target.split("-")[1]


def _number_first(note: Dictionary) -> None:
    """Move the number from the first paragraph to the start of the note."""
    label = next((e for e, _ in elements(note) if e.S == Name.Lbl), None)
    if label is not None:
        _detach(label)
        label.P = note
        note.K.insert(0, label)


def _is_numbered(note: Dictionary) -> bool:
    """Return whether a note starts here: it has a number that links to its call."""
    return any(
        label.S == Name.Lbl and any(kid.S == Name.Link for kid in kids(label))
        for label, _ in elements(note)
    )


def _join_parts(note: Dictionary, rest: Dictionary) -> None:
    """Append the part of a note on the next page to the note."""
    for kid in kids(rest):
        kid.P = note
        note.K.append(kid)
    _detach(rest)


def _detach(element: pikepdf.Object) -> None:
    parent: Any = element.P
    del parent.K[_index(parent, element)]
    if parent.S == Name.NonStruct and not len(parent.K):
        _detach(parent)


def _index(parent: pikepdf.Object, element: pikepdf.Object) -> int:
    if not isinstance(parent.K, Array):
        parent.K = Array([parent.K])
    return next(
        n
        for n, kid in enumerate(parent.K)
        if isinstance(kid, Dictionary) and kid.objgen == element.objgen
    )
