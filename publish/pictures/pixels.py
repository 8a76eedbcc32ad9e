"""The bytes of a picture: what it is, how large, and whether it is whole.

Nothing here depends on Pillow's switches for damaged files
(``ImageFile.LOAD_TRUNCATED_IMAGES``), which other libraries set for the whole
process: pixel data go straight to the decoder, and it must find all of them.
Only the decoders named here are ever tried, and none before the size is known.
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
from PIL.AvifImagePlugin import AvifImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from publish.pictures.kinds import AVIF, BMP, GIF, JPEG, NAMES, PNG, SVG, TIFF, WEBP, kind_of
from publish.pictures.upright import TURNS, upright_jpeg, upright_png

__all__ = ["JPEG", "PNG", "SUFFIXES", "BadPixels", "Pixels", "examine", "kind_of", "upright"]

MOST_PIXELS = 100_000_000
"""A picture of 12,000 × 8,000 passes; decoded, it takes 400 MB."""

SUFFIXES = {JPEG: (".jpg", ".jpeg"), PNG: (".png",)}
"""The kinds made of pixels that every output holds as they are."""

OPENERS: dict[str, type[ImageFile]] = {
    JPEG: JpegImageFile,
    PNG: PngImageFile,
    WEBP: WebPImageFile,
    AVIF: AvifImageFile,
    GIF: GifImageFile,
    TIFF: TiffImageFile,
    BMP: BmpImageFile,
}
"""What reads each kind."""

_SHOWN = "1 L LA P PA RGB RGBA RGBX RGBa La CMYK YCbCr I;16 I;16B I;16L"
_MODES = frozenset(_SHOWN.split())
"""Pixels that can be shown as they are meant; floating point and 32 bits are for science."""
_WHOLE = frozenset({"webp", "avif", "libtiff"})
"""Codecs that refuse what is cut off by themselves, whatever Pillow's switches say."""
_ORIENTATION, _RESOLUTION = 0x0112, 0x011A
"""EXIF tags (CIPA DC-008, 4.6.4)."""


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
    mode: str = "RGB"
    """How Pillow calls its pixels."""


def examine(data: bytes) -> Pixels:
    """Read a picture made of pixels to its end.

    :class:`BadPixels` if it is no such file, damaged, or too large to be decoded.
    """
    media_type = kind_of(data)
    if media_type not in OPENERS:
        raise _unsupported(media_type)
    with catch_warnings():
        simplefilter("ignore")  # Pillow's remarks on odd EXIF say nothing to an editor
        return _examine(data, media_type)


def opened(data: bytes, media_type: str) -> ImageFile:
    """The picture, not decoded yet; :class:`BadPixels` if it is broken, or too large for that."""
    if media_type == WEBP:
        _refuse_size(*_webp_size(data))  # its decoder takes the memory when it is opened
    try:
        image = OPENERS[media_type](BytesIO(data))
    except DAMAGE as error:
        raise damaged(media_type) from error
    _refuse_size(image.width, image.height)
    return image


def _examine(data: bytes, media_type: str) -> Pixels:
    image = opened(data, media_type)
    if image.mode not in _MODES:
        raise BadPixels(
            "image-depth",
            f"the {NAMES[media_type]} has numbers for pixels ({image.mode}) that are measured, "
            "not shown",
            'Save it with 8 bits ("8 bits/channel" in picture programs).',
        )
    mode, turned, dpi = image.mode, _orientation(image), _dpi(image)
    _decode(image, media_type, data)
    animated = _is_animated(image, media_type)
    return Pixels(media_type, image.width, image.height, dpi, animated, turned, mode)


def upright(data: bytes, pixels: Pixels) -> bytes:
    """The picture turned as ``pixels`` (what :func:`examine` found) says; ready to be shown."""
    if pixels.orientation == 1:
        return data
    turn = upright_jpeg if pixels.media_type == JPEG else upright_png
    with catch_warnings():
        simplefilter("ignore")
        try:
            return turn(data, pixels.orientation)
        except DAMAGE as error:
            raise damaged(pixels.media_type) from error


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
)
"""What Pillow raises on files that are not what they claim."""


def _refuse_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise BadPixels(
            "image-too-large",
            f"{width} × {height} pixels are more than {MOST_PIXELS // 1_000_000} million",
            "Scale it down; 4,000 pixels fill an A4 page at 480 dpi.",
        )


def _webp_size(data: bytes) -> tuple[int, int]:
    """The canvas of a WebP, from its first chunk (RFC 9649 §2.5 to §2.7)."""
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
    raise damaged(WEBP)


def _orientation(image: ImageFile) -> int:
    """What EXIF says; 1 where it says nothing, or nothing that has a meaning."""
    found = _exif(image).get(_ORIENTATION)
    return found if isinstance(found, int) and found in TURNS else 1


def _is_animated(image: ImageFile, media_type: str) -> bool:
    """Whether there is more than one picture in it; pages of a TIFF count as such."""
    try:
        return bool(getattr(image, "is_animated", False)) and media_type != JPEG
    except DAMAGE:
        return False  # what comes behind the first picture is not shown anyway


def _decode(image: ImageFile, media_type: str, data: bytes) -> None:
    """Hand the pixel data to the decoder: it must be content, and find all rows."""
    try:
        if media_type in (WEBP, AVIF) or image.tile[0].codec_name in _WHOLE:
            image.load()
            return
        view = memoryview(data)  # a TIFF may have thousands of strips: none is copied
        for tile in image.tile if media_type != PNG else image.tile[:1]:
            arguments = tile.args if isinstance(tile.args, tuple) else (tile.args,)
            size = image.size if tile.extents is None else _size(tile.extents)
            pixels: bytes | memoryview = data if media_type == JPEG else view[tile.offset :]
            if media_type == PNG:
                arguments = (*arguments[:1], int(bool(image.info.get("interlace"))))
                pixels = b"".join(_png_pixels(data))
            Pillow.frombytes(image.mode, size, pixels, tile.codec_name, arguments)
    except DAMAGE as error:
        raise damaged(media_type) from error


def _size(extents: tuple[int, int, int, int]) -> tuple[int, int]:
    left, top, right, bottom = extents
    return right - left, bottom - top


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


def damaged(media_type: str) -> BadPixels:
    """What is said of a file that is cut off, or not what it claims."""
    return BadPixels(
        "image-damaged",
        f"the {NAMES[media_type]} file is damaged or cut off"
        + (", or of a rare kind" if media_type in (TIFF, BMP) else ""),
        "Fetch or export it again, and see whether it opens whole.",
    )


_FIXES = {
    "HEIC": "Export it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible).",
    "HEIF": "Export it as JPEG.",
    "PDF": "Save the drawing as SVG; a scanned page as JPEG.",
    "PostScript": "Save it as SVG.",
    "Photoshop (PSD)": "Export it as JPEG or PNG, with its color profile embedded.",
}


def _unsupported(kind: str) -> BadPixels:
    if kind == "Git LFS pointer":
        message = "the file is only a Git LFS pointer, not the picture"
        return BadPixels("image-format", message, "Run `git lfs pull`.")
    fix = "Save it as JPEG (photographs), PNG or SVG (drawings)."
    if not kind:
        return BadPixels("image-format", "the file is not a picture of any known kind", fix)
    kind = "SVG" if kind == SVG else kind
    return BadPixels(
        "image-format", f"{kind} files cannot be used as pictures", _FIXES.get(kind, fix)
    )
