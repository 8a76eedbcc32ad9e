"""Finds the figures of a tagged PDF, with their content and captions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from publish.inspecting.findings import Findings
from publish.inspecting.pdf.pages import Mark
from publish.values import dataclass

MOST_ELEMENTS = 500_000
"""Most elements of a structure tree that are read."""
_STYLES = frozenset({"caption", "credit", "illustration"})
"""Style names that word processors use as tags of captions."""
_ENDS = frozenset({"/P", "/Table", "/L"})
"""Elements that end the captions of the figure before them."""
_ROLES = 50
"""Longest chain of role mappings followed; a circular chain is longer."""


@dataclass
class Figure:
    """A Figure (ISO 32000-1 §14.8.4.5): its marked content, objects and captions."""

    alt: str
    page: int | None
    marks: list[Mark] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    captions: list[list[Mark]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Return whether the tree links no content to it."""
        return not self.marks and not self.objects


def find_figures(pdf: pikepdf.Pdf, findings: Findings) -> Iterator[Figure]:
    """Yield the Figures of the structure tree, in order; none without a tree."""
    tree = pdf.Root.get("/StructTreeRoot")
    if not isinstance(tree, Dictionary):
        return
    walk = _Walk(pdf, tree)
    yield from walk.find_figures()
    if walk.left <= 0:
        message = f"only the first {MOST_ELEMENTS} elements of the structure tree were read"
        findings.warn("inspect-too-large", message)


class _Walk:
    def __init__(self, pdf: pikepdf.Pdf, tree: Any) -> None:
        self._roles = tree.get("/RoleMap")
        self._tree = tree
        self._numbers: dict[int, int] = {}
        self._pdf = pdf
        self._walked: set[tuple[tuple[int, int], tuple[int, int]]] = set()
        self.left = MOST_ELEMENTS

    def find_figures(self) -> Iterator[Figure]:
        last: Figure | None = None
        waiting: list[tuple[Any, int | None]] = [(self._tree, None)]
        while waiting and self.left > 0:
            element, page = waiting.pop()
            tag = self._tag(element)
            if tag == "/Figure":
                last = self._figure(element, page)
                yield last
                continue
            if last is not None and self._is_caption_of_figure(element, tag):
                last.captions.append(list(self._marks(element, page)))
                continue
            kids = [kid for kid in self._kids(element) if _is_element(kid)]
            shows = any(self._tag(kid) == "/Figure" for kid in kids)
            if not shows and (tag in _ENDS or tag.startswith("/H")):
                last = None
            waiting += [(kid, _page(kid, page)) for kid in reversed(kids)]

    def _is_caption_of_figure(self, element: Any, tag: str) -> bool:
        """Return whether it is a caption, by its type or its style's name.

        Word processors tag a paragraph with its style's name, mapped to P.
        """
        own = str(element.get("/S", "")).removeprefix("/").lower()
        return tag == "/Caption" or own in _STYLES

    def _figure(self, element: Any, page: int | None) -> Figure:
        alt = element.get("/Alt")
        text = " ".join(str(alt).split()) if isinstance(alt, pikepdf.String) else ""
        figure = Figure(text, self._number(page))
        waiting = [(element, page)]
        while waiting and self.left > 0:
            inside, here = waiting.pop()
            for kid in self._kids(inside):
                if _is_element(kid) and self._tag(kid) == "/Caption":
                    figure.captions.append(list(self._marks(kid, _page(kid, here))))
                elif _is_element(kid):
                    waiting.append((kid, _page(kid, here)))
                else:
                    self._content(kid, here, figure)
        return figure

    def _content(self, kid: Any, page: int | None, figure: Figure) -> None:
        if mark := _mark(kid, page):
            figure.marks.append(mark)
            figure.page = figure.page or self._number(_page(kid, page))
        elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
            thing = kid.get("/Obj")
            if isinstance(thing, pikepdf.Stream):
                figure.objects.append(thing.objgen[0])

    def _marks(self, element: Any, page: int | None) -> Iterator[Mark]:
        """Yield all marked content below an element, in order."""
        waiting: list[tuple[Any, int | None]] = [(element, page)]
        while waiting and self.left > 0:
            thing, here = waiting.pop()
            if mark := _mark(thing, here):
                yield mark
            elif _is_element(thing):
                waiting += [(kid, _page(kid, here)) for kid in reversed(list(self._kids(thing)))]

    def _kids(self, element: Any) -> Iterator[Any]:
        """Yield an element's kids, each element only once: a tree may be circular."""
        kids = element.get("/K")
        for kid in kids if isinstance(kids, Array) else [kids]:
            self.left -= 1
            if isinstance(kid, Dictionary) and kid.is_indirect and _is_element(kid):
                if (kid.objgen, element.objgen) in self._walked:
                    continue
                self._walked.add((kid.objgen, element.objgen))
            if isinstance(kid, (int, Dictionary)):
                yield kid
            if self.left <= 0:
                return

    def _tag(self, element: Any) -> str:
        """Return the standard type that the role map gives an element (ISO 32000-1 §14.7.3)."""
        tag = str(element.get("/S", ""))
        for _ in range(_ROLES):
            role = self._roles.get(tag) if tag and isinstance(self._roles, Dictionary) else None
            if role is None:
                break
            tag = str(role)
        return tag

    def _number(self, page: int | None) -> int | None:
        """Return the page number of a page object."""
        if not self._numbers:
            try:
                for number, sheet in enumerate(self._pdf.pages, 1):
                    self._numbers[sheet.obj.objgen[0]] = number
            except (pikepdf.PdfError, RuntimeError, ValueError):
                self._numbers[0] = 0
        return None if page is None else self._numbers.get(page)


def _is_element(thing: Any) -> bool:
    return isinstance(thing, Dictionary) and "/S" in thing


def _page(element: Any, inherited: int | None) -> int | None:
    page = element.get("/Pg") if isinstance(element, Dictionary) else None
    return page.objgen[0] if isinstance(page, Dictionary) else inherited


def _mark(kid: Any, page: int | None) -> Mark | None:
    """Return a kid's marked content: an MCID on the page or in a form (§14.7.4.2)."""
    if isinstance(kid, int):
        return (page or 0, kid)
    if isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
        form: Any = kid.get("/Stm")
        mcid: Any = kid.get("/MCID")
        here = form.objgen[0] if isinstance(form, pikepdf.Stream) else _page(kid, page) or 0
        return (here, int(mcid)) if isinstance(mcid, int) else None
    return None
