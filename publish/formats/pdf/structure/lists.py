"""States how the items of a list are numbered (ISO 32000-1 §14.8.5.5, ListNumbering).

A term is the label of its item, and what explains it is the body (§14.8.4.3.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pikepdf
import pydyf
from pikepdf import Array, Dictionary, Name

from publish.formats.pdf.structure.tree import kids

_NUMBERING: Mapping[str, str] = {
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
"""The values for CSS's ``list-style-type``."""


_LINES = (Name.Span, Name.Link, Name.Formula, Name.Code, Name.Reference, Name.Note, Name.NonStruct)


def number(element: Any, box: Any, *, terms: bool) -> None:
    """Set the numbering of a list: as its items show it, or as its kind is without.

    ``terms``: there is a value for lists of terms (ISO 32000-2 table 382).
    """
    numbering = "Description" if terms and box.element.tag == "dl" else _numbering(box)
    element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{numbering}"})


def tag_term(element: Any, box: Any) -> None:
    """Tag a term as the label of its item; WeasyPrint makes it a body."""
    if box.element_tag == "dt" and element["S"] == "/LBody":
        element["S"] = "/Lbl"


def join_terms(pdf: pikepdf.Pdf, listing: Dictionary) -> None:
    """Put terms into one item with all that explains them; the layout has an item for each."""
    items = kids(listing)
    if not any(kid.S == Name.Lbl for item in items for kid in kids(item)[:1]):
        return
    groups: list[tuple[Dictionary, list[Dictionary], list[Dictionary]]] = []
    for item in items:
        below = kids(item)
        is_term = len(below) == 1 and below[0].S == Name.Lbl
        if any(kid.S not in (Name.Lbl, Name.LBody) for kid in below) or len(below) != 1:
            return  # a list with numbers or bullets
        if not groups or (is_term and groups[-1][2]):
            groups.append((item, [], []))
        groups[-1][1 if is_term else 2].append(below[0])
    for item, labels, bodies in groups:
        _fill(pdf, item, labels, bodies)
    listing.K = Array([item for item, _, _ in groups])


def _fill(
    pdf: pikepdf.Pdf, item: Dictionary, labels: list[Dictionary], bodies: list[Dictionary]
) -> None:
    if len(bodies) > 1:
        body = Dictionary(Type=Name.StructElem, S=Name.LBody, K=Array(bodies))
        whole = pdf.make_indirect(body)
        for each in bodies:
            each.P = whole
            each.S = Name.P if all(kid.S in _LINES for kid in kids(each)) else Name.Div
        bodies = [whole]
    for each in (*labels, *bodies):
        each.P = item
    item.K = Array([*labels, *bodies])


def _numbering(box: Any) -> str:
    if box.element.tag == "dl":
        return "None"
    style = next((item.style["list_style_type"] for item in box.children), "none")
    if isinstance(style, str) and style in _NUMBERING:
        return _NUMBERING[style]
    if box.element.tag == "ol":
        return "Decimal"
    return "None" if style == "none" else "Disc"
