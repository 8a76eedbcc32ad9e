"""Applies EXIF orientation: rotates or mirrors the pixels, then resets the tag.

A camera stores the sensor's image and records in EXIF how it was held. Not every
reader respects that tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from PIL.Image import Transpose
from PIL.JpegImagePlugin import JpegImageFile, get_sampling
from PIL.PngImagePlugin import PngImageFile

from publish.pictures.metadata_writing import exif
from publish.pictures.structure import jpeg, png

TRANSPOSES = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""The operation that makes a picture upright, by EXIF orientation (CIPA DC-008, 4.6.4 A)."""

_QUALITY = 95
"""Quality of the new JPEG: no visible loss, and about the old file size."""

XMP_ORIENTATION = re.compile(rb"(tiff:Orientation(?:\s*=\s*[\"']|>\s*))[2-8]")
"""The orientation in an XMP packet, where it is not upright."""

_SEGMENTS = (
    ("APP1", jpeg.XMP),
    ("APP1", jpeg.EXTENDED_XMP),
    ("APP2", b"ICC_PROFILE\0"),
    ("APP13", jpeg.PHOTOSHOP),  # holds IPTC
    ("COM", b""),
)
_MARKERS = {"APP1": jpeg.APP1, "APP2": jpeg.APP2, "APP13": jpeg.APP13, "COM": 0xFE}

_EXIF = b"Exif\0\0"
_MOST_EXIF = jpeg.MOST_PAYLOAD - len(_EXIF)
"""Bytes of EXIF that fit into one JPEG segment."""

_CREDIT_PROFILES = tuple(png.RAW_PROFILE + name + b"\0" for name in (b"iptc", b"8bim", b"xmp"))
"""Text chunks in which older programs store credits."""

_CHUNKS = frozenset(b"cHRM cICP gAMA iCCP sRGB pHYs tEXt zTXt iTXt tIME".split())


def rotate_jpeg(data: bytes, orientation: int) -> bytes:
    """Rotate a JPEG by its EXIF ``orientation`` (2 to 8) and encode it again.

    EXIF, color profile, XMP, IPTC, comments and chroma subsampling are kept. Raises
    Pillow's errors (``pixels.DAMAGE``) on damaged files.
    """
    image = JpegImageFile(BytesIO(data))
    turned = image.transpose(TRANSPOSES[orientation])
    turned.info = {}
    options: dict[str, object] = {"subsampling": _sampling(image, orientation)}
    if image.info.get("jfif_unit") in (1, 2) and "dpi" in image.info:
        options["dpi"] = _rotated_resolution(image.info["dpi"], orientation)
    out = BytesIO()
    turned.save(
        out,
        "JPEG",
        quality=_QUALITY,
        optimize=True,
        progressive=bool(image.info.get("progressive")),
        exif=rotated_exif(image.info.get("exif", b""), orientation),
        **options,
    )
    return _insert_segments(out.getvalue(), _metadata_segments(image))


def rotate_png(data: bytes, orientation: int) -> bytes:
    """Rotate a PNG by its EXIF ``orientation`` (2 to 8), without loss for 8-bit pixels.

    EXIF, color profile, XMP and texts are kept. Raises Pillow's errors
    (``pixels.DAMAGE``) on damaged files.
    """
    image = PngImageFile(BytesIO(data))
    turned = image.transpose(TRANSPOSES[orientation])
    turned.info = {k: v for k, v in image.info.items() if k == "transparency"}
    out = BytesIO()
    turned.save(
        out, "PNG", optimize=True, exif=rotated_exif(image.info.get("exif", b""), orientation)
    )
    new = out.getvalue()
    head = 8 + 12 + 13  # signature and IHDR
    return new[:head] + b"".join(_metadata_chunks(data, orientation)) + new[head:]


def _sampling(image: JpegImageFile, orientation: int) -> int:
    """Keep the chroma subsampling; use none where 4:2:2 would swap its sides."""
    sampling = get_sampling(image)
    sided = orientation >= 5 and sampling == 1  # 4:2:2 halves the width only
    return 0 if sampling < 0 or sided else sampling


def _rotated_resolution(resolution: tuple[float, float], orientation: int) -> tuple[int, int]:
    across, down = (round(value) for value in resolution)
    return (down, across) if orientation >= 5 else (across, down)


def rotated_exif(block: bytes, orientation: int) -> bytes:
    """Return the EXIF of the rotated picture with its header; empty if it cannot be read.

    Private data stay in it: ``publish.pictures.privacy`` removes them later, following
    the article's ``keep:``.
    """
    done = exif.rotated(block.removeprefix(_EXIF), sides=orientation >= 5)
    return _EXIF + done if done and len(done) <= _MOST_EXIF else b""


def _metadata_segments(image: JpegImageFile) -> bytes:
    found = b""
    for name, payload in image.applist:
        if any(name == kind and payload.startswith(start) for kind, start in _SEGMENTS):
            body = XMP_ORIENTATION.sub(rb"\g<1>1", payload)
            found += jpeg.segment(_MARKERS[name], body)
    return found


def _insert_segments(data: bytes, segments: bytes) -> bytes:
    """Insert segments after the JFIF and EXIF headers, where readers look for XMP."""
    headers = (jpeg.APP0, jpeg.APP1)
    at = next(part.start for part in jpeg.segments(data) if part.marker not in headers)
    return data[:at] + segments + data[at:]


def _metadata_chunks(data: bytes, orientation: int) -> Iterator[bytes]:
    for part in png.chunks(data):
        body = part.payload
        raw = body.startswith(png.RAW_PROFILE) and not body.startswith(_CREDIT_PROFILES)
        if part.type not in _CHUNKS or raw:
            continue
        if part.type == b"pHYs" and orientation >= 5:
            body = body[4:8] + body[:4] + body[8:]
        if part.type == b"iTXt":
            body = XMP_ORIENTATION.sub(rb"\g<1>1", body)
        yield png.chunk(part.type, body)
