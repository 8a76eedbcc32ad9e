"""Links: one annotation for each, in its Link, which says where it leads."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.composing.cascade import parse
from publish.composing.page import Page
from publish.formats.pdf.tree import elements

_LONGEST = 120


def mend(pdf: pikepdf.Pdf, page: Page) -> None:
    """Take away the links in links, and let the others say what they lead to.

    To WeasyPrint each element inside of a link is one more link in the same place. ISO
    14289-1 7.18.5: a link annotation is tagged Link, and says what it leads to; where that
    is in the article, WeasyPrint only gives its bare target.
    """
    said = _descriptions(page)
    gone = set()
    for element, around in list(elements(pdf.Root.StructTreeRoot)):
        for kid in _annotations(element):
            if element.S != Name.Link and Name.Link in around:
                gone.add(kid.Obj.objgen)
                element.K = Array([other for other in element.K if not _same(other, kid)])
            elif (target := str(kid.Obj.get("/Dest", ""))) in said:
                kid.Obj.Contents = String(said[target])
    if gone:
        _take_away(pdf, gone)


def _annotations(element: Dictionary) -> list[Any]:
    """The references to annotations right in an element."""
    found = element.K if isinstance(element.K, Array) else ()
    return [k for k in found if isinstance(k, Dictionary) and k.get("/Type") == Name.OBJR]


def _same(one: Any, other: Any) -> bool:
    return isinstance(one, Dictionary) and bool(one.objgen == other.objgen)


def _take_away(pdf: pikepdf.Pdf, gone: set[tuple[int, int]]) -> None:
    """Annotations leave their pages, and the tree that leads from them to their elements."""
    numbers: set[int] = set()
    for sheet in pdf.pages:
        kept = Array()
        for annotation in sheet.obj.get("/Annots", Array()):
            if annotation.objgen in gone:
                numbers.add(int(annotation.StructParent))
            else:
                kept.append(annotation)
        if len(kept):
            sheet.obj.Annots = kept
        elif "/Annots" in sheet.obj:
            del sheet.obj["/Annots"]
    parents: Any = pdf.Root.StructTreeRoot.ParentTree
    pairs = [(parents.Nums[n], parents.Nums[n + 1]) for n in range(0, len(parents.Nums), 2)]
    parents.Nums = Array([x for pair in pairs if int(pair[0]) not in numbers for x in pair])


def _descriptions(page: Page) -> dict[str, str]:
    """What each place in the article is called: "Figure 2", the words of a heading."""
    found: dict[str, str] = {}
    root = parse(page.markup)
    for element in root.iter():
        id = element.get("id", "")
        if element.get("role") == "doc-footnote":
            found[id] = id.removeprefix("fn-")
        elif id:
            words = " ".join("".join(element.itertext()).split())
            found[id] = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    for span in root.iter("span"):
        if label := span.get("data-label"):
            found[span.get("data-of", "")] = label
    return {id: said for id, said in found.items() if id and said}
