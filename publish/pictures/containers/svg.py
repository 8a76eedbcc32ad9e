"""XMP in an SVG: in its ``metadata`` element (XMP part 3, SVG 2).

The text is not written anew: the packet is put in, or exchanged, between two of
its bytes, so that the drawing stays as its author left it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from lxml import etree

from publish.errors import Problem, SourceError
from publish.metadata import xmp
from publish.metadata.namespaces import RDF, XMPMETA
from publish.pictures.privacy import Keep, Private

_SVG = "http://www.w3.org/2000/svg"
_C2PA = "http://c2pa.org/manifest"
_META = f"{{{XMPMETA}}}xmpmeta"


def embed(data: bytes, packet: bytes) -> bytes:
    """The SVG with this packet instead of the one it has, or first of all in it.

    Raises ``SourceError`` if the SVG is broken, or in an encoding that is no
    extension of ASCII.
    """
    places = _located(data)
    # Character references hold for any encoding that the text may be in.
    fresh = etree.tostring(xmp.parsed(packet), encoding="ascii")
    fresh = b'<x:xmpmeta xmlns:x="%s">%s</x:xmpmeta>' % (XMPMETA.encode(), fresh)
    if places.meta:
        start, end = places.meta
        return data[:start] + fresh + data[end:]
    return _inside(
        data, places.root, b'<metadata xmlns="%s">%s</metadata>' % (_SVG.encode(), fresh)
    )


def extract(data: bytes) -> bytes | None:
    """The XMP packet; None if there is none. Raises ``SourceError`` if the SVG is broken."""
    _located(data)
    root = etree.fromstring(data, _parser())
    found = next(root.iter(_META), None)
    if found is None or found.find(f"{{{RDF}}}RDF") is None:
        return None
    found.tail = None
    return etree.tostring(found, encoding="utf-8")


def strip_private(data: bytes, keep: Keep) -> tuple[bytes, frozenset[Private]]:
    """The SVG as it is: besides XMP, it holds no fields that a camera writes."""
    return data, frozenset()


def align(data: bytes, said: Mapping[str, tuple[str, ...]]) -> bytes:
    """The SVG as it is: besides XMP, it says nothing in fields that we know."""
    return data


def manifest_store(data: bytes) -> bytes | None:
    """The Content Credentials (C2PA manifest store, in Base64) of the SVG; None if it has none."""
    found = next(etree.fromstring(data, _parser()).iter(f"{{{_C2PA}}}manifest"), None)
    return None if found is None else (found.text or "").encode()


@dataclass
class _Places:
    """Where things are in the text: from and to, in bytes."""

    root: tuple[int, int] = (0, 0)
    """The root's start tag."""
    meta: tuple[int, int] | None = None
    """The first ``x:xmpmeta``."""
    _begun: list[int] = field(default_factory=list)


def _located(data: bytes) -> _Places:
    parser = expat.ParserCreate(namespace_separator="}")
    places = _Places()

    def start(name: str, attributes: object) -> None:
        at = parser.CurrentByteIndex
        if not places.root[1]:
            if name != f"{_SVG}}}svg":
                raise _broken("is no SVG")
            places.root = (at, _tag_end(data, at))
        if f"{{{name}" == _META and places.meta is None:
            places._begun.append(at)

    def end(name: str) -> None:
        if f"{{{name}" == _META and places._begun and places.meta is None:
            at = parser.CurrentByteIndex
            places.meta = (places._begun[0], _tag_end(data, at))

    def declared(*_: object) -> None:
        raise _broken("declares entities, which no picture needs")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.EntityDeclHandler = declared
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        raise _broken("is not in UTF-8")
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise _broken(f"is not well-formed: {error}") from None
    return places


_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")


def _tag_end(data: bytes, at: int) -> int:
    """Where the tag ends that begins there; ``>`` may stand in an attribute's value."""
    tag = _TAG.match(data, at)
    assert tag is not None, "expat found a tag here"
    return tag.end()


def _inside(data: bytes, tag: tuple[int, int], text: bytes) -> bytes:
    """``data`` with a text right behind a start tag; an empty element gets an end tag."""
    start, end = tag
    if data[start:end].endswith(b"/>"):
        name = re.split(rb"[\s/>]", data[start + 1 : end], maxsplit=1)[0]
        return data[: end - 2] + b">" + text + b"</" + name + b">" + data[end:]
    return data[:end] + text + data[end:]


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


def _broken(what: str) -> SourceError:
    return SourceError(Problem("image-broken", f"the picture {what}", "save it again as SVG"))
