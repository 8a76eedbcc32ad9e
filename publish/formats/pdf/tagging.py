"""Generated numbers are labels, not words of the heading they stand before.

WeasyPrint tags the content of ``::before`` like the text around it, so that a
reader would hear "4Conclusion". ISO 32000-1 §14.8.4.3.3: what numbers an item
is its Lbl. The function that chooses tags is private to WeasyPrint; it is
wrapped here, in one place, and ``tests/pdf`` tells when an upgrade moves it.
"""

from __future__ import annotations

from weasyprint.pdf import tags

_choose = tags._get_pdf_tag


def _tag(element: str | None) -> str:
    """The structure type for an element's name, pseudo-elements included."""
    if element is not None and element.endswith("::before"):
        return "Lbl"
    return str(_choose(element))


def install() -> None:
    """Let WeasyPrint choose tags as above; harmless when done twice."""
    tags._get_pdf_tag = _tag
