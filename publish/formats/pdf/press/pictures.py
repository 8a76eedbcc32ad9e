"""Pictures as CMYK; grays stay gray. Each keeps its metadata, mask and kind of compression."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Name, PdfImage

from publish.formats.pdf.press.colors import Device
from publish.formats.pdf.press.condition import Condition
from publish.formats.pdf.press.resources import kind_of
from publish.pictures.icc import most_ink_of

_QUALITY = 95
_INVERTED = Array([1, 0] * 4)


def convert(picture: Any, condition: Condition, under: Device | None) -> float:
    """Make a picture one of the press, and return the most ink of its pixels, in percent.

    Where ``under`` is given, its transparent parts become opaque over that color. Raises
    ``PyCMSError`` where the picture's own profile cannot be used.
    """
    kind = _kind(picture)
    if picture.get("/ImageMask", False) or kind == "gray":
        if kind == "gray":
            picture.ColorSpace = Name.DeviceGray
        return 100
    if kind == "cmyk" and str(picture.get("/ColorSpace")) == "/DeviceCMYK":
        return most_ink_of(PdfImage(picture).as_pil_image(apply_mask=False))
    made = _converted(picture, condition)
    if under is not None and "/SMask" in picture:
        made = _over(made, picture, under)
        del picture["/SMask"]
    ink = most_ink_of(made)
    _write(picture, made)
    return ink


def _kind(picture: Any) -> str:
    space = picture.get("/ColorSpace")
    if isinstance(space, Array) and str(space[0]) == "/Indexed":
        return "indexed"
    return "" if space is None else kind_of(space, pikepdf.Dictionary())


def _converted(picture: Any, condition: Condition) -> Any:
    from PIL import ImageCms

    space = picture.ColorSpace
    source = None
    if isinstance(space, Array) and str(space[0]) == "/ICCBased":
        source = bytes(space[1].read_bytes())
    pixels = PdfImage(picture).as_pil_image(apply_mask=False)
    mode = "CMYK" if pixels.mode == "CMYK" else "RGB"
    pixels = pixels if pixels.mode == mode else pixels.convert(mode)
    made = ImageCms.applyTransform(pixels, condition.change(mode, source))
    if made is None:
        raise ImageCms.PyCMSError("nothing was converted")
    return made


def _over(made: Any, picture: Any, under: Device) -> Any:
    from PIL import Image

    mask = PdfImage(picture.SMask).as_pil_image(apply_mask=False).convert("L").resize(made.size)
    inks = tuple(round(255 * part) for part in under.inks)
    return Image.composite(made, Image.new("CMYK", made.size, inks), mask)


def _write(picture: Any, made: Any) -> None:
    was = picture.get("/Filter")
    names = [str(name) for name in was] if isinstance(was, Array) else [str(was)]
    for key in ("/DecodeParms", "/Decode", "/Intent"):
        if key in picture:
            del picture[key]
    if names[-1] == "/DCTDecode":
        out = BytesIO()
        made.save(out, "JPEG", quality=_QUALITY, subsampling=0)
        picture.write(out.getvalue(), filter=Name.DCTDecode)
        picture.Decode = _INVERTED  # Pillow writes inks as Adobe's programs do
    else:
        picture.write(made.tobytes())
    picture.ColorSpace = Name.DeviceCMYK
    picture.BitsPerComponent = 8
