"""ICC profiles of printing conditions: their head, and the most ink that they give."""

from __future__ import annotations

import re
import struct
from io import BytesIO
from itertools import product
from typing import Any

from publish.values import dataclass

_HEAD = 128
_STEPS = (0, 8, 16, 32, 64, 96, 128, 160, 192, 224, 255)
_CONDITION = re.compile(
    r"FOGRA ?\d\d|GRACoL ?\d{4}\w*|SWOP ?\d{4}\w*|CGATS ?TR ?\d{3}|JC\d{6}", re.IGNORECASE
)


@dataclass(frozen=True)
class Profile:
    """The head of an ICC profile (ICC.1 §7.2), and its ink limit.

    ``ink`` is the most ink that it gives to any color, in percent; None if it was not measured.
    """

    name: str
    kind: str
    """Its class: ``prtr``, ``mntr`` …"""
    space: str
    """``CMYK``, ``RGB`` or ``GRAY``."""
    version: str
    size: int
    whole: bool
    """Whether it has the signature and the size that it states."""
    ink: int | None = None
    digest: str = ""

    @property
    def condition(self) -> str:
        """The registered printing condition in its name; empty if there is none."""
        found = _CONDITION.search(self.name)
        return found.group().replace(" ", "").upper() if found else ""

    @property
    def fault(self) -> str:
        """Why no press can be driven by it; empty if one can."""
        if not self.whole:
            return "is no whole ICC profile"
        if self.kind != "prtr":
            return f"is a profile of class “{self.kind}”, not of a printing condition"
        if self.space != "CMYK":
            return f"is a profile for {self.space}, not for CMYK"
        return "" if self.ink is not None else "cannot be used to convert colors"


def read_profile(data: bytes, digest: str = "") -> Profile:
    """The profile in ``data``; of a broken one, as much as there is."""
    head = data[:_HEAD].ljust(_HEAD, b"\0")
    kind, space = (head[at : at + 4].decode("latin-1").strip("\0 ") for at in (12, 16))
    whole = len(data) > _HEAD and head[36:40] == b"acsp"
    whole = whole and int.from_bytes(head[:4], "big") == len(data)
    version = f"{head[8]}.{head[9] >> 4}"
    ink = most_ink(data) if whole and space == "CMYK" and kind == "prtr" else None
    return Profile(_description(data), kind, space, version, len(data), whole, ink, digest)


def most_ink(data: bytes) -> int | None:
    """The most ink that a CMYK profile gives to any color, in percent; None if it cannot say.

    Dark colors have the most, so a coarse grid of Lab finds it within a percent or two.
    """
    from PIL import Image, ImageCms

    grid = bytes(part for color in product(_STEPS, repeat=3) for part in color)
    lab = Image.frombytes("LAB", (len(grid) // 3, 1), grid)
    try:
        target = ImageCms.ImageCmsProfile(BytesIO(data))
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        source = ImageCms.createProfile("LAB")
        change = ImageCms.buildTransform(source, target, "LAB", "CMYK", renderingIntent=intent)
        inks = ImageCms.applyTransform(lab, change)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    raw = inks.tobytes() if inks else b""
    sums = (sum(raw[at : at + 4]) for at in range(0, len(raw), 4))
    return round(max(sums, default=0) / 2.55)


def _description(data: bytes) -> str:
    """The name of a profile: its tag ``desc`` (ICC.1 §9.2.41), of version 2 or 4."""
    try:
        (count,) = struct.unpack_from(">I", data, _HEAD)
        for index in range(min(count, 200)):
            name, at, size = struct.unpack_from(">4sII", data, _HEAD + 4 + 12 * index)
            if name == b"desc":
                return _text(data[at : at + min(size, 4096)])
    except struct.error:
        pass
    return ""


def _text(tag: bytes) -> str:
    if tag[:4] == b"desc":
        (length,) = struct.unpack_from(">I", tag, 8)
        return tag[12 : 12 + length].split(b"\0")[0].decode("latin-1").strip()
    if tag[:4] == b"mluc":
        length, at = struct.unpack_from(">II", tag, 20)
        return tag[at : at + length].decode("utf-16-be", "replace").strip("\0 ")
    return ""


def most_ink_of(image: Any, *, inverted: bool = False) -> float:
    """The most ink of a pixel of a picture of mode CMYK, in percent."""
    from PIL import ImageMath

    bands = image.split()
    total = ImageMath.lambda_eval(
        lambda args: args["c"] + args["m"] + args["y"] + args["k"],
        **dict(zip("cmyk", (band.convert("I") for band in bands), strict=True)),
    )
    low, high = total.getextrema()
    return round(float(1020 - low if inverted else high) / 2.55, 1)
