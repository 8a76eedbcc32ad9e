"""The note that a call of a PDF leads to: by the target of its link, like a click."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from math import inf
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree

_SLACK = 1.5
"""Points that a number can be above the target of a link."""
_COLUMN = 40.0
"""Points: narrower than any column."""
_DEEPEST = 200


class Place(NamedTuple):
    """A point on a page, from its lower left corner; the page by its object's number."""

    page: tuple[int, int]
    left: float
    top: float


class Places:
    """The notes of a PDF and their places."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf

    def named(self) -> dict[str, tuple[int, int, float]]:
        """Named places: page, column and height, in reading order."""
        spots = self.spots().items()
        return {name: (page, int(left // _COLUMN), -top) for name, (page, left, top) in spots}

    def spots(self) -> dict[str, tuple[int, int, int]]:
        """The same in page coordinates: page, from 0, and a point, in whole points."""
        found = {}
        for name, target in self._named.items():
            if isinstance(target, Array) and len(target) > 3 and target[1] == Name.XYZ:
                left, top = round(float(target[2])), round(float(target[3]))
                found[name] = (self.page(target[0]), left, top)
        return found

    def page(self, page: Any) -> int:
        """The number of a page, from 0; -1 if it is not a page."""
        return -1 if page is None else self._pages.get(page.objgen, -1)

    @cached_property
    def _pages(self) -> dict[tuple[int, int], int]:
        return {page.obj.objgen: n for n, page in enumerate(self._pdf.pages)}

    def note_at(self, reference: Any) -> str:
        """The ID of the note at the target of the link in a Reference; "" if there is none."""
        found = (self.note_from(self.of(link)) for link in _links(reference))
        return next(filter(None, found), "")

    def note_from(self, place: Place | None, reach: float = inf) -> str:
        """The ID of the note that begins at a place, or further down within ``reach`` points.

        It is the first note whose own number, a link too, is below the place in the same column:
        numbers in later columns are further to the right.
        """
        if place is None:
            return ""
        below = [
            ((left - place.left) // _COLUMN, place.top - top, id)
            for (_, left, top), id in self._notes_on.get(place.page, ())
            if place.top - reach <= top <= place.top + _SLACK
            and left >= place.left - _SLACK
            # Text only a line away is not in the next column.
            and (reach == inf or left < place.left + _COLUMN)
        ]
        return min(below)[2] if below else ""

    @cached_property
    def _notes_on(self) -> dict[tuple[int, int], list[tuple[Place, str]]]:
        """The same by pages."""
        found: dict[tuple[int, int], list[tuple[Place, str]]] = {}
        for place, id in self._notes:
            found.setdefault(place.page, []).append((place, id))
        return found

    @cached_property
    def _notes(self) -> list[tuple[Place, str]]:
        """The place of every note's number, and the note's ID."""
        found = []
        for note in _elements(self._pdf.Root.get("/StructTreeRoot")):
            if note.get("/S") not in (Name.Note, Name.FENote) or "/ID" not in note:
                continue
            label = next((e for e in _elements(note) if e.get("/S") == Name.Lbl), note)
            for annotation, page in _annotations(label):
                rect = [float(number) for number in annotation.Rect]
                corner = Place(page, min(rect[0], rect[2]), max(rect[1], rect[3]))
                found.append((corner, str(note.ID)))
                break
        return found

    def of(self, link: Any) -> Place | None:
        """The target of an annotation (ISO 32000-1 §12.3.2)."""
        target = link.get("/Dest", link.get("/A", {}).get("/D"))
        if isinstance(target, (str, pikepdf.String)):
            target = self._named.get(str(target))
        if isinstance(target, Array) and len(target) > 3 and target[1] == Name.XYZ:
            page: Any = target[0]
            return Place(page.objgen, float(target[2]), float(target[3]))
        return None

    def from_corner(self, place: Place) -> Place:
        """The same place from the corner of its sheet, which for print is not where zero is."""
        box = self._pdf.get_object(place.page).get("/MediaBox", Array([0, 0]))
        return Place(place.page, place.left - float(box[0]), place.top - float(box[1]))

    @cached_property
    def _named(self) -> dict[str, Any]:
        names: Any = self._pdf.Root.get("/Names", {})
        if "/Dests" not in names:
            return {}
        return {str(name): place for name, place in NameTree(names.Dests).items()}


def _links(element: Any) -> Iterator[Any]:
    for part in _elements(element):
        for annotation, _ in _annotations(part):
            yield annotation


def _annotations(element: Any) -> Iterator[tuple[Any, tuple[int, int]]]:
    """The annotations directly in an element, or in those below it, with their pages."""
    for part in (element, *_elements(element)):
        for kid in _kids(part):
            if kid.get("/Type") == Name.OBJR and "/Obj" in kid:
                page: Any = kid.get("/Pg", part.get("/Pg"))
                yield kid.Obj, (page.objgen if page is not None else (0, 0))


def _elements(node: Any, depth: int = 0) -> Iterator[Any]:
    """Every structure element below ``node``, in order."""
    if node is None or depth > _DEEPEST:
        return
    for kid in _kids(node):
        if "/S" in kid:
            yield kid
            yield from _elements(kid, depth + 1)


def _kids(node: Any) -> Iterator[Any]:
    kids = node.get("/K")
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary):
            yield kid
