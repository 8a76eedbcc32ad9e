"""The meaning of a DOCX's styles: headings, captions, credits (ISO 29500-1 §17.7)."""

from __future__ import annotations

from lxml import etree

from publish.values import dataclass

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY_TEXT = 9
"""The outline level that means "no heading" (§17.3.1.20)."""


@dataclass(frozen=True)
class Style:
    """A style with what it inherits: ``names`` are its own and its ancestors', in lower case."""

    names: frozenset[str] = frozenset()
    outline: int | None = None
    hidden: bool = False

    @property
    def level(self) -> int | None:
        """The level of a heading in it: the title is 1, and Word's Heading 1 below it is 2."""
        if "title" in self.names:
            return 1
        return None if self.outline is None or self.outline >= _BODY_TEXT else self.outline + 2


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """Every style by its id; the default paragraph style also by the empty id."""
    if root is None:
        return {}
    elements = {style.get(f"{W}styleId") or "": style for style in root.iter(f"{W}style")}
    styles = {key: _style(key, elements) for key in elements}
    for key, element in elements.items():
        if element.get(f"{W}type") == "paragraph" and is_on(element.get(f"{W}default"), "0"):
            styles[""] = styles[key]
    return styles


def _style(key: str, elements: dict[str, etree._Element]) -> Style:
    names: set[str] = set()
    outline: int | None = None
    hidden = False
    seen: set[str] = set()
    while (element := elements.get(key)) is not None and key not in seen:
        seen.add(key)
        names.add(value(element, "name").lower())
        if outline is None:
            outline = outline_level(element)
        hidden = hidden or is_hidden(element)
        key = value(element, "basedOn")
    return Style(frozenset(names), outline, hidden)


def value(element: etree._Element | None, child: str) -> str:
    """The ``w:val`` of a child; "" if there is none."""
    found = None if element is None else element.find(f"{W}{child}")
    return "" if found is None else found.get(f"{W}val") or ""


def style_key(element: etree._Element) -> str:
    """The id of the style of a paragraph or a run; "" if it has none."""
    kind = {
        f"{W}p": ("pPr", "pStyle"),
        f"{W}r": ("rPr", "rStyle"),
        f"{W}tbl": ("tblPr", "tblStyle"),
    }
    properties, style = kind[str(element.tag)]
    return value(element.find(f"{W}{properties}"), style)


def outline_level(element: etree._Element) -> int | None:
    """The outline level that the ``pPr`` in ``element`` sets, if it does."""
    level = value(element.find(f"{W}pPr"), "outlineLvl")
    return int(level) if level.isdecimal() else None


def is_hidden(element: etree._Element) -> bool:
    """Does the ``rPr`` in ``element`` hide its text?"""
    vanish = element.find(f"{W}rPr/{W}vanish")
    return vanish is not None and is_on(vanish.get(f"{W}val"), "1")


def is_on(attribute: str | None, default: str) -> bool:
    """An on/off value (§17.17.4)."""
    return (attribute or default).lower() in ("1", "true", "on")
