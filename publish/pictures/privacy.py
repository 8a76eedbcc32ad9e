"""What a picture says about its maker's life rather than about itself.

Where it was taken may be a source's home; a serial number ties it to all other
pictures of the same camera. The copies that are published are freed of both,
unless the article's ``keep:`` says otherwise. Names of places that an editor
wrote (city, country, sublocation) are part of the caption, and stay.
"""

from __future__ import annotations

import re
from enum import StrEnum

from lxml import etree

from publish.metadata import xmp

Keep = frozenset[str]
"""The words of ``Image.keep``."""

LOCATION, SERIAL_NUMBERS = "location", "serial-numbers"
KEEP = frozenset({LOCATION, SERIAL_NUMBERS})


class Private(StrEnum):
    """A kind of private information, in the words in which an editor is told of it."""

    LOCATION = "where it was taken (GPS)"
    SERIAL_NUMBERS = "a serial number of camera or lens"
    OWNER = "the name of the camera's owner"
    MAKER_NOTES = "notes in the camera maker's own form"
    ATTACHMENT = "a film or a second picture behind it"
    UNREADABLE = "EXIF data that cannot be read"

    @property
    def needs(self) -> Keep:
        """The words of ``keep:`` that leave it in. What may hold anything needs all of them."""
        return _NEEDS.get(self, KEEP)


_NEEDS = {
    Private.LOCATION: frozenset({LOCATION}),
    Private.SERIAL_NUMBERS: frozenset({SERIAL_NUMBERS}),
    Private.OWNER: frozenset({SERIAL_NUMBERS}),
}

_NAMES = (
    (Private.LOCATION, re.compile(r"GPS|.*(?:Latitude|Longitude)$", re.IGNORECASE)),
    (Private.SERIAL_NUMBERS, re.compile(r".*Serial(?:Number|No)?$", re.IGNORECASE)),
    (Private.OWNER, re.compile(r"(?:Camera)?OwnerName$")),
    (Private.MAKER_NOTES, re.compile(r"MakerNote")),
)
"""Local names of XMP properties and fields, whatever namespace a maker put them in."""

_ATTACHED = (
    "http://ns.google.com/photos/1.0/",
    "http://ns.google.com/photos/dd/1.0/",
    "http://ns.adobe.com/hdr-gain-map/1.0/",
)
"""Namespaces that hold a second picture, or say where behind the first one it is."""


def keeps(keep: Keep, kind: Private, found: set[Private]) -> bool:
    """Whether this is left in; if it is not, it is added to what was ``found``."""
    if kind.needs <= keep:
        return True
    found.add(kind)
    return False


def cleaned(packet: bytes, keep: Keep) -> tuple[bytes, frozenset[Private]]:
    """An XMP packet without what is private, at any depth, and what that was.

    Raises ``SourceError`` if the packet is broken.
    """
    root = xmp.parsed(packet)
    found: set[Private] = set()
    for element in list(root.iter("*")):
        for key in map(str, element.attrib):
            if (kind := _kind(key)) and not keeps(keep, kind, found):
                del element.attrib[key]
        parent = element.getparent()
        kind = _kind(str(element.tag))
        if kind and parent is not None and not keeps(keep, kind, found):
            parent.remove(element)
    return (xmp.wrapped(root) if found else packet), frozenset(found)


def _kind(clark: str) -> Private | None:
    name = etree.QName(clark)
    if (name.namespace or "").startswith(_ATTACHED):
        return Private.ATTACHMENT
    return next((kind for kind, spelled in _NAMES if spelled.match(name.localname)), None)
