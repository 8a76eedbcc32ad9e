"""Meanings of elements of XHTML: inline or not, part of the text or not, their language."""

from __future__ import annotations

from lxml import etree

NAMESPACE = "http://www.w3.org/1999/xhtml"
HTML = f"{{{NAMESPACE}}}"
_OPS = "{http://www.idpf.org/2007/ops}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd"}
    | {"mark", "math", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u"}
    | {"var", "wbr"}
)
"""Elements that do not end a word where they begin or end; all others do."""
_BLOCK_SPANS = frozenset({"caption", "credit", "equation-number"})
"""Spans on lines of their own in every format."""
_SILENT = frozenset({"head", "script", "style", "template", "svg"})


def kinds(element: etree._Element) -> frozenset[str]:
    """The meanings of an element, by ``role``, ``epub:type`` or class."""
    roles = (element.get("role"), element.get(f"{_OPS}type"), element.get("class"))
    return frozenset(word for value in roles if value for word in value.split())


def is_inline(element: etree._Element) -> bool:
    """Whether no word ends at the borders of an element."""
    tag = str(element.tag).removeprefix(HTML)
    return tag in _INLINE and (tag != "span" or _BLOCK_SPANS.isdisjoint(kinds(element)))


def is_silent(element: etree._Element) -> bool:
    """Whether an element is not part of the text."""
    # The tag of a processing instruction is not text, and so is in no set.
    tag = element.tag
    if callable(tag) or element.get("hidden") is not None:
        return True
    tag = str(tag).removeprefix(HTML)
    if tag in _SILENT:
        return True
    if tag == "p" and element.get("data-repeated") is not None:
        # A stamp: the text has it once, and every document of an EPUB.
        return True
    roles = kinds(element)
    return tag == "a" and "doc-backlink" in roles and "way-back" not in roles


def language(element: etree._Element, around: str) -> str:
    """The language of an element: "" for the document's own, ``around`` where it states none."""
    lang = element.get("lang") or element.get(_XML_LANG)
    if not lang:
        return around
    home = element.getroottree().getroot()
    own = home.get("lang") or home.get(_XML_LANG) or lang if home is not element else lang
    return "" if lang.lower() == own.lower() else lang.lower()
