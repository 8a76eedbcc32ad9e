"""XMP packets, read with lxml alone: a check that shares no code with the writer.

Only the names of the namespaces are shared. ISO 16684-1 §7 defines the forms of RDF in a packet.
"""

from __future__ import annotations

import io

from lxml import etree

from publish import xml_parsing
from publish.content import Statements
from publish.metadata.namespaces import NAMESPACES, RDF, XML
from publish.xml_parsing import BadXML

_HEAD = 4096
"""Bytes within which an SVG begins."""
_PREFIXES = {uri: prefix for prefix, uri in NAMESPACES.items()}
_LISTS = frozenset(f"{{{RDF}}}{kind}" for kind in ("Alt", "Bag", "Seq"))


def read_packet(packet: bytes) -> Statements:
    """Every property of a packet, as ``prefix:name``; structures as ``property/field``.

    A packet that is not well-formed states nothing.
    """
    try:
        root = xml_parsing.parse(packet.strip(b"\0 \t\r\n"))
    except BadXML:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for description in root.iter(f"{{{RDF}}}Description"):
        if getattr(description.getparent(), "tag", "") != f"{{{RDF}}}RDF":
            continue
        for key, value in description.attrib.items():
            if not str(key).startswith((f"{{{RDF}}}", f"{{{XML}}}")):
                found[_name(str(key))] = (str(value),)
        for element in description.iterchildren("*"):
            found.update(_property(element))
    return found


def read_picture(data: bytes) -> Statements:
    """The statements of the XMP inside a JPEG, PNG, WebP or SVG; none if there is none."""
    from PIL import Image

    if b"<svg" in data[:_HEAD]:
        return read_packet(data)

    try:
        with Image.open(io.BytesIO(data)) as image:
            packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    except Exception:  # Each of Pillow's decoders fails on broken files in its own way.
        return {}
    return read_packet(packet if isinstance(packet, bytes) else str(packet).encode())


def _property(element: etree._Element) -> Statements:
    name = _name(str(element.tag))
    resource = element.get(f"{{{RDF}}}resource")
    if resource is not None:
        return {name: (str(resource),)}
    children = list(element.iterchildren("*"))
    if not children:
        return {name: (element.text or "",)}
    if children[0].tag not in _LISTS:
        return {f"{name}/{key}": (value,) for key, value in _fields(element).items()}
    items = list(children[0].iterchildren(f"{{{RDF}}}li"))
    structures = [_fields(item) for item in items]
    if any(structures):
        keys = sorted({key for fields in structures for key in fields})
        return {f"{name}/{key}": tuple(s[key] for s in structures if key in s) for key in keys}
    if children[0].tag == f"{{{RDF}}}Alt":
        default = (i for i in items if i.get(f"{{{XML}}}lang") == "x-default")
        items = [next(default, items[0])] if items else []
    return {name: tuple(str(item.get(f"{{{RDF}}}resource") or item.text or "") for item in items)}


def _fields(item: etree._Element) -> dict[str, str]:
    """The fields of a structure, with or without a ``rdf:Description`` around them."""
    described = item.find(f"{{{RDF}}}Description")
    holder = item if described is None else described
    fields = {
        _name(str(key)): str(value)
        for key, value in holder.attrib.items()
        if not str(key).startswith((f"{{{RDF}}}", f"{{{XML}}}"))
    }
    for child in holder.iterchildren("*"):
        fields[_name(str(child.tag))] = str(child.get(f"{{{RDF}}}resource") or child.text or "")
    return fields


def _name(clark: str) -> str:
    name = etree.QName(clark)
    prefix = _PREFIXES.get(name.namespace or "")
    return f"{prefix}:{name.localname}" if prefix else clark
