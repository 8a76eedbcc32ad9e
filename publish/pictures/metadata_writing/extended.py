"""XMP that is too long for one JPEG segment: the rest goes into an extension (ISO 16684-3
§3.3.1.1).

The main packet names its extension by a GUID, the MD5 digest of its bytes. The extension is RDF
without the packet's wrapper; its properties are not in the main packet, and join it when the
picture is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from lxml import etree

from publish.errors import Problem, SourceError
from publish.metadata import xmp
from publish.metadata.namespaces import PUBLISH, RDF

_NOTE = "{http://ns.adobe.com/xmp/note/}HasExtendedXMP"


def divided(packet: bytes, most: int) -> tuple[bytes, bytes | None]:
    """A packet as a main one of at most ``most`` bytes, and the extension with the rest.

    Properties that other programs read stay in the main packet as long as possible: our own
    properties go first, and of each kind the longest. Raises ``SourceError`` where no property is
    left to move.
    """
    if len(packet) <= most:
        return packet, None
    root = xmp.parsed(packet)
    gone = etree.Element(f"{{{RDF}}}RDF", nsmap={"rdf": RDF})
    target = etree.SubElement(gone, f"{{{RDF}}}Description")
    target.set(f"{{{RDF}}}about", xmp.about(root))
    _spell_out(root)
    movable = _by_turn(p for d in xmp.descriptions(root) for p in d.iterchildren("*"))
    while True:
        extension = xmp.meta(gone)
        main = xmp.wrapped(_noted(root, guid_of(extension)))
        if len(main) <= most:
            return main, extension
        if not movable:
            raise _too_large(len(packet), most)
        over = len(main) - most
        while movable and over > 0:
            over -= movable[0][0]
            target.append(movable.pop(0)[1])


def joined(main: bytes, extension: bytes | None) -> bytes:
    """One packet with the properties of both; where both have one, the main packet's counts.

    It no longer names an extension, even if there is none of that name.
    """
    root = xmp.parsed(main)
    _without_note(root)
    if extension is None:
        return xmp.wrapped(root)
    known = {str(e.tag) for d in xmp.descriptions(root) for e in d.iterchildren("*")}
    known |= {str(key) for d in xmp.descriptions(root) for key in d.attrib}
    for description in xmp.descriptions(xmp.parsed(extension)):
        for key in [k for k in map(str, description.attrib) if k in known and not xmp.syntax(k)]:
            del description.attrib[key]
        for element in [e for e in description.iterchildren("*") if str(e.tag) in known]:
            description.remove(element)
        description.set(f"{{{RDF}}}about", xmp.about(root))
        root.append(description)
    return xmp.wrapped(root)


def named_by(main: bytes) -> bytes | None:
    """The GUID of the extension that a main packet names; None if it names none."""
    if b"HasExtendedXMP" not in main:
        return None
    for description in xmp.descriptions(xmp.parsed(main)):
        guid = description.get(_NOTE) or description.findtext(_NOTE)
        if guid:
            return guid.strip().upper().encode("ascii", "replace")
    return None


def guid_of(extension: bytes) -> bytes:
    """The name of an extension: 32 hexadecimal digits."""
    return hashlib.md5(extension, usedforsecurity=False).hexdigest().upper().encode()


def _spell_out(root: etree._Element) -> None:
    """Turn properties in attributes into elements, which can move."""
    for description in xmp.descriptions(root):
        for key in [key for key in map(str, description.attrib) if not xmp.syntax(key)]:
            etree.SubElement(description, key).text = str(description.attrib.pop(key))


def _by_turn(
    properties: Iterable[etree._Element],
) -> list[tuple[int, etree._Element]]:
    """Properties and their sizes, in the order in which they leave the main packet."""
    sized = [(len(etree.tostring(p, encoding="utf-8")), p) for p in properties]
    return sorted(sized, key=lambda s: (not str(s[1].tag).startswith(f"{{{PUBLISH}}}"), -s[0]))


def _noted(root: etree._Element, guid: bytes) -> etree._Element:
    _without_note(root)
    first = next(xmp.descriptions(root), None)
    if first is None:
        first = etree.SubElement(root, f"{{{RDF}}}Description")
        first.set(f"{{{RDF}}}about", "")
    first.set(_NOTE, guid.decode())
    return root


def _without_note(root: etree._Element) -> None:
    for description in xmp.descriptions(root):
        description.attrib.pop(_NOTE, "")
        for element in list(description.iterchildren(_NOTE)):
            description.remove(element)


def _too_large(size: int, most: int) -> SourceError:
    return SourceError(
        Problem(
            "image-xmp-large",
            f"the picture's XMP would have {size} bytes, and {most} of them must do in one piece",
            "remove what the credit does not need, with: exiftool -XMP:all= FILE",
        )
    )
