"""Tags that WeasyPrint does not choose: numbers of headings, notes and what belongs to them.

WeasyPrint tags the content of ``::before`` like the text around it, so that a
reader would hear "4Conclusion". ISO 32000-1 §14.8.4.3.3: what numbers an item
is its Lbl. Notes have tags of their own (§14.8.4.4.1), which ``notes`` asks for
by the names of elements. The function that chooses tags is private to WeasyPrint; it is
wrapped here, in one place, and ``tests/pdf`` tells when an upgrade moves it. So is the
one that builds the tree, which leaves out what ``lang`` says of a part of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.pdf import tags

from publish.formats.pdf.formulas import MATH
from publish.formats.pdf.structure.contents import GUIDE, NUMBER, PAGE
from publish.formats.pdf.structure.notes import FOOTNOTE_CALL, LABEL, PLACE, REFERENCE


class _Formula(str):
    """A tag that WeasyPrint treats as a picture's (it has an alternative text, and a box), and
    that is written as a formula's."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return "Formula"


_choose = tags._get_pdf_tag
_build = tags._build_box_tree
_NESTED = "nested-list"
"""What a list in an item goes by: WeasyPrint takes out what it knows as ``ul`` or ``ol``, so that
what follows it in the item would be read out before it."""
_CHOSEN = {
    "aside": "Note",
    f"aside::{FOOTNOTE_CALL}": PLACE,
    REFERENCE: "Reference",
    LABEL: "Lbl",
    _NESTED: "L",
    MATH: _Formula("Figure"),
    "nav": GUIDE,
    NUMBER: "Lbl",
    PAGE: "Lbl",
}


def _tag(element: str | None) -> str:
    """The structure type for an element's name, pseudo-elements included."""
    if element is not None and element.endswith("::before"):
        return "Lbl"
    if element in _CHOSEN:
        return _CHOSEN[element]
    return str(_choose(element))


def _in_order(box: Any, *others: Any) -> Iterator[Any]:
    """The structure elements of a box, told their language where the markup states one.

    ISO 14289-1 7.2: a change of language is said where it happens. Lists in items stay there.
    """
    for child in getattr(box, "children", ()):
        if box.element_tag == "li" and getattr(child, "element_tag", None) in ("ul", "ol"):
            child.element_tag = _NESTED
    laid = getattr(box, "_box", box)  # what is positioned absolutely has a stand-in
    element: Any = None if laid.element_tag == "html" else laid.element
    own = element is not None and laid.element_tag in (element.tag, _NESTED)
    lang = element.get("lang") if own else None
    for built in _build(box, *others):
        if lang:
            built["Lang"] = pydyf.String(lang)
        yield built


def install() -> None:
    """Let WeasyPrint choose tags as above, and tell languages; harmless when done twice."""
    tags._get_pdf_tag = _tag
    tags._build_box_tree = _in_order
