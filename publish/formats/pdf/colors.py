"""The color profiles of pictures: WeasyPrint leaves out what their numbers mean."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Name
from PIL import Image as Pillow

from publish.page import Asset

_SPACES = {"/DeviceRGB": (b"RGB ", 3), "/DeviceGray": (b"GRAY", 1)}
_CLASSES = frozenset({b"scnr", b"mntr", b"prtr", b"spac"})
"""Profiles of devices and spaces, which alone a picture may have (ISO 19005-2 §6.2.4.2)."""
_NEWEST = 4
"""The version of ICC profiles that PDF 1.7 takes."""


class Profiles:
    """Gives image objects the profiles of the files that they were made of, each kept once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._kept: dict[bytes, pikepdf.Object] = {}

    def give(self, picture: pikepdf.Object, asset: Asset) -> None:
        """Let the image object's colors be read by the profile in ``asset``, if it has one.

        sRGB is what all colors of the page are in anyway; a profile that no PDF/A
        may have, or that is for other colors, says nothing.
        """
        space = _SPACES.get(str(picture.get("/ColorSpace")))
        if space is None or asset.media_type not in ("image/jpeg", "image/png"):
            return
        profile = _profile(asset.data)
        kind, channels = space
        if profile[16:20] != kind or not _is_fit(profile):
            return
        if profile not in self._kept:
            stream = self._pdf.make_stream(profile)
            stream.N = channels
            stream.Alternate = picture.ColorSpace
            self._kept[profile] = self._pdf.make_indirect(stream)
        picture.ColorSpace = Array([Name.ICCBased, self._kept[profile]])


def _profile(data: bytes) -> bytes:
    with Pillow.open(BytesIO(data)) as image:
        found = image.info.get("icc_profile")
        return found if isinstance(found, bytes) else b""


def _is_fit(profile: bytes) -> bool:
    whole = len(profile) > 128 and int.from_bytes(profile[:4], "big") == len(profile)
    known = profile[12:16] in _CLASSES and profile[8] <= _NEWEST and profile[36:40] == b"acsp"
    return whole and known and b"sRGB" not in profile[128:2048].replace(b"\0", b"")
