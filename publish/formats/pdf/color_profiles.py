"""Adds the color profiles of pictures, which WeasyPrint leaves out."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Name
from PIL import Image as Pillow

from publish.page import Asset

_SPACES = {"/DeviceRGB": (b"RGB ", 3), "/DeviceGray": (b"GRAY", 1)}
_CLASSES = frozenset({b"scnr", b"mntr", b"prtr", b"spac"})
"""Profile classes that a picture may have (ISO 19005-2 §6.2.4.2)."""
_NEWEST = 4
"""Newest major version of ICC profiles that PDF 1.7 allows."""


class ProfileStreams:
    """The profile streams of a PDF; each profile is stored once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._streams: dict[bytes, pikepdf.Object] = {}

    def apply(self, picture: pikepdf.Object, asset: Asset) -> None:
        """Set the image object's color space to the profile in ``asset``, if it has one.

        Skips sRGB, which the page uses anyway, profiles that PDF/A forbids, and those
        for another color space.
        """
        space = _SPACES.get(str(picture.get("/ColorSpace")))
        if space is None or asset.media_type not in ("image/jpeg", "image/png"):
            return
        profile = _profile(asset.data)
        kind, channels = space
        if profile[16:20] != kind or not _is_allowed(profile):
            return
        if profile not in self._streams:
            stream = self._pdf.make_stream(profile)
            stream.N = channels
            stream.Alternate = picture.ColorSpace
            self._streams[profile] = self._pdf.make_indirect(stream)
        picture.ColorSpace = Array([Name.ICCBased, self._streams[profile]])


def _profile(data: bytes) -> bytes:
    with Pillow.open(BytesIO(data)) as image:
        found = image.info.get("icc_profile")
        return found if isinstance(found, bytes) else b""


def _is_allowed(profile: bytes) -> bool:
    whole = len(profile) > 128 and int.from_bytes(profile[:4], "big") == len(profile)
    known = profile[12:16] in _CLASSES and profile[8] <= _NEWEST and profile[36:40] == b"acsp"
    return whole and known and b"sRGB" not in profile[128:2048].replace(b"\0", b"")
