"""Decorations are artifacts: a screen reader passes them by (ISO 14289-1 7.1, 7.3).

WeasyPrint tags every picture as a Figure, and wants a text for it. So a decoration
gets a word by which it is known again in the structure tree, and taken out.
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Name

from publish.formats.pdf.structure.tree import elements, kids

_WORD = "\ue001decoration\ue001"
"""No text has it: its first and last characters are nobody's (Unicode §23.5)."""
Marks = frozenset[tuple[tuple[int, int], int]]
"""Pieces of content: the page's object, and the number of the mark."""
NONE: Marks = frozenset()


def prepare(html: Any) -> None:
    """Give every decoration of a parsed page the word by which it is known."""
    for picture in html.etree_element.iter("img"):
        if picture.get("role") == "presentation":
            picture.set("alt", _WORD)


def set_apart(pdf: pikepdf.Pdf) -> Marks:
    """Take decorations out of the structure tree; what they paint is returned.

    What stands under one is no caption of anything any more: a paragraph.
    """
    marks: set[tuple[tuple[int, int], int]] = set()
    for element, _ in list(elements(pdf.Root.StructTreeRoot)):
        if element.get("/S") != Name.Figure or str(element.get("/Alt", "")) != _WORD:
            continue
        page = element.Pg.objgen
        inside: Any = element.K if isinstance(element.K, Array) else Array([element.K])
        marks |= {(page, int(kid)) for kid in inside if isinstance(kid, int)}
        group = _without(element)
        for kid in kids(group):
            if kid.S == Name.Caption:
                kid.S = Name.P
    return frozenset(marks)


def _without(element: Any) -> Any:
    """Take an element out of the tree; what held nothing else goes as well. What is left."""
    parent: Any = element.P
    left = [kid for kid in parent.K if getattr(kid, "objgen", None) != element.objgen]
    parent.K = Array(left)
    return _without(parent) if not left and "/P" in parent else parent
