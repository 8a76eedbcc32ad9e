"""Indents paragraphs by what comes before them on the page, where a figure between them moved.

Stylesheets see the order of the source: after a figure, many do not indent.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any


def indented(child: Any, before: Any, source: Sequence[Any]) -> Any:
    """``child`` as it is indented after ``before``; ``source`` are the boxes in source order.

    The indent is that of the first paragraph of its kind that follows such a box there.
    """
    if before is None or child.element_tag != "p" or not child.children:
        return child
    for previous, paragraph in pairwise(source):
        same = paragraph.element_tag == "p" and _names(paragraph) == _names(child)
        if same and previous.element_tag == before.element_tag:
            indent = paragraph.style["text_indent"]
            return child if indent == child.style["text_indent"] else _with_indent(child, indent)
    return child


def _names(box: Any) -> str:
    return box.element.get("class") or ""


def _with_indent(child: Any, indent: Any) -> Any:
    child = child.copy()
    child.children = [line.copy() for line in child.children]
    for box in (child, *child.children):
        box.style = box.style.copy()
        box.style["text_indent"] = indent
    return child
