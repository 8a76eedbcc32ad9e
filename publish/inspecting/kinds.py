"""Detects the kind of a file by its content, never by its name."""

from __future__ import annotations

import re

from publish.pictures.metadata_reading.packet import is_packet

XMP = "application/rdf+xml"
"""An XMP packet in a file of its own, beside a picture."""
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""OLE compound file: Word before 2007, or an Office file encrypted with a password."""

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"II+\0", "image/tiff"),
    (0, b"MM\0+", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (40, b" EMF", "image/x-emf"),
    (0, b"\xd7\xcd\xc6\x9a", "image/x-wmf"),
    (0, b"\x01\0\x09\0\0\x03", "image/x-wmf"),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "image/jp2"),
    (0, b"\xff\x4f\xff\x51", "image/jp2"),
    (0, b"\0\0\0\x0cJXL \r\n\x87\n", "image/jxl"),
    (0, b"\xff\x0a", "image/jxl"),
    (0, b"8BPS", "image/vnd.adobe.photoshop"),
    (0, b"BM", "image/bmp"),
)
"""Offset, bytes and media type. Short signatures, which match by chance, come last."""

_BRANDS: tuple[tuple[frozenset[bytes], str], ...] = (
    (frozenset({b"avif", b"avis"}), "image/avif"),
    (frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}), "image/heic"),
)
"""Brands of an ISO base media file (ISO 14496-12 §4.3, ISO 23008-12 §10, AVIF §8)."""

_SVG = re.compile(rb"<(?:\w+:)?svg[\s>/]")
_TEXT = 4096
"""Bytes searched for an SVG's root element."""

SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/tiff": "tif",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/heic": "heic",
    "image/svg+xml": "svg",
    "image/x-emf": "emf",
    "image/x-wmf": "wmf",
    "image/jp2": "jp2",
    "image/jxl": "jxl",
    "image/vnd.adobe.photoshop": "psd",
    "image/bmp": "bmp",
    XMP: "xmp",
}
"""File suffix of each kind of picture."""

WITHOUT_PIXELS = frozenset({"image/svg+xml", "image/x-emf", "image/x-wmf", XMP})
"""Kinds that have no size in pixels."""
UNREAD = {"image/jp2": "JPEG 2000", "image/jxl": "JPEG XL"}
"""Kinds whose metadata are not read, by their names."""


def image_type(data: bytes) -> str | None:
    """Return the media type of a picture, or of a file that replaces one; None for other files."""
    if data[4:8] == b"ftyp":
        brands = {data[8:12], *(data[at : at + 4] for at in range(16, _brands_end(data), 4))}
        return next((kind for known, kind in _BRANDS if brands & known), None)
    for offset, magic, kind in _MAGIC:
        if data.startswith(magic, offset):
            return kind
    if is_packet(data):
        return XMP
    return "image/svg+xml" if is_svg(data) else None


def is_pdf(data: bytes) -> bool:
    """Return whether the first 1024 bytes contain a PDF header (ISO 32000-1 annex H.3.4.1)."""
    return b"%PDF-" in data[:1024]


def is_svg(data: bytes) -> bool:
    """Return whether the start of an XML document has SVG's root element."""
    head = data[:_TEXT]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    found = _SVG.search(start)
    # A declaration, comments and a DOCTYPE may precede it; an HTML page with an SVG does not count.
    return bool(start.startswith(b"<") and found and not re.search(rb"<html[\s>]", start))


def _brands_end(data: bytes) -> int:
    return min(int.from_bytes(data[:4], "big"), len(data), 256)
