"""Pictures of a kind that some output cannot hold, converted once for all of them.

Word shows no WebP and no AVIF, PDF no GIF, and no reader of EPUBs TIFF or BMP.
Each becomes a PNG, without loss, or a JPEG of high quality where the source has
lost something already. So all outputs show the same pixels. Colors keep their
profile; those made for a printing process (CMYK) are brought to sRGB through it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from warnings import catch_warnings, simplefilter

from PIL import Image as Pillow
from PIL import ImageCms
from PIL.ImageFile import ImageFile

from publish.errors import SourceError
from publish.pictures import credited
from publish.pictures.embedded import read_packet
from publish.pictures.kinds import AVIF, JPEG, NAMES, PNG, TIFF
from publish.pictures.pixels import DAMAGE, Pixels, damaged, opened
from publish.pictures.upright import TURNS, XMP_ORIENTATION, turned_exif

_QUALITY = 95
"""Of a JPEG: no loss that can be seen."""
_DEEP = ("I;16", "I;16B", "I;16L")
_CONVERTED = {"1": "1", "L": "L", "LA": "LA", "P": "P", "RGB": "RGB", "RGBA": "RGBA"}
"""Modes that a PNG holds as they are."""
_SEALED = (bytes.fromhex("d8fec3d61b0e483c92975828877ec481"), b"jumbc2pa", b"c2pa.claim")
"""The mark of Content Credentials in files whose parts are not known one by one (C2PA §A.5)."""
_COLOR_BOX = b"colrnclx"
_WIDE = {9: "BT.2020", 11: "P3", 12: "Display P3"}
_HIGH_RANGE = {16: "PQ", 18: "HLG"}
"""Primaries and transfer functions of an AVIF (ITU-T H.273 §8) that sRGB does not have."""


@dataclass(frozen=True)
class Remark:
    """What an editor should know of a conversion."""

    rule: str
    message: str
    fix: str
    doubtful: bool = False


@dataclass(frozen=True)
class Converted:
    """A picture that every output holds, upright, with what is to be said about it."""

    data: bytes = field(repr=False)
    remarks: tuple[Remark, ...] = ()


def needs_conversion(pixels: Pixels) -> bool:
    """Whether some output could not show the picture as it is."""
    if pixels.media_type not in (JPEG, PNG):
        return True
    return pixels.mode in ("CMYK", "YCbCr") or pixels.mode.startswith("I")


def converted(data: bytes, pixels: Pixels) -> Converted:
    """The picture as JPEG or PNG; the same bytes for the same input.

    ``pixels`` is what ``examine`` found. Its XMP, EXIF and color profile come along;
    :class:`BadPixels` if it cannot be decoded.
    """
    with catch_warnings():
        simplefilter("ignore")
        try:
            image = opened(data, pixels.media_type)
            image.load()
            return _converted(image, data, pixels)
        except DAMAGE as error:
            raise damaged(pixels.media_type) from error


def is_sealed_stranger(data: bytes, media_type: str) -> bool:
    """Whether a picture of a kind that carries no credit here has Content Credentials."""
    return media_type in (AVIF, TIFF) and any(mark in data for mark in _SEALED)


def _converted(image: ImageFile, data: bytes, pixels: Pixels) -> Converted:
    profile = image.info.get("icc_profile") or b""
    exif = image.info.get("exif", b"") if pixels.media_type != TIFF else b""
    remarks: list[Remark] = []
    shown, profile = _rgb(image, profile, remarks)
    shown = shown.transpose(TURNS[pixels.orientation]) if pixels.orientation != 1 else shown
    if shown.mode == "RGBA" and shown.getchannel("A").getextrema() == (255, 255):
        shown = shown.convert("RGB")
    lossy = _is_lossy(data, pixels) and not shown.has_transparency_data
    kind = JPEG if lossy else PNG
    out = _saved(shown, kind, profile, turned_exif(exif, pixels.orientation), pixels)
    if packet := read_packet(data):
        # One that is broken was told when it was read.
        with suppress(SourceError):
            out = credited.embed(kind, out, XMP_ORIENTATION.sub(rb"\g<1>1", packet))
    remarks += _told(data, pixels)
    return Converted(out, (_what(pixels, kind), *remarks))


def _rgb(image: Pillow.Image, profile: bytes, remarks: list[Remark]) -> tuple[Pillow.Image, bytes]:
    """The picture in a mode that PNG holds, and the profile that its colors have then."""
    if image.mode == "CMYK":
        return _separated(image, profile, remarks), b""
    if image.mode in _DEEP:
        # The upper eight of sixteen bits, rounded: Pillow would cut all above 255 to white.
        image = image.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    elif image.mode not in _CONVERTED:
        image = image.convert("LA" if image.mode == "La" else _with_alpha(image.mode))
    space = b"GRAY" if image.mode in ("1", "L", "LA") else b"RGB "
    # A profile for other colors than there are would make PNG and PDF alike invalid.
    return image, profile if profile[16:20] == space else b""


def _with_alpha(mode: str) -> str:
    return "RGBA" if mode in ("PA", "RGBa") else "RGB"


def _separated(image: Pillow.Image, profile: bytes, remarks: list[Remark]) -> Pillow.Image:
    """CMYK in sRGB: through its own profile, or else by a rule of thumb, which is told."""
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
            "it is in CMYK without a color profile, so that nobody can tell which colors are "
            "meant; they were guessed, and may look harsh",
            "Compare it with the original; better, export it again as sRGB, or with its profile.",
            doubtful=True,
        )
    )
    return image.convert("RGB")


def _is_lossy(data: bytes, pixels: Pixels) -> bool:
    """Whether the file has given up details already, as photographs do."""
    match pixels.media_type:
        case "image/jpeg":
            return True
        case "image/webp":
            return not _is_lossless_webp(data)
        case "image/avif":
            colors = _nclx(data)
            return colors is None or colors[2] != 0  # 0: RGB as it is, which lossless ones have
    return False


def _is_lossless_webp(data: bytes) -> bool:
    """Whether its first picture is (RFC 9649 §2.6, §3); that of an animation is in a frame."""
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind in (b"VP8 ", b"VP8L"):
            return kind == b"VP8L"
        # A frame begins with where it stands and how long: its picture's chunks follow.
        at += 8 + 16 if kind == b"ANMF" else 8 + size + size % 2
    return False


def _nclx(data: bytes) -> tuple[int, int, int] | None:
    """Primaries, transfer function and matrix that an AVIF states (ISO 14496-12 §12.1.5)."""
    at = data.find(_COLOR_BOX)
    if at < 0 or at + len(_COLOR_BOX) + 6 > len(data):
        return None
    start = at + len(_COLOR_BOX)
    one, two, three = (int.from_bytes(data[start + n : start + n + 2], "big") for n in (0, 2, 4))
    return one, two, three


def _saved(image: Pillow.Image, kind: str, profile: bytes, exif: bytes, pixels: Pixels) -> bytes:
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


def _what(pixels: Pixels, kind: str) -> Remark:
    """That it was converted, and into what."""
    if pixels.mode in _DEEP:
        message = (
            "it has 16 bits of gray for each pixel; it is shown with 8, which is what paper "
            "and screens have"
        )
        return Remark("image-depth", message, "There is nothing to do, unless data were meant.")
    old = f"{NAMES[pixels.media_type]} in CMYK" if pixels.mode == "CMYK" else ""
    how = "without loss" if kind == PNG else "in high quality"
    message = (
        f"it is {old or NAMES[pixels.media_type]}, which not every output can hold; "
        f"it was converted to {NAMES[kind]} {how}, its credit with it"
    )
    return Remark("image-converted", message, "There is nothing to do.")


def _told(data: bytes, pixels: Pixels) -> list[Remark]:
    if pixels.media_type != AVIF or (colors := _nclx(data)) is None:
        return []
    beyond = _HIGH_RANGE.get(colors[1]) or (
        None if b"colrprof" in data or b"colrrICC" in data else _WIDE.get(colors[0])
    )
    if beyond is None:
        return []
    message = (
        f"its colors ({beyond}) go beyond what paper and most screens show, "
        "and may look washed out here"
    )
    fix = "Export it from the original as sRGB, and look at it."
    return [Remark("image-colors", message, fix, doubtful=True)]
