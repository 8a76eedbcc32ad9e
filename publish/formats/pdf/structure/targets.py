"""Structure destinations: links of PDF 2.0 lead to elements (ISO 32000-2 §12.3.2.3).

PDF/UA-2 demands them (ISO 14289-2 §8.8): a screen reader goes on where a link leads. Links keep the
names of their targets, which are the ids of the article's own elements: the same in every build.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
import pydyf
from pikepdf import Array, Dictionary, Name, NameTree

from publish.formats.pdf.structure.tree import elements, kids

_ID = "PublishId"
_NEW = "_publish_is_new"
_HEADINGS = tuple(Name(f"/H{level}") for level in range(1, 7))


def note(element: Any, built: Any, pdf: Any) -> None:
    """Note the id of an ``element`` of the markup in its structure element, in PDF 2.0."""
    if (id := element.get("id")) and is_new(pdf):
        built[_ID] = pydyf.String(id)


def is_new(pdf: Any) -> bool:
    """Whether it is PDF 2.0, whose trees have namespaces."""
    if _NEW not in vars(pdf):
        tables = (each for each in pdf.objects if isinstance(each, dict))
        vars(pdf)[_NEW] = any(each.get("Type") == "/Namespace" for each in tables)
    return bool(vars(pdf)[_NEW])


def lead_to_elements(pdf: pikepdf.Pdf) -> None:
    """Give every link within the file, and every bookmark, its element."""
    tree = pdf.Root.StructTreeRoot
    named: dict[str, Dictionary] = {}
    headings = []
    for element, _ in elements(tree):
        if f"/{_ID}" in element:
            named.setdefault(str(element[f"/{_ID}"]), element)
            del element[f"/{_ID}"]
        if element.S in _HEADINGS:
            headings.append(element)
    whole = kids(tree)[0]
    for entry in (element for element, _ in elements(tree) if Name.TOCI == element.S):
        entry.Ref = Array([named.get(name, whole) for name in _destinations(entry)])
    places = dict(NameTree(pdf.Root.Names.Dests).items()) if _has_names(pdf) else {}
    for page in pdf.pages:
        for link in page.obj.get("/Annots", Array([])):
            if "/Dest" in link:
                name = str(link.Dest)
                _lead(link, named.get(name, whole), places.get(name))
    bookmarks = list(_bookmarks(pdf.Root.get("/Outlines")))
    same = len(bookmarks) == len(headings)
    for number, bookmark in enumerate(bookmarks):
        _lead(bookmark, headings[number] if same else whole, bookmark.Dest)


def _destinations(entry: Dictionary) -> Iterator[str]:
    """The names of the places that a list's entry leads to, each once (ISO 14289-2 §8.2.5.8)."""
    found: dict[str, None] = {}
    for link in (element for element, _ in elements(entry) if Name.Link == element.S):
        for kid in link.K if isinstance(link.K, Array) else ():
            if isinstance(kid, Dictionary) and "/Dest" in kid.get("/Obj", Dictionary()):
                found[str(kid.Obj.Dest)] = None
    yield from found


def _has_names(pdf: pikepdf.Pdf) -> bool:
    return "/Names" in pdf.Root and "/Dests" in pdf.Root.Names


def _lead(link: Any, element: Dictionary, place: Any) -> None:
    """Replace a destination by an action that has it and the element (ISO 32000-2 table 202)."""
    target = link.Dest
    del link["/Dest"]
    view = list(place)[1:] if isinstance(place, Array) else [Name.Fit]
    link.A = Dictionary(Type=Name.Action, S=Name.GoTo, D=target, SD=Array([element, *view]))


def _bookmarks(node: Any) -> Iterator[Any]:
    """Every bookmark that has a destination, in order."""
    item = node.get("/First") if node is not None else None
    while item is not None:
        if "/Dest" in item:
            yield item
        yield from _bookmarks(item)
        item = item.get("/Next")
