"""Numbered paragraphs: the paragraphs of the text as items of lists that count on."""

from __future__ import annotations

from lxml import etree

from publish.composing import markup
from publish.composing.markup import classes, tag

PARAGRAPHS = "paragraphs"
"""The class of their lists."""
_PLAIN = frozenset({"lead"})
"""Classes of paragraphs that are counted; others are parts of what is before them."""


def number_paragraphs(body: etree._Element) -> None:
    """Put each paragraph right in the text into an item, which gets its id.

    Items side by side are one list; a list goes on where the last one ended.
    """
    count = 0
    current: etree._Element | None = None
    for block in list(body):
        if markup.name(block) != "p" or not _PLAIN.issuperset(classes(block)):
            current = None
            continue
        if current is None:
            current = etree.Element(tag("ol"))
            current.set("class", PARAGRAPHS)
            if count:
                current.set("start", str(count + 1))
            current.tail = "\n"
            block.addprevious(current)
        count += 1
        item = etree.SubElement(current, tag("li"))
        if id := block.attrib.pop("id", ""):
            item.set("id", str(id))
        block.attrib.pop("class", "")
        block.tail = None
        item.append(block)
