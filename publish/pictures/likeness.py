"""What a picture looks like, in 32 digits: the same in any size, format and compression.

A difference hash (dHash) in both directions: the picture, in shades of grey, is
averaged to a few fields, and every bit says whether a field is brighter than its
neighbor to the right, or below. Copies that were scaled, recompressed or converted
differ in a few bits; turned, mirrored or much cropped ones are other pictures to it.
"""

from __future__ import annotations

from io import BytesIO
from warnings import catch_warnings, simplefilter

from PIL import Image as Pillow
from PIL import ImageOps

THRESHOLD = 14
"""Bits of 128 in which two copies of one picture may differ."""

MOST_PIXELS = 100_000_000
_FIELDS = 8
_EVEN = 6
"""Steps of 255 between the brightest and the darkest field, below which a picture is a plain
surface: all such look alike."""


def likeness(data: bytes) -> str | None:
    """The likeness of a picture in any format that Pillow reads; None of what has none.

    None is for a plain surface, and for bytes that are no picture, or too large a one. A
    damaged picture may have the likeness of what is left of it.
    """
    try:
        with catch_warnings():
            simplefilter("ignore")
            with Pillow.open(BytesIO(data)) as image:
                if image.width * image.height > MOST_PIXELS:
                    return None
                # A JPEG is decoded at a fraction of its size, which is enough.
                image.draft("RGB", (16 * _FIELDS, 16 * _FIELDS))
                return _hash(ImageOps.exif_transpose(image))
    except (OSError, ValueError, SyntaxError, ArithmeticError, Pillow.DecompressionBombError):
        return None


def distance(one: str, other: str) -> int:
    """In how many bits two likenesses differ, of 128."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def alike(one: str | None, other: str | None) -> bool:
    """Whether two likenesses are those of one picture, as far as can be told."""
    return bool(one and other) and distance(str(one), str(other)) <= THRESHOLD


def _hash(image: Pillow.Image) -> str | None:
    grey = _on_white(image).convert("L")
    fields = grey.resize((_FIELDS + 1, _FIELDS + 1), Pillow.Resampling.BOX).tobytes()
    if max(fields) - min(fields) < _EVEN:
        return None
    rows = [fields[n : n + _FIELDS + 1] for n in range(0, len(fields), _FIELDS + 1)]
    bits = 0
    for y in range(_FIELDS):
        for x in range(_FIELDS):
            bits = bits << 2 | (rows[y][x] > rows[y][x + 1]) << 1 | (rows[y][x] > rows[y + 1][x])
    return f"{bits:032x}"


def _on_white(image: Pillow.Image) -> Pillow.Image:
    """The picture as it shows on paper."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")
    clear = image.convert("RGBA")
    paper = Pillow.new("RGBA", clear.size, (255, 255, 255, 255))
    return Pillow.alpha_composite(paper, clear).convert("RGB")
