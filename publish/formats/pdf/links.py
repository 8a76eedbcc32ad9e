"""Links, once each: what is emphasised in a link is no second link.

WeasyPrint gives every box in a link an annotation of its own, and ties it to
that box's tag: a reader would hear the link twice, and ISO 14289-1 7.18.5 wants
annotations of links in Link elements.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from publish.formats.pdf.tree import elements


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
