"""XMP in an SVG: in its ``metadata`` element (XMP part 3, SVG 2).

The text is not rewritten: the packet is inserted, or replaced, between two of its bytes, so that
the drawing stays as its author left it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from publish import xml_parsing
from publish.errors import Problem, SourceError
from publish.metadata import xmp
from publish.metadata.namespaces import RDF, XMPMETA
from publish.pictures.privacy import Keep, Private
from publish.values import dataclass
from publish.xml_parsing import BadXML

_SVG = "http://www.w3.org/2000/svg"
_C2PA = "http://c2pa.org/manifest"
_META = f"{{{XMPMETA}}}xmpmeta"


def embed(data: bytes, packet: bytes) -> bytes:
    """The SVG with this packet in place of its own, or at its beginning.

    Raises ``SourceError`` if the SVG is broken, or in an encoding that does not extend ASCII.
    """
    places = _located(data)
    # Character references work in any encoding of the text.
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
    found = next(_root(data).iter(_META), None)
    if found is None or found.find(f"{{{RDF}}}RDF") is None:
        return None
    found.tail = None
    return etree.tostring(found, encoding="utf-8")


def strip_private(data: bytes, keep: Keep) -> tuple[bytes, frozenset[Private]]:
    """The SVG unchanged: besides XMP, it has no fields that a camera writes."""
    return data, frozenset()


def align(data: bytes, xmp: Mapping[str, tuple[str, ...]]) -> bytes:
    """The SVG unchanged: besides XMP, it has no fields that we know."""
    return data


def manifest_store(data: bytes) -> bytes | None:
    """The Content Credentials (C2PA manifest store, in Base64) of the SVG; None if it has none."""
    found = next(_root(data).iter(f"{{{_C2PA}}}manifest"), None)
    return None if found is None else (found.text or "").encode()


@dataclass(frozen=True)
class _Places:
    """Positions in the text: begin and end, in bytes."""

    root: tuple[int, int]
    """The root's start tag."""
    meta: tuple[int, int] | None
    """The first ``x:xmpmeta``."""


def _located(data: bytes) -> _Places:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        raise _broken("is not in UTF-8")
    try:
        tags = xml_parsing.tags(data)
    except BadXML as error:
        raise _broken(f"is not well-formed: {error}") from None
    if tags[0].name != f"{{{_SVG}}}svg":
        raise _broken("is no SVG")
    meta = [tag for tag in tags if tag.name == _META]
    begin = next((tag.begin for tag in meta if tag.is_start), None)
    end = next((tag.end for tag in meta if not tag.is_start), None)
    packet = None if begin is None or end is None else (begin, end)
    return _Places((tags[0].begin, tags[0].end), packet)


def _root(data: bytes) -> etree._Element:
    try:
        return xml_parsing.parse(data, large=True)
    except BadXML as error:
        raise _broken(f"is not well-formed: {error}") from None


def _inside(data: bytes, tag: tuple[int, int], text: bytes) -> bytes:
    """``data`` with a text right after a start tag; an empty element gets an end tag."""
    start, end = tag
    if data[start:end].endswith(b"/>"):
        name = re.split(rb"[\s/>]", data[start + 1 : end], maxsplit=1)[0]
        return data[: end - 2] + b">" + text + b"</" + name + b">" + data[end:]
    return data[:end] + text + data[end:]


def _broken(what: str) -> SourceError:
    return SourceError(Problem("image-broken", f"the picture {what}", "save it again as SVG"))
