"""Joins the tags of an element that goes on over lines, columns or pages.

WeasyPrint tags each part as an element of its own: a paragraph would be two, a list of two items
two lists, and each page would begin an article. Here each is one structure element (ISO 32000-1
§14.8.4.2, §14.8.4.3), wherever it goes on.
"""

from __future__ import annotations

from typing import Any

import pydyf
from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure import boxes

_TABLES = frozenset({"/Table", "/THead", "/TBody", "/TR", "/TH", "/TD"})
_GROUPS = frozenset(
    {"/Art", "/Sect", "/Div", "/Aside", "/BlockQuote", "/L", "/LI", "/LBody", "/Caption"}
)
TEXTS = frozenset({"/Link", "/Code", "/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"})
"""Types of what holds lines of text."""
_BLOCKS = frozenset({"header", "figure", "figcaption", "nav", "aside", "pre", "hgroup", "dt"})
"""Elements that WeasyPrint has no type for, and that are blocks of their own."""
_COLUMNED = frozenset({"article", "section", "div", "ul", "ol", "dl", "blockquote"})
"""Elements whose columns WeasyPrint would tag as the whole again."""
_PARTS, _JOINED = "_publish_parts", "_publish_joined"


def first(element: Any, pdf: Any) -> Any:
    """The structure element that ``element`` became a part of; itself where it stayed."""
    joined: dict[str, Any] = vars(pdf).setdefault(_JOINED, {})
    return joined.get(element.reference, element)


def is_begun(box: Any, pdf: Any) -> bool:
    """Whether a part of the same table or head came before."""
    return box.element in _parts(pdf)


def is_column(box: Any) -> bool:
    """Whether a box is a column of an element, which has a tag itself."""
    return (
        isinstance(box, boxes.BlockBox)
        and isinstance(box.style, AnonymousStyle)
        and box.element_tag in _COLUMNED
        and bool(box.children)
        and not any(isinstance(child, boxes.LineBox) for child in box.children)
    )


def join(element: Any, box: Any, pdf: Any, owners: dict[int, Any], links: list[Any]) -> bool:
    """Append the content of ``element`` to the structure element of the part before.

    ``owners`` are the structure elements of the page's marked content, ``links`` those of all
    annotations, each with its own. Return whether there is a part before: ``element`` is then
    empty, and not part of the tree.
    """
    if not _goes_on(element["S"], box):
        return False
    before = _parts(pdf).setdefault(box.element, {}).setdefault(element["S"], element)
    if before is element:
        return False
    owns_links = False
    for kid in element["K"]:
        if isinstance(kid, int):
            owners[kid] = before.reference
            kid = _content(kid, element["Pg"], pdf)
        elif (part := pdf.objects[int(kid.split()[0])]).get("Type") == "/StructElem":
            part["P"] = before.reference
        else:
            owns_links = True
        before["K"].append(kid)
    for at, (owner, annotation) in enumerate(links if owns_links else ()):
        if owner == element.reference:
            links[at] = before.reference, annotation
    element["K"] = pydyf.Array([])
    vars(pdf).setdefault(_JOINED, {})[element.reference] = before
    return True


def _content(number: int, page: Any, pdf: Any) -> Any:
    """A reference to marked content of any page (ISO 32000-1 table 324)."""
    reference = pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": number})
    pdf.add_object(reference)
    return reference.reference


def _goes_on(type: str, box: Any) -> bool:
    """Whether another box of the same element would be its next part."""
    if type in _TABLES:
        return True
    if isinstance(box.style, AnonymousStyle):
        return False
    if type in _GROUPS or type in TEXTS or box.element.tag in _BLOCKS:
        return True
    return box.element.get("lang") is not None  # words in another language are one element


def _parts(pdf: Any) -> dict[Any, dict[str, Any]]:
    """The first structure elements in ``pdf`` by the element of the markup, then by their type."""
    found: dict[Any, dict[str, Any]] = vars(pdf).setdefault(_PARTS, {})
    return found
