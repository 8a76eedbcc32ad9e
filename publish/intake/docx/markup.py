"""Names in WordprocessingML by their usual prefixes, the same in strict and transitional files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lxml import etree

_OOXML = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_PREFIXES = {
    f"{_OOXML}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_OOXML}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_OOXML}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_OOXML}drawingml/2006/main": "a",
    f"{_STRICT}drawingml/main": "a",
    f"{_OOXML}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}drawingml/wordprocessingDrawing": "wp",
    f"{_OOXML}drawingml/2006/picture": "pic",
    f"{_STRICT}drawingml/picture": "pic",
    f"{_OOXML}drawingml/2006/chart": "c",
    f"{_STRICT}drawingml/chart": "c",
    f"{_OOXML}drawingml/2006/diagram": "dgm",
    f"{_STRICT}drawingml/diagram": "dgm",
    f"{_OOXML}markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/drawing/2016/SVG/main": "asvg",
    "http://schemas.microsoft.com/office/drawing/2017/decorative": "adec",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
_OFF = frozenset({"0", "false", "off", "none"})


@cache
def _short(tag: str) -> str:
    space, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    prefix = _PREFIXES.get(space, "?" if space else "")
    return f"{prefix}:{local}" if prefix else local


def name(element: etree._Element) -> str:
    """The name of an element with its usual prefix: ``w:p``; ``?:x`` in an unknown namespace."""
    return _short(str(element.tag))


def attribute(element: etree._Element | None, wanted: str) -> str:
    """The value of an attribute, ``w:val``; empty if there is none."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if _short(str(key)) == wanted:
            return str(value)
    return ""


def elements(element: etree._Element | None) -> Iterator[etree._Element]:
    """The elements in an element."""
    return iter(()) if element is None else element.iterchildren("*")


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The element at ``path``; None if there is none."""
    for step in path:
        element = next((e for e in elements(element) if name(e) == step), None)
    return element


def value(element: etree._Element | None, *path: str) -> str:
    """The ``w:val`` of the element at ``path``; empty if there is none."""
    return attribute(child(element, *path), "w:val")


def within(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """All elements of a name in an element, at any depth."""
    return (e for e in element.iter("*") if name(e) == wanted)


def has_around(element: etree._Element, wanted: frozenset[str], top: etree._Element) -> bool:
    """Whether an element of these names is around ``element``, below ``top``."""
    for around in element.iterancestors("*"):
        if around is top:
            return False
        if name(around) in wanted:
            return True
    return False


def is_on(element: etree._Element | None) -> bool:
    """Whether a property that is there is also on (``w:val="0"`` is off, as Google Docs writes)."""
    return element is not None and attribute(element, "w:val").lower() not in _OFF


def number(text: str, otherwise: int = 0) -> int:
    """A whole number; ``otherwise`` if it is none."""
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return otherwise
