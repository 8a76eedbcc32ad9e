"""Private metadata of pictures: location, serial numbers, owner, maker notes.

A location may be a source's home; a serial number links all pictures of one camera.
Published copies lose both, unless the article's ``keep:`` says otherwise. Place
names that an editor wrote (city, country, sublocation) belong to the caption and stay.
"""

from __future__ import annotations

import re
from enum import StrEnum

from lxml import etree

from publish.metadata import xmp

Keep = frozenset[str]
"""The values of ``Image.keep``."""

LOCATION, SERIAL_NUMBERS = "location", "serial-numbers"
KEEP = frozenset({LOCATION, SERIAL_NUMBERS})


class Private(StrEnum):
    """A kind of private metadata; the value is the wording in messages."""

    LOCATION = "GPS location"
    SERIAL_NUMBERS = "serial number of camera or lens"
    OWNER = "name of the camera's owner"
    MAKER_NOTES = "maker notes"
    ATTACHMENT = "attached film or second picture"
    UNREADABLE = "unreadable EXIF data"

    @property
    def needs(self) -> Keep:
        """The ``keep:`` values that leave it in. Data that can hold anything need all of them."""
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
"""Local names of private XMP properties, in any namespace: makers use their own."""

_ATTACHED = (
    "http://ns.google.com/photos/1.0/",
    "http://ns.google.com/photos/dd/1.0/",
    "http://ns.adobe.com/hdr-gain-map/1.0/",
)
"""Namespaces that hold a second picture, or its offset behind the first one."""


def keeps(keep: Keep, kind: Private, found: set[Private]) -> bool:
    """Return whether this kind of data stays; if not, add it to ``found``."""
    if kind.needs <= keep:
        return True
    found.add(kind)
    return False


def strip_private(packet: bytes, keep: Keep) -> tuple[bytes, frozenset[Private]]:
    """Remove private properties from an XMP packet, at any depth.

    Returns the packet and the kinds removed. Raises ``SourceError`` if it is broken.
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
