"""Page breaks in columns: WeasyPrint ends a column there, and never the page.

So what is in columns is parted where a page ends: each part has columns of its own.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

import weasyprint

from publish.cascade import Cascade, parse
from publish.page import Page

_BREAK = "page-break"
_WIDE = 10_000.0
"""Points: where several columns fit nowhere, there is one."""
_KEPT = ("class", "lang", "dir")


def part_columns(html: weasyprint.HTML, page: Page) -> None:
    """Part every element in columns at the page breaks that are its children."""
    if f'class="{_BREAK}"' not in page.markup or "column" not in page.look.style + page.look.paper:
        return
    root: Element = html.etree_element
    cascade = Cascade(parse(page.markup), (page.look.style, page.look.paper))
    divided = [_divides(cascade, element) for element in cascade.root.iter()]
    for element, is_divided in zip(list(root.iter()), divided, strict=True):
        if is_divided:
            _part(element, {child: parent for parent in root.iter() for child in parent})


def _divides(cascade: Cascade, element: Element) -> bool:
    """Is it in columns, with a page break among its children?"""
    if not any(_is_break(child) for child in element):
        return False
    columns = cascade.box(element).columns
    return columns is not None and columns.fitting(_WIDE) > 1


def _is_break(element: Element) -> bool:
    return element.tag == "hr" and _BREAK in element.get("class", "").split()


def _part(element: Element, parents: dict[Element, Element]) -> None:
    """``element`` up to its first break; the breaks, and what follows each, come behind it."""
    parent = parents[element]
    place = list(parent).index(element) + 1
    part = element
    for child in list(element):
        if _is_break(child):
            part = Element(element.tag, {k: v for k, v in element.items() if k in _KEPT})
            # Numbers that the element sets back have begun already.
            part.set("style", "counter-reset: none; counter-set: none")
            element.remove(child)
            parent.insert(place, child)
            parent.insert(place + 1, part)
            place += 2
        elif part is not element:
            element.remove(child)
            part.append(child)
