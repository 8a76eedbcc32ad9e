"""Columns in columns are refused: WeasyPrint lays them out again for every column around them.

Two levels take minutes, three for ever; and Word has none in a cell or a list.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from publish.cascade import Cascade, parse
from publish.errors import Problem, ThemeError
from publish.page import Page


def refuse_nested_columns(page: Page) -> None:
    """Raise ``ThemeError`` if the theme divides what it has divided already.

    Costs nothing for a theme that speaks of no columns.
    """
    sheets = (page.look.style, page.look.paper)
    if not any("column" in sheet for sheet in sheets):
        return
    cascade = Cascade(parse(page.markup), sheets)
    culprit = _nested(cascade, cascade.root, None)
    if culprit is not None:
        outer, inner = culprit
        raise ThemeError(
            Problem(
                "theme-css-columns",
                f"the theme {page.look.theme} sets <{inner.tag}> in columns inside "
                f"<{outer.tag}>, which is in columns itself",
                "Give columns to one of the two: pages of columns in columns have no end.",
            )
        )


def _nested(
    cascade: Cascade, element: Element, outer: Element | None
) -> tuple[Element, Element] | None:
    """The first element in columns that stands in another one, and that other one before it."""
    box = cascade.box(element)
    if box.spanning:
        outer = None
    if box.columns is not None:
        if outer is not None:
            return outer, element
        outer = element
    for child in element:
        if found := _nested(cascade, child, outer):
            return found
    return None
