"""Joins the tags of a table that goes on over pages or columns.

WeasyPrint tags each part as a table of its own and repeats the head in each. Here a
table, its rows and cells are one element each (ISO 32000-1 §14.8.4.3.4), wherever they
go on, and a repeated head is an artifact (ISO 14289-1 7.8), with the words above it.
"""

from __future__ import annotations

from typing import Any

import pydyf

from publish.cascade.nodes import classes

_JOINED = frozenset({"/Table", "/THead", "/TBody", "/TR", "/TH", "/TD"})
_PARTS, _REPEATED = "_publish_parts", "PublishRepeated"
CONTINUED = "caption-continued"
"""The class of the caption with the words for a table that goes on."""
REPEATED = f"/{_REPEATED}"
"""Key of a link annotation in a repeated head; the head is no content, so the link goes."""


def is_repeated_head(box: Any, pdf: Any) -> bool:
    """Return whether ``box`` repeats the head of a table that started before, or says so."""
    if getattr(box, "element_tag", None) == "caption" and CONTINUED in classes(box.element):
        return True
    return bool(getattr(box, "is_header", False)) and box.element in _parts(pdf)


def mute(box: Any) -> None:
    """Keep the content of ``box`` out of the tree, and mark its links for removal."""
    vars(box)[_REPEATED] = True
    if box.link_annotation:
        box.link_annotation[_REPEATED] = "true"
        box.link_annotation = None
    for child in getattr(box, "children", ()):
        mute(child)


def join(element: Any, box: Any, pdf: Any) -> bool:
    """Append the content of ``element`` to the element of the same part of the table before.

    Return whether there is one: ``element`` is then empty, and not part of the tree.
    """
    if element["S"] not in _JOINED or _REPEATED in vars(box):
        return False
    first = _parts(pdf).setdefault(box.element, element)
    if first is element or first["S"] != element["S"]:
        return False
    for kid in element["K"]:
        pdf.objects[int(kid.split()[0])]["P"] = first.reference
    first["K"].extend(element["K"])
    element["K"] = pydyf.Array([])
    return True


def _parts(pdf: Any) -> dict[Any, Any]:
    """Return the elements of tables in ``pdf`` by the element of the markup."""
    found: dict[Any, Any] = vars(pdf).setdefault(_PARTS, {})
    return found
