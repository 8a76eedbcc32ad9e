"""Converts pictures that some output cannot hold, once for all outputs.

Word shows no WebP and no AVIF, PDF no GIF, EPUB readers no TIFF and no BMP. Each
becomes a lossless PNG, or a JPEG of high quality if its own compression is lossy.
So all outputs show the same pixels. Color profiles are kept; CMYK is converted to
sRGB through its profile.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import field
from io import BytesIO
from warnings import catch_warnings, simplefilter

from PIL import Image as Pillow
from PIL import ImageCms
from PIL.ImageFile import ImageFile

from publish.errors import SourceError
from publish.pictures import embedding
from publish.pictures.kinds import AVIF, JPEG, NAMES, PNG, TIFF
from publish.pictures.metadata_reading import read_packet
from publish.pictures.orientation import TRANSPOSES, XMP_ORIENTATION, rotated_exif
from publish.pictures.pixels import DAMAGE, Pixels, damage_error, open_picture
from publish.values import dataclass

_QUALITY = 95
"""JPEG quality without visible loss."""
_DEEP = ("I;16", "I;16B", "I;16L")
_CONVERTED = {"1": "1", "L": "L", "LA": "LA", "P": "P", "RGB": "RGB", "RGBA": "RGBA"}
"""Modes that a PNG holds as they are."""
_SIGNATURES = (bytes.fromhex("d8fec3d61b0e483c92975828877ec481"), b"jumbc2pa", b"c2pa.claim")
"""Byte patterns of Content Credentials in kinds whose structure is not parsed (C2PA §A.5)."""
_COLOR_BOX = b"colrnclx"
_WIDE_PRIMARIES = {9: "BT.2020", 11: "P3", 12: "Display P3"}
_HDR_TRANSFERS = {16: "PQ", 18: "HLG"}
"""Primaries and transfer functions of an AVIF beyond sRGB (ITU-T H.273 §8)."""


@dataclass(frozen=True)
class Remark:
    """A remark for the editor about a conversion; ``doubtful`` makes it a warning."""

    rule: str
    message: str
    fix: str
    doubtful: bool = False


@dataclass(frozen=True)
class Converted:
    """A converted picture, upright, with remarks for the editor."""

    data: bytes = field(repr=False)
    remarks: tuple[Remark, ...] = ()


def needs_conversion(pixels: Pixels) -> bool:
    """Return whether some output cannot show the picture unconverted."""
    if pixels.media_type not in (JPEG, PNG):
        return True
    return pixels.mode in ("CMYK", "YCbCr") or pixels.mode.startswith("I")


def convert(data: bytes, pixels: Pixels) -> Converted:
    """Convert a picture to JPEG or PNG; the same input gives the same bytes.

    ``pixels`` comes from ``examine``. XMP, EXIF and color profile are kept. Raises
    :class:`BadPixels` if it cannot be decoded.
    """
    with catch_warnings():
        simplefilter("ignore")
        try:
            image = open_picture(data, pixels.media_type)
            image.load()
            return _convert(image, data, pixels)
        except DAMAGE as error:
            raise damage_error(pixels.media_type) from error


def may_be_signed(data: bytes, media_type: str) -> bool:
    """Return whether an AVIF or TIFF seems to have Content Credentials."""
    return media_type in (AVIF, TIFF) and any(mark in data for mark in _SIGNATURES)


def _convert(image: ImageFile, data: bytes, pixels: Pixels) -> Converted:
    profile = image.info.get("icc_profile") or b""
    exif = image.info.get("exif", b"") if pixels.media_type != TIFF else b""
    remarks: list[Remark] = []
    shown, profile = _png_mode(image, profile, remarks)
    shown = shown.transpose(TRANSPOSES[pixels.orientation]) if pixels.orientation != 1 else shown
    if shown.mode == "RGBA" and shown.getchannel("A").getextrema() == (255, 255):
        shown = shown.convert("RGB")
    lossy = _is_lossy(data, pixels) and not shown.has_transparency_data
    kind = JPEG if lossy else PNG
    out = _encode(shown, kind, profile, rotated_exif(exif, pixels.orientation), pixels)
    if packet := read_packet(data):
        # A broken packet was reported when the picture was read.
        with suppress(SourceError):
            out = embedding.embed(kind, out, XMP_ORIENTATION.sub(rb"\g<1>1", packet))
    remarks += _color_warnings(data, pixels)
    return Converted(out, (_conversion_remark(pixels, kind), *remarks))


def _png_mode(
    image: Pillow.Image, profile: bytes, remarks: list[Remark]
) -> tuple[Pillow.Image, bytes]:
    """Convert to a mode that PNG holds; return the picture and its color profile then."""
    if image.mode == "CMYK":
        return _cmyk_to_srgb(image, profile, remarks), b""
    if image.mode in _DEEP:
        # Round to the upper eight of sixteen bits: Pillow would clip all above 255 to white.
        image = image.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    elif image.mode not in _CONVERTED:
        image = image.convert("LA" if image.mode == "La" else _rgb_mode(image.mode))
    space = b"GRAY" if image.mode in ("1", "L", "LA") else b"RGB "
    # A profile for another color space would make PNG and PDF invalid.
    return image, profile if profile[16:20] == space else b""


def _rgb_mode(mode: str) -> str:
    return "RGBA" if mode in ("PA", "RGBa") else "RGB"


def _cmyk_to_srgb(image: Pillow.Image, profile: bytes, remarks: list[Remark]) -> Pillow.Image:
    """Convert CMYK to sRGB through its profile; without one, roughly and with a warning."""
    if profile[16:20] == b"CMYK":
        with suppress(ImageCms.PyCMSError, *DAMAGE):
            done = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                ImageCms.Intent.RELATIVE_COLORIMETRIC,
                "RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
            assert done is not None
            done.info.clear()
            return done
    remarks.append(
        Remark(
            "image-cmyk-guessed",
            "it is in CMYK without a color profile; its colors were guessed and may look harsh",
            "Export it again as sRGB or with its profile, or compare it with the original.",
            doubtful=True,
        )
    )
    return image.convert("RGB")


def _is_lossy(data: bytes, pixels: Pixels) -> bool:
    """Return whether the file's own compression is lossy."""
    match pixels.media_type:
        case "image/jpeg":
            return True
        case "image/webp":
            return not _is_lossless_webp(data)
        case "image/avif":
            colors = _nclx(data)
            return colors is None or colors[2] != 0  # 0 is plain RGB, as lossless files have
    return False


def _is_lossless_webp(data: bytes) -> bool:
    """Return whether the first picture, or first frame, is lossless (RFC 9649 §2.6, §3)."""
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind in (b"VP8 ", b"VP8L"):
            return kind == b"VP8L"
        # A frame starts with 16 bytes of position and duration, then its picture's chunks.
        at += 8 + 16 if kind == b"ANMF" else 8 + size + size % 2
    return False


def _nclx(data: bytes) -> tuple[int, int, int] | None:
    """Read primaries, transfer function and matrix of an AVIF (ISO 14496-12 §12.1.5)."""
    at = data.find(_COLOR_BOX)
    if at < 0 or at + len(_COLOR_BOX) + 6 > len(data):
        return None
    start = at + len(_COLOR_BOX)
    one, two, three = (int.from_bytes(data[start + n : start + n + 2], "big") for n in (0, 2, 4))
    return one, two, three


def _encode(image: Pillow.Image, kind: str, profile: bytes, exif: bytes, pixels: Pixels) -> bytes:
    image.info = {k: v for k, v in image.info.items() if k == "transparency"}
    options: dict[str, object] = {"exif": exif} if exif else {}
    if profile:
        options["icc_profile"] = profile
    if pixels.dpi:
        options["dpi"] = (pixels.dpi, pixels.dpi)
    out = BytesIO()
    if kind == JPEG:
        image.convert("L" if image.mode in ("1", "L") else "RGB").save(
            out, "JPEG", quality=_QUALITY, subsampling=0, optimize=True, **options
        )
    else:
        image.save(out, "PNG", optimize=True, **options)
    return out.getvalue()


def _conversion_remark(pixels: Pixels, kind: str) -> Remark:
    """Tell the editor what the picture was converted to."""
    if pixels.mode in _DEEP:
        message = "it has 16 bits of gray per pixel; it is shown with 8, as on paper and screens"
        fix = "There is nothing to do, unless the pixels are measurements."
        return Remark("image-depth", message, fix)
    old = f"{NAMES[pixels.media_type]} in CMYK" if pixels.mode == "CMYK" else ""
    how = "without loss" if kind == PNG else "in high quality"
    message = (
        f"it was converted from {old or NAMES[pixels.media_type]}, which not every output can "
        f"hold, to {NAMES[kind]} {how}; its credit is kept"
    )
    return Remark("image-converted", message, "There is nothing to do.")


def _color_warnings(data: bytes, pixels: Pixels) -> list[Remark]:
    if pixels.media_type != AVIF or (colors := _nclx(data)) is None:
        return []
    beyond = _HDR_TRANSFERS.get(colors[1]) or (
        None if b"colrprof" in data or b"colrrICC" in data else _WIDE_PRIMARIES.get(colors[0])
    )
    if beyond is None:
        return []
    message = (
        f"its colors ({beyond}) go beyond what paper and most screens show and may look washed out"
    )
    fix = "Export the original as sRGB, and check how it looks."
    return [Remark("image-colors", message, fix, doubtful=True)]
