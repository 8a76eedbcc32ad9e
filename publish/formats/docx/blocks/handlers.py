"""The table of handlers: one for every kind of block."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

from publish.cascade.nodes import classes
from publish.formats.docx.blocks import contents, equations, figure_groups, floating, lists, tables
from publish.formats.docx.blocks.context import Context
from publish.formats.docx.blocks.walk import Handler, Handlers, Walk
from publish.formats.docx.model import roles


def _add_page_break(walk: Walk, element: Element, context: Context) -> None:
    walk.add_page_break(element, context)


def _is_page_break(walk: Walk, element: Element, context: Context) -> bool:
    return roles.PAGE_BREAK in classes(element)


def _add_rule(walk: Walk, element: Element, context: Context) -> None:
    format = walk.formats.rule(element, context)
    walk.add_paragraph(element, "Horizontal Rule", format, (), context)


def _add_picture(walk: Walk, element: Element, context: Context) -> None:
    """Add a picture on a line of its own."""
    picture, indented = walk.pictures.on_own_line(element, context)
    format = replace(walk.formats.of(element, (picture,), indented), align="left")
    waiting = context.waiting
    item = walk.markers.item(waiting, format.left or 0) if waiting else None
    walk.add_paragraph(element, "Figure", format, (picture,), context, item, walk.smallest)


def _add_contents(walk: Walk, element: Element, context: Context) -> None:
    """Add contents or a list of figures or tables, as a field of Word's."""
    blocks = walk.capture(lambda: walk.flow(element, context.within(element)))
    walk.add(*contents.as_field(blocks, element, walk.numbers))


HANDLERS: Handlers = {
    "table": (Handler(tables.add_table, marker_above=True),),
    "ul": (Handler(lists.add_list, marker_above=True),),
    "ol": (Handler(lists.add_list, marker_above=True),),
    "hr": (Handler(_add_page_break, when=_is_page_break), Handler(_add_rule)),
    "img": (Handler(_add_picture),),
    "div": (Handler(equations.add_numbered, when=equations.is_numbered, marker_above=True),),
    "nav": (Handler(_add_contents),),
    "figure": (
        Handler(figure_groups.add_group, when=figure_groups.is_group, marker_above=True),
        Handler(floating.add_floating, when=floating.can_float),
        Handler(floating.add_alone, when=floating.is_alone),
    ),
}
"""Every other block is a box with paragraphs and blocks in it."""
