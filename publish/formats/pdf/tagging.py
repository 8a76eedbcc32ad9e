"""Tags that WeasyPrint does not choose: numbers of headings, notes and what belongs to them.

WeasyPrint tags the content of ``::before`` like the text around it, so that a
reader would hear "4Conclusion". ISO 32000-1 §14.8.4.3.3: what numbers an item
is its Lbl. Notes have tags of their own (§14.8.4.4.1), which ``notes`` asks for
by the names of elements. The function that chooses tags is private to WeasyPrint; it is
wrapped here, in one place, and ``tests/pdf`` tells when an upgrade moves it.
"""

from __future__ import annotations

from weasyprint.pdf import tags

from publish.formats.pdf.guides import GUIDE, NUMBER, PAGE
from publish.formats.pdf.notes import FOOTNOTE_CALL, LABEL, PLACE, REFERENCE

_choose = tags._get_pdf_tag
_CHOSEN = {
    "aside": "Note",
    f"aside::{FOOTNOTE_CALL}": PLACE,
    REFERENCE: "Reference",
    LABEL: "Lbl",
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


def install() -> None:
    """Let WeasyPrint choose tags as above; harmless when done twice."""
    tags._get_pdf_tag = _tag
