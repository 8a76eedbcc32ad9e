"""The most ink of a picture's pixels."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Name

from publish.inspecting.pdf.limits import Allowance
from publish.inspecting.pdf.press.spaces import Space
from publish.pictures.icc import most_ink_of

MOST_PIXELS = 80_000_000
"""Pixels of all pictures whose ink is counted."""
_EACH = 400 << 20
"""Bytes of one of them, unpacked."""


class PictureInks:
    """Counts the ink of pictures, as long as they are not too many."""

    def __init__(self) -> None:
        self._left = MOST_PIXELS
        self._allowance = Allowance(_EACH * 2, _EACH)

    def most(self, picture: Any, space: Space) -> float | None:
        """The most ink of a pixel of a CMYK picture, in percent; None for any other."""
        if not {"DeviceCMYK", "ICCBased CMYK"} & {*space.names[:1]}:
            return None
        try:
            size = int(picture.Width), int(picture.Height)
            pixels = size[0] * size[1]
            if pixels > self._left or int(picture.get("/BitsPerComponent", 8)) != 8:
                return None
            self._left -= pixels
            return self._counted(picture, size)
        except (pikepdf.PdfError, OSError, ValueError, TypeError, AttributeError, SyntaxError):
            return None

    def _counted(self, picture: Any, size: tuple[int, int]) -> float | None:
        from PIL import Image

        filters = picture.get("/Filter")
        last = filters[-1] if isinstance(filters, Array) and len(filters) else filters
        if last == Name.DCTDecode:
            if isinstance(filters, Array) and len(filters) > 1:
                return None
            with Image.open(BytesIO(picture.read_raw_bytes()), formats=("JPEG",)) as image:
                if image.size != size or image.mode != "CMYK":
                    return None
                # Pillow takes every JPEG of CMYK for an inverted one.
                inverted = not _inverts(picture)
                image.load()
                return most_ink_of(image, inverted=inverted)
        if last in (Name.JPXDecode, Name.JBIG2Decode, Name.CCITTFaxDecode):
            return None
        if not self._allowance.allows(picture):
            return None
        raw = picture.read_bytes()
        if len(raw) < 4 * size[0] * size[1]:
            return None
        return most_ink_of(Image.frombytes("CMYK", size, raw), inverted=_inverts(picture))


def _inverts(picture: Any) -> bool:
    decode = picture.get("/Decode")
    return isinstance(decode, Array) and len(decode) == 8 and float(decode[0]) > 0.5
