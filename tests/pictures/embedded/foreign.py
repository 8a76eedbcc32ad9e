"""Metadata as other people's programs write them, made byte by byte, with all that may be odd."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from tests.metadata.strategies import picture

UTF8 = b"\x1b%G"
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "cc": "http://creativecommons.org/ns#",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}


def iim(datasets: Sequence[tuple[int, bytes]], character_set: bytes = b"") -> bytes:
    """Record 2's datasets, in their order, after the character set of the envelope."""
    rows = [(1, 90, character_set)] if character_set else []
    rows += [(2, number, value) for number, value in datasets]
    return b"".join(b"\x1c" + bytes((r, n)) + _length(len(v)) + v for r, n, v in rows)


def _length(size: int) -> bytes:
    return struct.pack(">H", size) if size < 0x8000 else struct.pack(">HI", 0x8004, size)


def resource(number: int, data: bytes) -> bytes:
    """One of Photoshop's image resource blocks, without a name."""
    return b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + data + b"\0" * (len(data) % 2)


def exif(tags: Mapping[int, bytes], order: str = "<") -> bytes:
    """A TIFF with these tags as ASCII."""
    rows = sorted(tags.items())
    data = b""
    directory = struct.pack(order + "H", len(rows))
    start = 8 + 2 + 12 * len(rows) + 4
    for number, value in rows:
        if len(value) <= 4:
            where = value.ljust(4, b"\0")
        else:
            where = struct.pack(order + "I", start + len(data))
            data += value
        directory += struct.pack(order + "HHI", number, 2, len(value)) + where
    head = b"II*\0" if order == "<" else b"MM\0*"
    return head + struct.pack(order + "I", 8) + directory + b"\0\0\0\0" + data


def xmp(body: str, attributes: str = "") -> bytes:
    """A packet with this content."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {names} {attributes}>{body}'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def creators(*names: str) -> str:
    """``dc:creator`` of a packet."""
    items = "".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in names)
    return f"<dc:creator><rdf:Seq>{items}</rdf:Seq></dc:creator>"


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """A JPEG with these application segments (number, payload) at its head."""
    body = b"".join(
        b"\xff" + bytes((0xE0 + n,)) + struct.pack(">H", 2 + len(p)) + p for n, p in segments
    )
    return b"\xff\xd8" + body + picture("JPEG")[2:]


def with_xmp(packet: bytes) -> tuple[int, bytes]:
    """The segment of a JPEG that holds a packet."""
    return 1, b"http://ns.adobe.com/xap/1.0/\0" + packet


def with_extended(guid: bytes, whole: bytes, start: int, end: int) -> tuple[int, bytes]:
    """The segment of a JPEG that holds a part of an extended packet."""
    head = b"http://ns.adobe.com/xmp/extension/\0" + guid + struct.pack(">II", len(whole), start)
    return 1, head + whole[start:end]


def with_iim(data: bytes, *others: bytes) -> tuple[int, bytes]:
    """The segment of a JPEG that holds IIM, and other image resource blocks."""
    return 13, b"Photoshop 3.0\0" + resource(0x0404, data) + b"".join(others)


def with_exif(data: bytes) -> tuple[int, bytes]:
    """The segment of a JPEG that holds EXIF."""
    return 1, b"Exif\0\0" + data


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG with these chunks (type, payload) before its end."""
    body = b"".join(
        struct.pack(">I", len(p)) + t + p + struct.pack(">I", zlib.crc32(t + p)) for t, p in chunks
    )
    whole = picture("PNG")
    return whole[:-12] + body + whole[-12:]
