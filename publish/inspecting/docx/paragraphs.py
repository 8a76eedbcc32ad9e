"""Paragraphs of a DOCX as readers see them, and the styles that say what they are for."""

from __future__ import annotations

from lxml import etree

_SPACE = frozenset({"tab", "ptab", "br", "cr"})
_UNSEEN = frozenset({"del", "moveFrom", "Fallback"})
_LONG = 20
"""Steps in a chain of styles; one that bites its own tail is longer still."""


def local(element: etree._Element) -> str:
    """The name of an element without its namespace, which strict and transitional differ in."""
    return etree.QName(element).localname


def value(element: etree._Element | None, name: str) -> str:
    """The ``w:val`` of the child of that name; empty if there is none."""
    for child in () if element is None else element.iterchildren("*"):
        if local(child) == name:
            return next((str(v) for k, v in child.attrib.items() if str(k).endswith("}val")), "")
    return ""


def is_unseen(element: etree._Element) -> bool:
    """Whether it is deleted text, or a fallback for what is there in a newer form."""
    return any(local(around) in _UNSEEN for around in element.iterancestors("*"))


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of a paragraph without that of text boxes in it; white space is folded."""
    words: list[str] = []
    for element in paragraph.iter("*"):
        name = local(element)
        if name == "t" or name in _SPACE:
            around = [local(e) for e in _up_to(paragraph, element)]
            if "p" not in around and _UNSEEN.isdisjoint(around):
                words.append(" " if name in _SPACE else element.text or "")
    return " ".join("".join(words).split())


def _up_to(paragraph: etree._Element, element: etree._Element) -> list[etree._Element]:
    found = []
    for around in element.iterancestors("*"):
        if around is paragraph:
            break
        found.append(around)
    return found


class Styles:
    """What the paragraph styles are for, by their own names and those they are based on.

    Built-in styles keep their English names in the file, whatever Word calls them
    in the reader's language (ISO 29500-1 §17.7.4.9).
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._names: dict[str, str] = {}
        self._based: dict[str, str] = {}
        for style in () if root is None else root.iterchildren("*"):
            if local(style) != "style":
                continue
            key = next((str(v) for k, v in style.attrib.items() if str(k).endswith("}styleId")), "")
            self._names[key] = value(style, "name").strip().lower()
            self._based[key] = value(style, "basedOn")

    def role(self, paragraph: etree._Element) -> str:
        """``credit``, ``caption`` or the name of another style; empty for none."""
        properties = next((e for e in paragraph.iterchildren("*") if local(e) == "pPr"), None)
        key = value(properties, "pStyle")
        for _ in range(_LONG):
            name = self._names.get(key, key.lower())
            if "credit" in name.split() or name in ("photo credit", "image credit", "bildnachweis"):
                return "credit"
            if "caption" in name.split() or name.endswith("caption"):
                return "caption"
            key = self._based.get(key, "")
            if not key:
                break
        return ""
