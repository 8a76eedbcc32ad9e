"""Removes duplicate link annotations and describes link targets.

WeasyPrint gives every box in a link its own annotation, under that box's tag: a
screen reader would announce the link twice. Link annotations belong in Link
elements (ISO 14289-1 7.18.5).
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.cascade import parse
from publish.formats.pdf.structure import broken_tables
from publish.formats.pdf.structure.tree import elements
from publish.page import Page

_MOST_LETTERS = 120
"""Longest description of a target, in characters."""


def remove_duplicates(pdf: pikepdf.Pdf) -> None:
    """Remove annotations of elements inside a Link."""
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
        _remove_annotations(pdf, gone)


def remove_repeated(pdf: pikepdf.Pdf) -> None:
    """Remove the annotations in repeated table heads, which are no content."""
    for page in pdf.pages:
        annotations = page.obj.get("/Annots", Array([]))
        kept = [note for note in annotations if broken_tables.REPEATED not in note]
        if len(kept) < len(annotations):
            page.obj.Annots = Array(kept)


def describe(pdf: pikepdf.Pdf, page: Page) -> None:
    """Describe the targets of internal links (ISO 14289-1 7.18.5), for example "Figure 2".

    WeasyPrint writes the bare target.
    """
    names = _target_names(page)
    for element, _ in list(elements(pdf.Root.StructTreeRoot)):
        inside = element.get("/K", Array([])) if Name.Link == element.S else Array([])
        for kid in inside if isinstance(inside, Array) else ():
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
                target = str(kid.Obj.get("/Dest", ""))
                if target in names:
                    kid.Obj.Contents = String(names[target])


def _target_names(page: Page) -> dict[str, str]:
    """Return a name for each id of the article: "Figure 2", a heading's text."""
    found: dict[str, str] = {}
    root = parse(page.markup)
    for element in root.iter():
        id = element.get("id", "")
        if element.get("role") == "doc-footnote":
            found[id] = id.removeprefix("fn-")
        elif id:
            words = " ".join("".join(element.itertext()).split())
            found[id] = words if len(words) <= _MOST_LETTERS else f"{words[: _MOST_LETTERS - 1]}…"
    for span in root.iter("span"):
        if label := span.get("data-label"):
            found[span.get("data-of", "")] = label
    return {id: name for id, name in found.items() if id and name}


def _is_annotation(kid: object) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR


def _remove_annotations(pdf: pikepdf.Pdf, gone: set[int]) -> None:
    """Remove the annotations with these numbers from the pages and the parent tree."""
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
    """Yield the nodes of a number tree that have numbers (ISO 32000-1 §7.9.7)."""
    if isinstance(node, Dictionary) and "/Nums" in node:
        yield node
    for kid in node.get("/Kids", Array([])):
        yield from _leaves(kid)
