"""A perceptual hash of a picture, in 32 hexadecimal digits.

It is a difference hash (dHash) in both directions: the grey picture is averaged to
a grid of fields, and each bit says whether a field is brighter than its neighbor
to the right or below. Scaled, recompressed or converted copies differ in a few
bits; rotated, mirrored or heavily cropped copies count as other pictures.
"""

from __future__ import annotations

from io import BytesIO
from warnings import catch_warnings, simplefilter

from PIL import Image as Pillow
from PIL import ImageOps

THRESHOLD = 14
"""Largest number of differing bits, of 128, between two copies of one picture."""

MOST_PIXELS = 100_000_000
_FIELDS = 8
DRAFT = (16 * _FIELDS, 16 * _FIELDS)
"""Pixels of a decoded JPEG that suffice, at least."""
_EVEN = 6
"""Least contrast between fields, of 255. Below it a picture is a plain surface, and all
plain surfaces look alike."""


def likeness(data: bytes) -> str | None:
    """Return the hash of a picture in any format that Pillow reads.

    None for a plain surface, a picture over ``MOST_PIXELS``, or bytes that are no
    picture. A damaged picture may get the hash of its readable part.
    """
    try:
        with catch_warnings():
            simplefilter("ignore")
            with Pillow.open(BytesIO(data)) as image:
                if image.width * image.height > MOST_PIXELS:
                    return None
                # Decode a JPEG at a fraction of its size: that is enough, and fast.
                image.draft("RGB", DRAFT)
                return of_upright(ImageOps.exif_transpose(image))
    except (OSError, ValueError, SyntaxError, ArithmeticError, Pillow.DecompressionBombError):
        return None


def distance(one: str, other: str) -> int:
    """Count the bits, of 128, in which two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def alike(one: str | None, other: str | None) -> bool:
    """Return whether two hashes probably belong to one picture."""
    return bool(one and other) and distance(str(one), str(other)) <= THRESHOLD


def of_upright(image: Pillow.Image) -> str | None:
    """The hash of decoded pixels, a JPEG's as small as ``DRAFT`` makes them."""
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
    """Flatten transparency onto white, as on paper."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")
    clear = image.convert("RGBA")
    paper = Pillow.new("RGBA", clear.size, (255, 255, 255, 255))
    return Pillow.alpha_composite(paper, clear).convert("RGB")
