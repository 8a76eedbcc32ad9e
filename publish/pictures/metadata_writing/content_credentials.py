"""Content Credentials: a signed statement (C2PA manifest store) that covers a picture's bytes.

A store is a JUMBF superbox (ISO 19566-5): the box ``jumb``, whose first child ``jumd`` names its
content by a UUID and a label (C2PA 2.1).
"""

from __future__ import annotations

import re

from publish.pictures.privacy import Private

_STORE = bytes.fromhex("63327061 0011 0010 8000 00aa00389b71")
"""The UUID of a manifest store."""

_SPELLED = (
    (Private.LOCATION, re.compile(rb"GPS(?:Latitude|Longitude)")),
    (Private.SERIAL_NUMBERS, re.compile(rb"(?:Body|Lens|Camera|\b)SerialNumber")),
)
"""EXIF statements in the form of an assertion (C2PA 2.1), in JSON or CBOR."""


def is_store(box: bytes) -> bool:
    """Whether this box is a manifest store."""
    head = 16 if box[:4] == b"\0\0\0\1" else 8  # a box of more than 4 GB says so
    child = box[head:]
    return box[4:8] == b"jumb" and child[4:8] == b"jumd" and child[8:24] == _STORE


def private_data(store: bytes) -> frozenset[Private]:
    """Statements about place and camera in the manifest store itself."""
    return frozenset(kind for kind, spelled in _SPELLED if spelled.search(store))
