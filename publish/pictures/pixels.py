"""Examines raster pictures: kind, size, orientation, resolution, and whether they are whole.

Pillow's switch for damaged files (``ImageFile.LOAD_TRUNCATED_IMAGES``), which other
libraries set for the whole process, has no effect here: pixel data go straight to
the decoder, and it must find all rows. Only the decoders named here are tried, and
only once the size is known.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from warnings import catch_warnings, simplefilter

from PIL import Image as Pillow
from PIL.AvifImagePlugin import AvifImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from publish.pictures.kinds import AVIF, BMP, GIF, JPEG, NAMES, PNG, SVG, TIFF, WEBP, kind_of
from publish.pictures.likeness import DRAFT
from publish.pictures.orientation import TRANSPOSES, rotate_jpeg, rotate_png
from publish.pictures.structure.damage import Damaged
from publish.values import dataclass

__all__ = [
    "JPEG",
    "PNG",
    "SUFFIXES",
    "BadPixels",
    "Pixels",
    "apply_orientation",
    "examine",
    "kind_of",
]

MOST_PIXELS = 100_000_000
"""Pixels allowed: 12,000 × 8,000 passes, and takes 400 MB when decoded."""

SUFFIXES = {JPEG: (".jpg", ".jpeg"), PNG: (".png",)}
"""Suffixes of the raster kinds that every output holds unconverted."""

OPENERS: dict[str, type[ImageFile]] = {
    JPEG: JpegImageFile,
    PNG: PngImageFile,
    WEBP: WebPImageFile,
    AVIF: AvifImageFile,
    GIF: GifImageFile,
    TIFF: TiffImageFile,
    BMP: BmpImageFile,
}
"""Pillow's reader of each kind."""

_SHOWN = "1 L LA P PA RGB RGBA RGBX RGBa La CMYK YCbCr I;16 I;16B I;16L"
_MODES = frozenset(_SHOWN.split())
"""Pixel modes that can be shown; floating point and 32 bits are for measurements."""
_STRICT_CODECS = frozenset({"webp", "avif", "libtiff"})
"""Codecs that always refuse truncated data, whatever Pillow's switches say."""
_ORIENTATION, _RESOLUTION = 0x0112, 0x011A
"""EXIF tags (CIPA DC-008, 4.6.4)."""


class BadPixels(Exception):
    """A picture that cannot be used: the rule it breaks, the message and the fix."""

    def __init__(self, rule: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.rule, self.message, self.fix = rule, message, fix

    def __reduce__(self) -> tuple[type[BadPixels], tuple[str, str, str]]:
        # Pictures are decoded in a child process, which sends its exceptions.
        return type(self), (self.rule, self.message, self.fix)


@dataclass(frozen=True)
class Pixels:
    """Properties of a raster picture; ``width`` and ``height`` in pixels, ``dpi`` per inch."""

    media_type: str
    width: int
    height: int
    dpi: float | None
    animated: bool = False
    orientation: int = 1
    """EXIF orientation; 1 is upright."""
    mode: str = "RGB"
    """Pillow's name of the pixel mode."""


def examine(data: bytes) -> Pixels:
    """Read a raster picture to its end and return its properties.

    Raises :class:`BadPixels` if it is of another kind, damaged, or too large to decode.
    """
    return examined(data)[0]


def examined(data: bytes) -> tuple[Pixels, Pillow.Image | None]:
    """The properties of a picture, and a JPEG's pixels, as small as its likeness needs them.

    Raises what :func:`examine` raises.
    """
    media_type = kind_of(data)
    if media_type not in OPENERS:
        raise _unsupported_error(media_type)
    with catch_warnings():
        simplefilter("ignore")  # Pillow's warnings about odd EXIF do not help an editor
        return _examine(data, media_type)


def open_picture(data: bytes, media_type: str) -> ImageFile:
    """Open a picture without decoding it; :class:`BadPixels` if it is damaged or too large."""
    if media_type == WEBP:
        _check_size(*_webp_size(data))  # opening allocates the whole picture
    try:
        image = OPENERS[media_type](BytesIO(data))
    except DAMAGE as error:
        raise damage_error(media_type) from error
    _check_size(image.width, image.height)
    return image


def _examine(data: bytes, media_type: str) -> tuple[Pixels, Pillow.Image | None]:
    image = open_picture(data, media_type)
    if image.mode not in _MODES:
        raise BadPixels(
            "image-depth",
            f"the {NAMES[media_type]} has pixels in a format for measurements ({image.mode})",
            'Save it with 8 bits ("8 bits/channel" in image editors).',
        )
    size, mode, orientation, dpi = image.size, image.mode, _orientation(image), _dpi(image)
    small = _decode(image, media_type, data)
    animated = _is_animated(image, media_type)
    return Pixels(media_type, *size, dpi, animated, orientation, mode), small


def apply_orientation(data: bytes, pixels: Pixels) -> bytes:
    """Return the picture upright; ``pixels`` comes from :func:`examine`.

    Raises :class:`BadPixels` if it cannot be decoded.
    """
    if pixels.orientation == 1:
        return data
    rotate = rotate_jpeg if pixels.media_type == JPEG else rotate_png
    with catch_warnings():
        simplefilter("ignore")
        try:
            return rotate(data, pixels.orientation)
        except DAMAGE as error:
            raise damage_error(pixels.media_type) from error


DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
    AttributeError,
    MemoryError,
    Pillow.DecompressionBombError,
    Damaged,
)
"""Exceptions that Pillow raises on damaged files."""


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise BadPixels(
            "image-too-large",
            f"{width} × {height} pixels are more than {MOST_PIXELS // 1_000_000} million",
            "Scale it down; 4,000 pixels fill an A4 page at 480 dpi.",
        )


def _webp_size(data: bytes) -> tuple[int, int]:
    """Read width and height of a WebP's canvas from its first chunk (RFC 9649 §2.5 to §2.7)."""
    kind, body = data[12:16], data[20:30]
    if kind == b"VP8X" and len(body) == 10:
        across, down = (int.from_bytes(body[n : n + 3], "little") + 1 for n in (4, 7))
        return across, down
    if kind == b"VP8L" and len(body) == 10:
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and len(body) == 10:
        return struct.unpack_from("<H", body, 6)[0] & 0x3FFF, struct.unpack_from("<H", body, 8)[
            0
        ] & 0x3FFF
    raise damage_error(WEBP)


def _orientation(image: ImageFile) -> int:
    """Read the EXIF orientation; 1 if it is absent or invalid."""
    found = _exif(image).get(_ORIENTATION)
    return found if isinstance(found, int) and found in TRANSPOSES else 1


def _is_animated(image: ImageFile, media_type: str) -> bool:
    """Return whether the file holds several pictures; pages of a TIFF count."""
    try:
        return bool(getattr(image, "is_animated", False)) and media_type != JPEG
    except DAMAGE:
        return False  # only the first picture is shown anyway


def _decode(image: ImageFile, media_type: str, data: bytes) -> Pillow.Image | None:
    """Decode all pixel data; raise :class:`BadPixels` where rows are missing or damaged.

    A JPEG is read to its end at any size, so its pixels are made, and returned, at a small one.
    """
    try:
        if isinstance(image, JpegImageFile):
            image.draft(None, DRAFT)
            (tile,) = image.tile
            arguments = (*_as_tuple(tile.args), *(image.decoderconfig or ()))
            return Pillow.frombytes(image.mode, image.size, data, tile.codec_name, arguments)
        if media_type in (WEBP, AVIF) or image.tile[0].codec_name in _STRICT_CODECS:
            image.load()
            return None
        view = memoryview(data)  # no copies: a TIFF may have thousands of strips
        for tile in image.tile if media_type != PNG else image.tile[:1]:
            arguments = _as_tuple(tile.args)
            size = image.size if tile.extents is None else _size(tile.extents)
            pixels: bytes | memoryview = view[tile.offset :]
            if media_type == PNG:
                arguments = (*arguments[:1], int(bool(image.info.get("interlace"))))
                pixels = b"".join(_png_pixels(data))
            Pillow.frombytes(image.mode, size, pixels, tile.codec_name, arguments)
    except DAMAGE as error:
        raise damage_error(media_type) from error
    return None


def _as_tuple(arguments: tuple[Any, ...] | str | None) -> tuple[Any, ...]:
    return arguments if isinstance(arguments, tuple) else (arguments,)


def _size(extents: tuple[int, int, int, int]) -> tuple[int, int]:
    left, top, right, bottom = extents
    return right - left, bottom - top


def _png_pixels(data: bytes) -> Iterator[bytes]:
    """Yield the IDAT chunks of a PNG up to IEND, checksums verified (ISO 15948, 5.3)."""
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
    """Read the tags of the first EXIF directory; empty if they cannot be read."""
    if isinstance(image, TiffImageFile):
        try:
            return {_ORIENTATION: image.tag_v2.get(_ORIENTATION)}
        except DAMAGE:
            return {}
    exif = Pillow.Exif()
    try:
        exif.load(image.info.get("exif", b""))
        return dict(exif)
    except DAMAGE:
        return {}  # no other program can read it either, so none rotates the picture


def _dpi(image: ImageFile) -> float | None:
    """Read the resolution that the file states; None if it states none (Pillow reports 72)."""
    found = image.info.get("dpi")
    if image.format == "JPEG" and image.info.get("jfif_unit") not in (1, 2):
        found = found if _RESOLUTION in _exif(image) else None
    try:
        value = float(found[0]) if found else 0.0
    except (TypeError, ValueError, ZeroDivisionError, LookupError):
        return None
    # A value below 2 is a default, or has no unit.
    return round(value, 2) if math.isfinite(value) and value >= 2 else None


def damage_error(media_type: str) -> BadPixels:
    """The error for a file that is truncated or invalid."""
    return BadPixels(
        "image-damaged",
        f"the {NAMES[media_type]} file is damaged or truncated"
        + (", or of a rare kind" if media_type in (TIFF, BMP) else ""),
        "Download or export it again, and check that it opens completely.",
    )


_FIXES = {
    "HEIC": "Export it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible).",
    "HEIF": "Export it as JPEG.",
    "PDF": "Save the drawing as SVG; a scanned page as JPEG.",
    "PostScript": "Save it as SVG.",
    "Photoshop (PSD)": "Export it as JPEG or PNG, with its color profile embedded.",
}


def _unsupported_error(kind: str) -> BadPixels:
    if kind == "Git LFS pointer":
        message = "the file is a Git LFS pointer, not the picture"
        return BadPixels("image-format", message, "Run `git lfs pull`.")
    fix = "Save it as JPEG (photographs), PNG or SVG (drawings)."
    if not kind:
        return BadPixels("image-format", "the file is not a picture of a known kind", fix)
    kind = "SVG" if kind == SVG else kind
    return BadPixels(
        "image-format", f"{kind} files cannot be used as pictures", _FIXES.get(kind, fix)
    )
