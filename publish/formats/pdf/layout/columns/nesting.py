"""Refuses columns within columns: WeasyPrint repeats their layout for every outer column.

Two levels take minutes, three never end; and Word has no columns in cells or lists.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.on_paper import of_shape
from publish.errors import Problem, ThemeError
from publish.page import Page


def refuse_nested_columns(page: Page) -> None:
    """Raise ``ThemeError`` if the theme nests columns.

    Returns at once for a theme without columns.
    """
    sheets = (page.look.style, page.look.paper)
    if not any("column" in sheet for sheet in sheets):
        return
    found = of_shape(page, _tags)
    if found is not None:
        outer, inner = found
        raise ThemeError(
            Problem(
                "theme-css-columns",
                f"the theme {page.look.theme} sets <{inner}> in columns within "
                f"<{outer}>, which has columns, too",
                "Give columns to only one of the two: nested columns cannot be laid out.",
            )
        )


def _tags(cascade: Cascade) -> tuple[str, str] | None:
    """The tags of the first pair of elements in columns that are nested, the outer one first."""
    found = _nested(cascade, cascade.root, None)
    return (found[0].tag, found[1].tag) if found else None


def _nested(
    cascade: Cascade, element: Element, outer: Element | None
) -> tuple[Element, Element] | None:
    """Return the first nested pair of elements in columns, the outer one first."""
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
