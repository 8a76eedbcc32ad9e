"""The content of an element in order: texts and elements."""

from __future__ import annotations

from xml.etree.ElementTree import Element

Node = str | Element


def child_nodes(element: Element) -> list[Node]:
    """The texts and elements in ``element``, in order."""
    nodes: list[Node] = [element.text] if element.text else []
    for child in element:
        nodes.append(child)
        if child.tail:
            nodes.append(child.tail)
    return nodes
