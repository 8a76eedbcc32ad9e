"""Removes decorative pictures from the structure tree (ISO 14289-1 7.1, 7.3).

WeasyPrint tags every picture as a Figure and requires an alternative text, so
decorations get a placeholder text that identifies them in the tree.
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Name

from publish.formats.pdf.structure.tree import elements, kids

_PLACEHOLDER = "\ue001decoration\ue001"
"""No text contains it: it starts and ends with a private-use character (Unicode §23.5)."""
Marks = frozenset[tuple[tuple[int, int], int]]
"""Marked content: the page's object and the MCID."""
NONE: Marks = frozenset()


def prepare(html: Any) -> None:
    """Set the placeholder as alternative text of every decoration."""
    for picture in html.etree_element.iter("img"):
        if picture.get("role") == "presentation":
            picture.set("alt", _PLACEHOLDER)


def remove_decorations(pdf: pikepdf.Pdf) -> Marks:
    """Remove decorations from the structure tree and return their marked content.

    A caption under a decoration becomes a paragraph.
    """
    marks: set[tuple[tuple[int, int], int]] = set()
    for element, _ in list(elements(pdf.Root.StructTreeRoot)):
        if element.get("/S") != Name.Figure or str(element.get("/Alt", "")) != _PLACEHOLDER:
            continue
        page = element.Pg.objgen
        inside: Any = element.K if isinstance(element.K, Array) else Array([element.K])
        marks |= {(page, int(kid)) for kid in inside if isinstance(kid, int)}
        group = _remove(element)
        for kid in kids(group):
            if kid.S == Name.Caption:
                kid.S = Name.P
    return frozenset(marks)


def _remove(element: Any) -> Any:
    """Remove an element and the parents that it leaves empty; return the remaining parent."""
    parent: Any = element.P
    left = [kid for kid in parent.K if getattr(kid, "objgen", None) != element.objgen]
    parent.K = Array(left)
    return _remove(parent) if not left and "/P" in parent else parent
