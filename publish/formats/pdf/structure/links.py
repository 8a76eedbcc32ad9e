"""Links, once each, that say where they lead: what is emphasised in a link is no second link.

WeasyPrint gives every box in a link an annotation of its own, and ties it to
that box's tag: a reader would hear the link twice, and ISO 14289-1 7.18.5 wants
annotations of links in Link elements.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.cascade import parse
from publish.formats.pdf.structure.tree import elements
from publish.page import Page

_LONGEST = 120
"""Letters of what a link says that it leads to."""


def unite(pdf: pikepdf.Pdf) -> None:
    """Take the annotations away that belong to something inside a Link, not to the Link."""
    gone: set[int] = set()
    for element, parents in list(elements(pdf.Root.StructTreeRoot)):
        if element.S == Name.Link or Name.Link not in parents:
            continue
        inside = element.get("/K", Array([]))
        kids = list(inside) if isinstance(inside, Array) else [inside]
        annotations = [kid.Obj for kid in kids if _is_annotation(kid)]
        if annotations:
            gone.update(int(annotation.StructParent) for annotation in annotations)
            element.K = Array([kid for kid in kids if not _is_annotation(kid)])
    if gone:
        _drop(pdf, gone)


def describe(pdf: pikepdf.Pdf, page: Page) -> None:
    """Let links into the article say what they lead to (ISO 14289-1 7.18.5): "Figure 2".

    WeasyPrint says their bare targets.
    """
    said = _descriptions(page)
    for element, _ in list(elements(pdf.Root.StructTreeRoot)):
        inside = element.get("/K", Array([])) if Name.Link == element.S else Array([])
        for kid in inside if isinstance(inside, Array) else ():
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
                target = str(kid.Obj.get("/Dest", ""))
                if target in said:
                    kid.Obj.Contents = String(said[target])


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


def _is_annotation(kid: object) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR


def _drop(pdf: pikepdf.Pdf, gone: set[int]) -> None:
    """The annotations of these numbers leave their pages, and the tree that leads to parents."""
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if annotations is not None:
            kept = [a for a in annotations if int(a.get("/StructParent", -1)) not in gone]
            page.obj.Annots = Array(kept)
    for leaf in list(_leaves(pdf.Root.StructTreeRoot.ParentTree)):
        flat = list(leaf.Nums)
        pairs = zip(flat[::2], flat[1::2], strict=True)
        leaf.Nums = Array([x for pair in pairs if int(pair[0]) not in gone for x in pair])


def _leaves(node: pikepdf.Object) -> Iterator[Dictionary]:
    """The nodes of a number tree (ISO 32000-1 §7.9.7) that have numbers."""
    if isinstance(node, Dictionary) and "/Nums" in node:
        yield node
    for kid in node.get("/Kids", Array([])):
        yield from _leaves(kid)
