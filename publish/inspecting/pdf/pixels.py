"""Converts image objects of a PDF to picture files: the original JPEG, or a PNG."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Name, Stream

from publish.errors import SourceError
from publish.inspecting.findings import Findings
from publish.inspecting.pdf.limits import MOST_PACKET, Allowance, unpacked_size
from publish.pictures import embedding

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS, MOST_PIXELS_IN_ALL = 100_000_000, 4_000_000_000
"""Pixels of one image, and of all images that must be decoded (JPEGs need not)."""
_SLACK = 1 << 20
"""Bytes that a writer may have appended to the pixels."""


def jpeg_of(image: Any, raw: bytes) -> bytes | None:
    """Return the bytes of an image stored as JPEG (ISO 32000-1 §7.4.8); else None."""
    return raw if image.get("/Filter") in (Name.DCTDecode, Array([Name.DCTDecode])) else None


class Decoder:
    """Decodes image objects within the limits."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._left = MOST_PIXELS_IN_ALL

    def file(self, image: Any) -> bytes | None:
        """Return the picture as JPEG or PNG with the object's XMP embedded.

        None, and a Problem, if it cannot be decoded.
        """
        name = f"object {image.objgen[0]}"
        data = jpeg_of(image, image.read_raw_bytes()) or self._png(image, name)
        metadata = image.get("/Metadata")
        if data is None or not isinstance(metadata, Stream):
            return data
        allowance = Allowance(MOST_PACKET, MOST_PACKET)
        packet = allowance.read(metadata, self._findings, f"the metadata of {name}")
        kind = "image/jpeg" if data[:2] == b"\xff\xd8" else "image/png"
        try:
            return embedding.embed(kind, data, packet) if packet else data
        except SourceError as error:
            why = error.problems[0].message
            message = f"{name}: its metadata cannot be embedded: {why}"
            self._findings.warn("inspect-xmp-broken", message)
            return data

    def _png(self, image: Any, name: str) -> bytes | None:
        width, height = image.get("/Width"), image.get("/Height")
        pixels = width * height if isinstance(width, int) and isinstance(height, int) else 0
        most = min(MOST_PIXELS, self._left)
        # A pixel takes at most 16 bits for each of four colors.
        if (
            not 0 < pixels <= most
            or unpacked_size(image, 8 * pixels + _SLACK) > 8 * pixels + _SLACK
        ):
            message = f"{name} has too many pixels, or none"
            self._findings.warn("inspect-too-large", message, "It is listed, but not extracted.")
            return None
        self._left -= pixels
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return _encoded(_pixels(image))
        except Exception as error:  # pikepdf and Pillow raise any kind of error on broken images
            message = f"{name} cannot be decoded: {type(error).__name__}: {error}"
            fix = "It is listed, but not extracted."
            self._findings.warn("inspect-part-broken", message, fix)
            return None


def _pixels(image: Any) -> Image:
    """Return the pixels, with the soft mask as transparency."""
    pixels = pikepdf.PdfImage(image).as_pil_image()
    mask = image.get("/SMask")
    if isinstance(mask, Stream) and unpacked_size(mask, MOST_PIXELS) <= MOST_PIXELS:
        alpha = pikepdf.PdfImage(mask).as_pil_image().convert("L")
        pixels = pixels.convert("RGB")
        pixels.putalpha(alpha.resize(pixels.size) if alpha.size != pixels.size else alpha)
    return pixels


def _encoded(pixels: Image) -> bytes:
    """Encode as PNG; color modes that PNG lacks, such as CMYK, become RGB."""
    out = io.BytesIO()
    profile = pixels.info.get("icc_profile")
    if pixels.mode not in _OF_PNG:
        pixels, profile = pixels.convert("RGB"), None
    pixels.save(out, "PNG", icc_profile=profile)
    return out.getvalue()


_OF_PNG = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16"})
