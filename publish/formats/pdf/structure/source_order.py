"""Puts the tags of an article's blocks in the order of the source.

Figures can be on the page after text that follows them (``layout.placement``); the logical
structure is apart from that order (ISO 32000-1 §14.7.1). This wraps a private function of
WeasyPrint; ``tests/formats/pdf`` fails if an upgrade moves it.
"""

from __future__ import annotations

from typing import Any

from weasyprint import pdf as weasyprint_pdf

from publish.formats.pdf.structure.fragments import first

_weasyprint_add = weasyprint_pdf.add_tags
_NUMBERS, _DRAWN = "_publish_numbers", "_publish_drawn"


def install() -> None:
    """Wrap WeasyPrint's function; may be called again."""
    weasyprint_pdf.add_tags = _add_tags


def note(element: Any, built: Any, parent: Any, pdf: Any) -> None:
    """Note the structure element ``built`` in ``parent`` for an element of the markup."""
    number = vars(pdf)[_NUMBERS].get(element)
    if number is not None:
        vars(pdf)[_DRAWN].append((number, built, parent))


def _add_tags(pdf: Any, document: Any, *others: Any) -> None:
    """Add the tree as WeasyPrint does, then move what is out of order."""
    vars(pdf)[_NUMBERS] = _numbers(document)
    drawn: list[tuple[int, Any, Any]] = []
    vars(pdf)[_DRAWN] = drawn
    _weasyprint_add(pdf, document, *others)
    furthest = -1
    wholes = {(number, id(built)) for number, built, _ in drawn}
    drawn = [
        (number, built, first(parent, pdf))
        for number, built, parent in drawn
        if (number, id(parent)) not in wholes  # a box around the lines of an element, in its own
    ]
    for at, (number, built, parent) in enumerate(drawn):
        if number >= furthest:
            furthest = number
            continue
        later = next(place for place in range(at) if drawn[place][0] > number)
        _, next_built, holder = drawn[later]
        parent["K"].remove(built.reference)
        holder["K"].insert(holder["K"].index(next_built.reference), built.reference)
        built["P"] = holder.reference
        drawn.insert(later, (number, built, holder))
        del drawn[at + 1]


def _numbers(document: Any) -> dict[Any, int]:
    """The places of the blocks of all articles in the source."""
    page = document.pages[0]._page_box
    root = next((box.element for box in page.children if box.element_tag == "html"), None)
    blocks = [] if root is None else [block for a in root.iter("article") for block in a]
    return {block: number for number, block in enumerate(blocks)}
