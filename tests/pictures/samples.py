"""Small pictures for tests, made byte by byte where a library would not make them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
         (0, 1, 1, 2))  # fmt: skip
"""First column and row, and steps across and down, of PNG's seven passes (ISO 15948, 8.2)."""
_NOISE = bytes((x * 7 + x * x // 3) % 256 for x in range(768))
"""It repeats after 768 pixels."""


def picture(
    kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (30, 20), **options: Any
) -> bytes:
    """A picture with some noise in it, so that its pixel data are not tiny."""
    pixels = size[0] * size[1]
    noise = (_NOISE * (pixels // len(_NOISE) + 1))[:pixels]
    out = BytesIO()
    Image.frombytes("L", size, noise).convert(mode).save(out, kind, **options)
    return out.getvalue()


def rotated(orientation: int) -> bytes:
    """A JPEG whose EXIF says how it is to be turned."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return picture(exif=exif.tobytes())


def png(
    width: int = 10, height: int = 10, depth: int = 8, colour: int = 0, interlaced: bool = False,
    pixels: bytes | None = None,
) -> bytes:  # fmt: skip
    """A PNG of zeros; ``colour`` is 0 for grey and 2 for RGB. ``pixels`` replaces its data."""
    sample = depth // 8 * (3 if colour == 2 else 1)
    if pixels is None:
        pixels = b"".join(
            b"\0" + bytes(sample * len(range(left, width, across)))
            for left, top, across, down in (ADAM7 if interlaced else ((0, 0, 1, 1),))
            for _row in range(top, height, down)
            if range(left, width, across)
        )
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced))
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
