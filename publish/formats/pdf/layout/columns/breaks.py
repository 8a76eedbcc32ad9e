"""Makes page breaks work in columns, where WeasyPrint only ends the column.

An element in columns is split at page breaks; each part gets its own columns.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

import weasyprint

from publish.cascade import Cascade
from publish.cascade.nodes import classes
from publish.cascade.on_paper import on_paper
from publish.page import Page

_BREAK = "page-break"
_WIDE = 10_000.0
"""Width in points at which columns are counted, wider than any page."""
_KEPT_ATTRIBUTES = ("class", "lang", "dir")


def split_columns(html: weasyprint.HTML, page: Page) -> None:
    """Split every element in columns at the page breaks among its children."""
    if f'class="{_BREAK}"' not in page.markup or "column" not in page.look.style + page.look.paper:
        return
    root: Element = html.etree_element
    cascade = on_paper(page)
    split = [_needs_split(cascade, element) for element in cascade.root.iter()]
    for element, is_divided in zip(list(root.iter()), split, strict=True):
        if is_divided:
            _split(element, {child: parent for parent in root.iter() for child in parent})


def _needs_split(cascade: Cascade, element: Element) -> bool:
    """Return whether it has columns and a page break among its children."""
    if not any(_is_break(child) for child in element):
        return False
    columns = cascade.box(element).columns
    return columns is not None and columns.fitting(_WIDE) > 1


def _is_break(element: Element) -> bool:
    return element.tag == "hr" and _BREAK in classes(element)


def _split(element: Element, parents: dict[Element, Element]) -> None:
    """Cut ``element`` at its breaks; the breaks and the further parts follow it."""
    parent = parents[element]
    place = list(parent).index(element) + 1
    part = element
    for child in list(element):
        if _is_break(child):
            part = Element(element.tag, {k: v for k, v in element.items() if k in _KEPT_ATTRIBUTES})
            # Counters that the element resets have started already.
            part.set("style", "counter-reset: none; counter-set: none")
            element.remove(child)
            parent.insert(place, child)
            parent.insert(place + 1, part)
            place += 2
        elif part is not element:
            element.remove(child)
            part.append(child)
