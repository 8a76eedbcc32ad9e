"""The bytes of a picture: what it is, how large, and whether it is whole.

Nothing here depends on Pillow's switches for damaged files
(``ImageFile.LOAD_TRUNCATED_IMAGES``), which other libraries set for the whole
process: pixel data go straight to the decoder, and it must find all of them.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from warnings import catch_warnings, simplefilter

from PIL import Image as Pillow
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from publish.reading.upright import TURNS, upright_jpeg, upright_png

MOST_PIXELS = 100_000_000
"""A picture of 12,000 × 8,000 passes; decoded, it takes 400 MB."""

JPEG, PNG = "image/jpeg", "image/png"
SUFFIXES = {JPEG: (".jpg", ".jpeg"), PNG: (".png",)}

_ORIENTATION, _RESOLUTION = 0x0112, 0x011A
"""EXIF tags (CIPA DC-008, 4.6.4)."""

_SIGNATURES = (
    (0, b"\xff\xd8\xff", JPEG),
    (0, b"\x89PNG\r\n\x1a\n", PNG),
    (0, b"GIF8", "GIF"),
    (8, b"WEBP", "WebP"),
    (4, b"ftypavif", "AVIF"),
    (4, b"ftypheic", "HEIC"),
    (4, b"ftypmif1", "HEIF"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"BM", "BMP"),
    (0, b"8BPS", "Photoshop (PSD)"),
    (0, b"%PDF", "PDF"),
    (0, b"%!PS", "PostScript"),
    (0, b"\0\0\x01\0", "ICO"),
    (0, b"\xff\x0a", "JPEG XL"),
    (4, b"JXL ", "JPEG XL"),
    (4, b"jP  ", "JPEG 2000"),
    (0, b"version https://git-lfs", "Git LFS pointer"),
)


class BadPixels(Exception):
    """A picture that cannot be used, with the rule it breaks and the fix."""

    def __init__(self, rule: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.rule, self.message, self.fix = rule, message, fix


@dataclass(frozen=True)
class Pixels:
    """What a picture's bytes are. ``width`` and ``height`` in pixels, ``dpi`` per inch."""

    media_type: str
    width: int
    height: int
    dpi: float | None
    animated: bool = False
    orientation: int = 1
    """How it is to be turned to be seen upright, as EXIF counts (1: not at all)."""


def examine(data: bytes) -> Pixels:
    """Read a JPEG or PNG to its end; :class:`BadPixels` if it is no such file, or damaged."""
    media_type = kind_of(data)
    if media_type not in SUFFIXES:
        raise _unsupported(media_type)
    with catch_warnings():
        simplefilter("ignore")  # Pillow's remarks on odd EXIF say nothing to an editor
        return _examine(data, media_type)


def _examine(data: bytes, media_type: str) -> Pixels:
    try:
        image: ImageFile = (JpegImageFile if media_type == JPEG else PngImageFile)(BytesIO(data))
    except _DAMAGE as error:
        raise _damaged(media_type) from error
    if image.width * image.height > MOST_PIXELS:
        raise BadPixels(
            "image-too-large",
            f"{image.width} × {image.height} pixels are more than "
            f"{MOST_PIXELS // 1_000_000} million",
            "Scale it down; 4,000 pixels fill an A4 page at 480 dpi.",
        )
    _refuse_modes(image)
    _decode(image, media_type, data)
    animated = getattr(image, "is_animated", False)
    turned = _orientation(image)
    return Pixels(media_type, image.width, image.height, _dpi(image), animated, turned)


def upright(data: bytes, pixels: Pixels) -> bytes:
    """The picture turned as ``pixels`` (what :func:`examine` found) says; ready to be shown."""
    if pixels.orientation == 1:
        return data
    turn = upright_jpeg if pixels.media_type == JPEG else upright_png
    with catch_warnings():
        simplefilter("ignore")
        try:
            return turn(data, pixels.orientation)
        except _DAMAGE as error:
            raise _damaged(pixels.media_type) from error


def kind_of(data: bytes) -> str:
    """The media type of a JPEG or PNG, else what kind of file it is; "" if that is unknown."""
    for start, signature, kind in _SIGNATURES:
        if data.startswith(signature, start):
            return kind
    return "SVG" if b"<svg" in data[:2000].lower() else ""


_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    EOFError,
    struct.error,
    zlib.error,
    AttributeError,
    Pillow.DecompressionBombError,
)
"""What Pillow raises on files that are not what they claim."""


def _refuse_modes(image: ImageFile) -> None:
    if image.mode == "CMYK":
        raise BadPixels(
            "image-cmyk",
            "the picture is in CMYK (made for one printing process)",
            "Convert it to RGB (sRGB); no output takes CMYK pictures yet.",
        )
    if image.mode.startswith("I"):
        raise BadPixels(
            "image-depth",
            "the picture has 16 bits of gray for each pixel, which would not be shown as it is",
            'Save it with 8 bits ("8 bits/channel" in picture programs).',
        )


def _orientation(image: ImageFile) -> int:
    """What EXIF says; 1 where it says nothing, or nothing that has a meaning."""
    found = _exif(image).get(_ORIENTATION)
    return found if isinstance(found, int) and found in TURNS else 1


def _decode(image: ImageFile, media_type: str, data: bytes) -> None:
    """Hand the pixel data to the decoder: it must be content, and find all rows."""
    try:
        tile = image.tile[0]
        arguments = tile.args if isinstance(tile.args, tuple) else (tile.args,)
        pixels = data
        if media_type == PNG:
            arguments = (*arguments[:1], int(bool(image.info.get("interlace"))))
            pixels = b"".join(_png_pixels(data))
        Pillow.frombytes(image.mode, image.size, pixels, tile.codec_name, arguments)
    except _DAMAGE as error:
        raise _damaged(media_type) from error


def _png_pixels(data: bytes) -> Iterator[bytes]:
    """The IDAT chunks of a PNG whose chunks are whole, up to IEND (ISO 15948, 5.3)."""
    at = 8
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack_from(">I", data, at + 8 + length)
        if zlib.crc32(kind + body) != checksum:
            raise ValueError("a chunk is damaged")
        if kind == b"IDAT":
            yield body
        if kind == b"IEND":
            return
        at += 12 + length


def _exif(image: ImageFile) -> dict[int, object]:
    """The tags of the first EXIF directory; none if they cannot be read."""
    exif = Pillow.Exif()
    try:
        exif.load(image.info.get("exif", b""))
        return dict(exif)
    except _DAMAGE:
        return {}  # what cannot be read turns the picture nowhere else either


def _dpi(image: ImageFile) -> float | None:
    """What the file states; None where it states nothing (Pillow then says 72)."""
    found = image.info.get("dpi")
    if image.format == "JPEG" and image.info.get("jfif_unit") not in (1, 2):
        found = found if _RESOLUTION in _exif(image) else None
    try:
        value = float(found[0]) if found else 0.0
    except (TypeError, ValueError, ZeroDivisionError, LookupError):
        return None
    # Below: a file whose unit is missing, or a default nobody chose.
    return round(value, 2) if math.isfinite(value) and value >= 2 else None


def _damaged(media_type: str) -> BadPixels:
    kind = media_type.removeprefix("image/").upper()
    return BadPixels(
        "image-damaged",
        f"the {kind} file is damaged or cut off",
        "Fetch or export it again, and see whether it opens whole.",
    )


def _unsupported(kind: str) -> BadPixels:
    if kind == "Git LFS pointer":
        return BadPixels(
            "image-format",
            "the file is only a Git LFS pointer, not the picture",
            "Run `git lfs pull`.",
        )
    if not kind:
        return BadPixels(
            "image-format",
            "the file is not a picture of any known kind",
            "Save it as JPEG (photographs) or PNG (drawings).",
        )
    return BadPixels(
        "image-format",
        f"{kind} files are not supported yet",
        "Save it as JPEG (photographs) or PNG (drawings).",
    )
