"""Pictures with fewer pixels: a JPEG as a JPEG, any other without loss."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image as Pillow
from PIL.JpegImagePlugin import get_sampling

from publish.pictures.metadata_writing import jpeg
from publish.pictures.structure.jpeg import APP13, segment, segments

_QUALITY = 88
_SAMPLINGS = frozenset({0, 1, 2})
"""Pillow's names of 4:4:4, 4:2:2 and 4:2:0; what else a file has becomes the last."""
_MODES = frozenset({"RGB", "L"})


def smaller_jpeg(data: bytes, size: tuple[int, int]) -> bytes | None:
    """The JPEG with so many pixels, with its color profile, its XMP and its IIM.

    None for inks, which no screen shows, and where it would not be smaller in bytes. Its EXIF stays
    behind, since that counts the pixels. Raises ``SourceError`` for a broken file.
    """
    with Pillow.open(BytesIO(data)) as image:
        if image.mode not in _MODES:
            return None
        options: dict[str, Any] = {"icc_profile": image.info.get("icc_profile")}
        if image.mode == "RGB":
            found = get_sampling(image)
            options["subsampling"] = found if found in _SAMPLINGS else 2
        # A decoder that leaves out the finest details is fast, and twice as many pixels suffice.
        image.draft(image.mode, (2 * size[0], 2 * size[1]))
        small = image.resize(size, Pillow.Resampling.LANCZOS)
    out = BytesIO()
    small.save(out, "JPEG", quality=_QUALITY, optimize=True, **options)
    made = _with_metadata(out.getvalue(), data)
    return made if len(made) < len(data) else None


def smaller_pixels(data: bytes, mode: str, size: tuple[int, int]) -> Pillow.Image:
    """The pixels of any other picture, in a mode of Pillow, fewer of them."""
    with Pillow.open(BytesIO(data)) as image:
        pixels = image if image.mode == mode else image.convert(mode)
        return pixels.resize(size, Pillow.Resampling.LANCZOS)


def _with_metadata(made: bytes, data: bytes) -> bytes:
    """A new JPEG with the statements of the one that it was made from."""
    parts = b"".join(segment(APP13, s.payload) for s in segments(data) if s.marker == APP13)
    made = made[:2] + parts + made[2:]
    packet = jpeg.extract(data)
    return made if packet is None else jpeg.embed(made, packet)
