"""XMP's data model (ISO 16684-1 §6): texts, arrays and structures, in all forms of RDF/XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from publish import xml_parsing
from publish.metadata.namespaces import NAMESPACES, RDF, XML
from publish.pictures.metadata_reading.block import MOST_BYTES, Broken
from publish.xml_parsing import BadXML

Value: TypeAlias = str | tuple["Value", ...] | dict[str, "Value"]
"""A text, the items of an array, or the fields of a structure by their prefixed names."""

CREATIVE_COMMONS = (
    NAMESPACES["cc"],
    "https://creativecommons.org/ns#",
    "http://web.resource.org/cc/",  # Until 2008; old SVGs have it.
)

_PREFIXES = {uri: prefix for prefix, uri in NAMESPACES.items()} | {
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://xmlns.com/foaf/0.1/": "foaf",
    **dict.fromkeys(CREATIVE_COMMONS, "cc"),
}

_ARRAYS = frozenset(f"{{{RDF}}}{kind}" for kind in ("Alt", "Bag", "Seq"))
_DESCRIPTION, _LI = f"{{{RDF}}}Description", f"{{{RDF}}}li"
_RESOURCE, _VALUE, _TYPE = f"{{{RDF}}}resource", f"{{{RDF}}}value", f"{{{RDF}}}parseType"
_LANG = f"{{{XML}}}lang"


def parsed(packet: bytes) -> dict[str, Value]:
    """The properties of a packet by name; :class:`Broken` if it is not XMP, or truncated."""
    root = tree(packet, "XMP")
    rdf = root if root.tag == f"{{{RDF}}}RDF" else next(root.iter(f"{{{RDF}}}RDF"), None)
    if rdf is None:
        raise Broken("XMP has no rdf:RDF")
    return properties(rdf)


def properties(rdf: etree._Element) -> dict[str, Value]:
    """The statements about the picture in an ``rdf:RDF``, from all its Descriptions."""
    found: dict[str, Value] = {}
    for description in rdf.iterchildren(_DESCRIPTION):
        for name, value in fields(description).items():
            found.setdefault(name, value)
    return found


def tree(data: bytes, what: str) -> etree._Element:
    """The root of foreign XML; :class:`Broken` if it is not well-formed or too long."""
    if len(data) > MOST_BYTES:
        raise Broken(f"{what} has over {MOST_BYTES // 1024 // 1024} MB")
    try:
        return xml_parsing.parse(_trimmed(data))
    except BadXML as error:
        raise Broken(f"{what} is not well-formed: {error.reason}") from None


def _trimmed(data: bytes) -> bytes:
    return data.strip(b"\0 \t\r\n").removeprefix(b"\xef\xbb\xbf")


def fields(element: etree._Element) -> dict[str, Value]:
    """The fields of a structure: its attributes and its child elements."""
    found: dict[str, Value] = {}
    for key, text in element.attrib.items():
        if not _syntax(str(key)):
            found[_name(str(key))] = str(text)
    for child in element.iterchildren("*"):
        found.setdefault(_name(str(child.tag)), _value(child))
    return found


def _value(element: etree._Element) -> Value:
    if (resource := element.get(_RESOURCE)) is not None:
        return str(resource)
    children = list(element.iterchildren("*"))
    if not children:
        attributes = fields(element)
        return attributes or element.text or ""
    first = children[0]
    if first.tag in _ARRAYS:
        return _items(first)
    if element.get(_TYPE) == "Resource":
        return _qualified(element)
    # A typed node (rdf:Description, cc:Agent …) is a structure too.
    return _qualified(first) if len(children) == 1 else ""


def _qualified(holder: etree._Element) -> Value:
    """A structure, or a text with qualifiers, whose value is in ``rdf:value`` (§7.8)."""
    inner = holder.find(_VALUE)
    return fields(holder) if inner is None else _value(inner)


def _items(array: etree._Element) -> Value:
    items = list(array.iterchildren(_LI))
    if str(array.tag).endswith("}Alt") and any(li.get(_LANG) for li in items):
        default = [li for li in items if li.get(_LANG, "").lower() == "x-default"]
        return tuple(_value(li) for li in (default or items)[:1])
    return tuple(_value(li) for li in items)


def texts(value: Value, inner: str = "") -> Iterator[str]:
    """All texts of a value, or of the field ``inner`` of its structures."""
    match value:
        case str():
            if not inner:
                yield value
        case tuple():
            for item in value:
                yield from texts(item, inner)
        case dict():
            if inner in value:
                yield from texts(value[inner])


def _syntax(key: str) -> bool:
    """Whether an attribute is RDF's or XML's own, and not a property."""
    return key.startswith((f"{{{RDF}}}", f"{{{XML}}}")) or not key.startswith("{")


def _name(tag: str) -> str:
    name = etree.QName(tag)
    prefix = _PREFIXES.get(name.namespace or "")
    return f"{prefix}:{name.localname}" if prefix else tag
