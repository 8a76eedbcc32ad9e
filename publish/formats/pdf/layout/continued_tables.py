"""Says above a table's repeated head that it goes on: "Table 1, continued".

The words are a second caption. It is left out where the table begins, and comes first where it
goes on. There it is an artifact, as the repeated head is (ISO 14289-1 7.8). WeasyPrint 70 has no
captions that repeat; this wraps a private function, and ``tests/formats/pdf`` fails if an upgrade
moves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from publish.cascade.nodes import classes
from publish.formats.pdf.layout.columns import spanning
from publish.formats.pdf.layout.placement.trials import remembered
from publish.formats.pdf.structure.broken_tables import CONTINUED
from publish.page import Page

_weasyprint_switch = block.block_level_layout_switch


def prepare(html: weasyprint.HTML, page: Page) -> None:
    """Give every table with a caption and a head the words for where it goes on."""
    for table in html.etree_element.iter("table"):
        caption = table.find("caption")
        if caption is None or table.find("thead") is None:
            continue
        if words := _words(caption, dict(page.labels)):
            again = Element("caption", {"class": CONTINUED})
            again.text = words
            table.insert(list(table).index(caption) + 1, again)


def _words(caption: Element, labels: Mapping[str, str]) -> str:
    """Nothing where a theme has no word for it."""
    for inner in caption.iter():
        if "number" in classes(inner) and (number := inner.get("data-n")):
            return labels.get("table-continued", "").replace("{n}", number)
    return labels.get("continued", "")


def install() -> None:
    """Wrap WeasyPrint's function; may be called again."""
    block.block_level_layout_switch = _lay_out


def _lay_out(
    context: Any, box: Any, bottom_space: Any, skip_stack: Any, *others: Any, **named: Any
) -> Any:
    """Lay out the box of a table and its captions with the words where they belong."""
    place = _place(box)
    if place is None:
        return _weasyprint_switch(context, box, bottom_space, skip_stack, *others, **named)
    children = list(box.children)
    words = children.pop(place)
    ((index, inside),) = skip_stack.items() if skip_stack else ((0, None),)
    index -= index > place

    def lay_out(shown: list[Any], position: Any, start: int) -> Any:
        part = box.copy_with_children(shown)
        laid = list(_weasyprint_switch(context, part, bottom_space, position, *others, **named))
        box.position_y = part.position_y
        if laid[1]:
            ((at, rest),) = laid[1].items()
            at += start
            laid[1] = {at + (at >= place): rest}
        return tuple(laid)

    if inside and isinstance(children[index], boxes.TableBox):
        table = spanning.resuming(children[index], inside)
        bring_back = remembered(context)
        found = lay_out([words, table, *children[index + 1 :]], None, index - 1)
        if found[0] is not None and (not found[1] or _is_past(found[1], index + 1)):
            return found
        bring_back()  # there is no room for the words
    return lay_out(children, skip_stack and {index: inside}, 0)


def _is_past(position: Any, table: int) -> bool:
    """Whether a ``position`` in the box of a table is inside that, or after it."""
    ((at, inside),) = position.items()
    return bool(at > table or (at == table and inside))


def _place(box: Any) -> int | None:
    """The place of the words among the captions of a table; None in any other box."""
    if not getattr(box, "is_table_wrapper", False):
        return None
    found = (n for n, child in enumerate(box.children) if CONTINUED in _names(child))
    return next(found, None)


def _names(box: Any) -> Any:
    return () if box.element is None else classes(box.element)
