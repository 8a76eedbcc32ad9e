"""Chooses tags that WeasyPrint lacks: numbers, notes, formulas, lists, languages.

WeasyPrint tags ``::before`` content like the text, so a screen reader would say
"4Conclusion"; the number of an item is its Lbl (ISO 32000-1 §14.8.4.3.3). Notes have
their own tags (§14.8.4.4.1), selected by the elements that ``layout.footnotes`` adds.
This wraps two private functions of WeasyPrint: the one that chooses a tag, and the
one that builds the tree and ignores ``lang``; and pydyf's references to pages.
``tests/formats/pdf`` fails if an upgrade moves them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.pdf import tags

from publish.formats.pdf.formulas import MATH
from publish.formats.pdf.layout.footnotes import FOOTNOTE_CALL, LABEL, PLACE, REFERENCE
from publish.formats.pdf.structure import (
    asides,
    broken_tables,
    fragments,
    lists,
    source_order,
    targets,
)
from publish.formats.pdf.structure.contents import GUIDE, NUMBER, PAGE


class _Formula(str):
    """A tag that WeasyPrint treats as Figure (with alternative text and box) and writes as
    Formula."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return "Formula"


_weasyprint_type = tags._get_pdf_tag
_weasyprint_build = tags._build_box_tree
_weasyprint_pages = pydyf.PDF.page_references
_PAGES = "_publish_page_references"
_BREAK = "br::before"
"""The end of a line, which is no label."""
_NESTED = "nested-list"
"""Name of a list within an item: WeasyPrint moves ``ul`` and ``ol`` out of items, so the text
after it would be read before it."""
_TYPES = {
    "aside": "Note",
    f"aside::{FOOTNOTE_CALL}": PLACE,
    PLACE: PLACE,
    REFERENCE: "Reference",
    LABEL: "Lbl",
    _NESTED: "L",
    MATH: _Formula("Figure"),
    "nav": GUIDE,
    "pre": "P",
    "code": "Code",
    NUMBER: "Lbl",
    PAGE: "Lbl",
}


def _structure_type(element: str | None) -> str:
    """Return the structure type of an element or pseudo-element."""
    if element is not None and element.endswith("::before") and element != _BREAK:
        return "Lbl"
    if element in _TYPES:
        return _TYPES[element]
    return str(_weasyprint_type(element))


def _build_with_languages(box: Any, *others: Any) -> Iterator[Any]:
    """Yield the structure elements of a box with their language (ISO 14289-1 7.2).

    Lists within items stay there, and a table that goes on is one.
    """
    pdf = others[1]
    if box.element_tag == "main" or fragments.is_column(box):
        box.element_tag = "body"  # WeasyPrint has no tag for it, only for what it holds
    # A leader's dots and spaces lead only the eye.
    if getattr(box, "is_leader", False) or broken_tables.is_repeated_head(box, pdf):
        broken_tables.mute(box)
        tuple(_weasyprint_build(box, *others))
        return
    for child in getattr(box, "children", ()):
        if box.element_tag == "li" and getattr(child, "element_tag", None) in ("ul", "ol"):
            child.element_tag = _NESTED
    laid = getattr(box, "_box", box)  # an absolutely positioned box has a placeholder
    element: Any = None if laid.element_tag == "html" else laid.element
    # For the body, WeasyPrint yields the tags of what it holds, which are the article's parts.
    own = element is not None and laid.element_tag in ({element.tag, _NESTED} - {"body"})
    lang = element.get("lang") if own else None
    for built in _weasyprint_build(box, *others):
        if lang:
            built["Lang"] = pydyf.String(lang)
        if built["S"] == others[0]["S"] in fragments.TEXTS:
            built["S"] = "/NonStruct"  # the lines beside a drop cap
        if own:
            asides.tag(built, element)
            lists.tag_term(built, laid)
        repeated = broken_tables.is_repeated(laid)
        if own and not repeated and fragments.join(built, laid, pdf, others[3], others[4]):
            continue
        if own and built["S"] == "/L":
            lists.number(built, laid, terms=targets.is_new(pdf))
        if own:
            targets.note(element, built, pdf)
            source_order.note(element, built, others[0], pdf)
        yield built


def _page_references(pdf: Any) -> Any:
    """The references to all pages; they are made again only when there are more.

    WeasyPrint asks for them at each box, so the tags of n pages took time with n².
    """
    count, references = vars(pdf).get(_PAGES, (-1, ()))
    if count != len(pdf.pages["Kids"]):
        references = _weasyprint_pages.fget(pdf)
        setattr(pdf, _PAGES, (len(pdf.pages["Kids"]), references))
    return references


def install() -> None:
    """Wrap WeasyPrint's functions; may be called again."""
    pydyf.PDF.page_references = property(_page_references)
    tags._get_pdf_tag = _structure_type
    tags._build_box_tree = _build_with_languages
