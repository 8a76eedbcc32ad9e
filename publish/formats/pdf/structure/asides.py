"""Boxes and pull quotes are Asides: apart from the text around them (ISO 32000-2 table 365).

PDF 1.7 has no such type: there, a role map makes them Sects (ISO 32000-1 §14.8.4.2).
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from publish.cascade.nodes import classes
from publish.formats.pdf.structure.tree import elements

_BOXES = frozenset({"box", "pullquote"})


def tag(built: Any, element: Any) -> None:
    """Tag the structure element ``built`` of a box."""
    if built["S"] == "/Div" and not _BOXES.isdisjoint(classes(element)):
        built["S"] = "/Aside"


def complete(pdf: pikepdf.Pdf, *, is_new: bool) -> None:
    """State what an Aside is: a type of PDF 2.0, or a role."""
    tree = pdf.Root.StructTreeRoot
    found = [element for element, _ in elements(tree) if Name.Aside == element.S]
    if found and not is_new:
        tree.RoleMap = Dictionary(Aside=Name.Sect)
    for element in found if is_new else ():
        element.NS = tree.Namespaces[0]
