"""The structure tree, element by element (ISO 32000-1 §14.7.2): kids, pages, marks, links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name

from publish.proof.readers.pdf.marked_content import Mark

INLINE = frozenset(
    {"/Span", "/Link", "/NonStruct", "/Code", "/Quote", "/Reference", "/Em", "/Formula"}
)


def kids_of(element: Any) -> Iterator[Any]:
    """The elements and marks right below an element, in their order."""
    kids = element.get("/K")
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, (int, Dictionary)):
            yield kid


def page_of(element: Any, inherited: int | None) -> int | None:
    """The object number of an element's page, which it can inherit."""
    page = element.get("/Pg")
    return inherited if page is None else int(page.objgen[0])


def marks_below(element: Any, page: int | None) -> Iterator[Mark]:
    """The marks right below an element, and in its plain spans."""
    for kid in kids_of(element):
        if isinstance(kid, int):
            yield (page or 0, kid)
        elif kid.get("/Type") == Name.MCR:
            yield (page_of(kid, page) or 0, int(kid.get("/MCID", -1)))
        elif str(kid.get("/S")) in INLINE:
            yield from marks_below(kid, page_of(kid, page))


def annotations_of(element: Any) -> Iterator[Any]:
    """A Link's annotations (§14.8.4.4.2)."""
    for kid in kids_of(element):
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
            yield kid.get("/Obj", {})


def addresses_of(element: Any) -> Iterator[str]:
    """The addresses that a Link leads to."""
    for annotation in annotations_of(element):
        action = annotation.get("/A", {})
        if "/URI" in action:
            yield str(action.URI)
