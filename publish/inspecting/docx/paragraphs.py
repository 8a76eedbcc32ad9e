"""Reads the visible text of DOCX paragraphs, and the role of their styles."""

from __future__ import annotations

from lxml import etree

_SPACE = frozenset({"tab", "ptab", "br", "cr"})
_HIDDEN_ELEMENTS = frozenset({"del", "moveFrom", "Fallback"})
_LONG = 20
"""Longest chain of styles followed; a circular chain is longer."""


def local(element: etree._Element) -> str:
    """Return an element's name without namespace: strict and transitional files differ in it."""
    return etree.QName(element).localname


def value(element: etree._Element | None, name: str) -> str:
    """Return the ``w:val`` of the child with that name; empty if there is none."""
    for child in () if element is None else element.iterchildren("*"):
        if local(child) == name:
            return next((str(v) for k, v in child.attrib.items() if str(k).endswith("}val")), "")
    return ""


def is_hidden(element: etree._Element) -> bool:
    """Return whether it is deleted text, or a fallback for newer markup."""
    return any(local(around) in _HIDDEN_ELEMENTS for around in element.iterancestors("*"))


def paragraph_text(paragraph: etree._Element) -> str:
    """Return a paragraph's text without that of its text boxes; white space is collapsed."""
    words: list[str] = []
    for element in paragraph.iter("*"):
        name = local(element)
        if name == "t" or name in _SPACE:
            around = [local(e) for e in _up_to(paragraph, element)]
            if "p" not in around and _HIDDEN_ELEMENTS.isdisjoint(around):
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
    """Roles of paragraph styles, by their names and the styles they are based on.

    Built-in styles keep their English names in the file in every user language
    (ISO 29500-1 §17.7.4.9).
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
        """Return ``credit`` or ``caption``; empty for any other style."""
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
