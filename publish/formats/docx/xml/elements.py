"""Elements of WordprocessingML, written as nested calls.

``w("p", w("pPr", w("pStyle", val="Title")), w("r", w("t", "Words")))``
"""

from __future__ import annotations

from lxml import etree

Element = etree._Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
_ROOTS = {prefix: NAMESPACES[prefix] for prefix in ("w", "r", "m", "mc", "w14")}
_DRAWN = {prefix: NAMESPACES[prefix] for prefix in ("wp", "a", "pic")}
"""Namespaces of pictures: pandoc reads alternative texts only where the root declares them."""
_WITH_PICTURES = frozenset({"document", "hdr", "ftr", "footnotes"})
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def qn(name: str) -> str:
    """``w:p`` as lxml writes it; a name without a prefix is Word's own."""
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix or 'w']}}}{local}"


def w(name: str, /, *children: Element | str | None, **attributes: object) -> Element:
    """An element of Word's namespace, its attributes in that namespace too.

    Children that are ``None`` are left out, as are attributes; a ``_`` in an
    attribute's name stands for the ``:`` after a prefix (``r_id``).
    """
    element = etree.Element(qn(name), nsmap={"w": NAMESPACES["w"]})
    for key, value in attributes.items():
        if value is not None:
            element.set(qn(key.replace("_", ":", 1)), _text(value))
    return _filled(element, children)


def plain(name: str, /, *children: Element | str | None, **attributes: object) -> Element:
    """An element with a prefix (``a:blip``), its attributes in no namespace."""
    prefix = name.partition(":")[0]
    element = etree.Element(qn(name), nsmap={prefix: NAMESPACES[prefix]})
    for key, value in attributes.items():
        if value is not None:
            element.set(key, _text(value))
    return _filled(element, children)


def root(name: str, *children: Element | None) -> Element:
    """The root of a part, with the namespaces that Word expects there."""
    drawn = _DRAWN if name in _WITH_PICTURES else {}
    element = etree.Element(qn(name), nsmap=_ROOTS | drawn)
    element.set(qn("mc:Ignorable"), "w14")
    return _filled(element, children)


def text(content: str, name: str = "t") -> Element:
    """A ``w:t``, or another element of text, that keeps its white space."""
    element = w(name, content)
    if content != content.strip() or "  " in content:
        element.set(_SPACE, "preserve")
    return element


def serialize(element: Element) -> bytes:
    """The bytes of a part."""
    etree.cleanup_namespaces(element, keep_ns_prefixes=[*_ROOTS, *_DRAWN])
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def _filled(element: Element, children: tuple[Element | str | None, ...]) -> Element:
    for child in children:
        if isinstance(child, str):
            element.text = (element.text or "") + child
        elif child is not None:
            element.append(child)
    return element


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value)
