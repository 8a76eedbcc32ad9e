"""An element's content in order, texts and elements; and its classes."""

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


def classes(element: Element) -> list[str]:
    """The names in its ``class`` attribute."""
    return (element.get("class") or "").split()
