"""Removes duplicate link annotations and describes link targets.

WeasyPrint gives every box in a link its own annotation, under that box's tag: a
screen reader would announce the link twice. Link annotations belong in Link
elements (ISO 14289-1 7.18.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.cascade import parse
from publish.formats.pdf.structure import broken_tables
from publish.formats.pdf.structure.tree import elements
from publish.page import Page

_SCHEME = re.compile(r"https?://|mailto:")
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
    """Describe the targets of links (ISO 14289-1 7.18.5), for example "Figure 2".

    WeasyPrint writes the bare target. A link out of the document has its words and its address.
    """
    root = parse(page.markup)
    names, addresses = _target_names(root), _addresses(root)
    for element, _ in list(elements(pdf.Root.StructTreeRoot)):
        inside = element.get("/K", Array([])) if Name.Link == element.S else Array([])
        for kid in inside if isinstance(inside, Array) else ():
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
                target = str(kid.Obj.get("/Dest", ""))
                address = str(kid.Obj.get("/A", Dictionary()).get("/URI", ""))
                if words := names.get(target) or addresses.get(address):
                    kid.Obj.Contents = String(words)


def _addresses(root: Element) -> dict[str, str]:
    """Return a description for each address that the article links to.

    It has the words of the link, or what the picture in it shows, unless links to the same address
    have different ones.
    """
    words: dict[str, set[str]] = {}
    for link in root.iter("a"):
        shown = [*link.itertext(), *(img.get("alt", "") for img in link.iter("img"))]
        text = " ".join("".join(shown).split())
        words.setdefault(link.get("href", ""), set()).add(text)
    found: dict[str, str] = {}
    for address, texts in words.items():
        if not address.startswith("#"):
            plain = _SCHEME.sub("", address).rstrip("/")
            (text, *others) = sorted(texts)
            apart = others or not text or plain in text or len(text) > _MOST_LETTERS
            found[address] = address if apart else f"{text}: {plain}"
    return found


def _target_names(root: Element) -> dict[str, str]:
    """Return a name for each id of the article: "Figure 2", a heading's text."""
    found: dict[str, str] = {}
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
