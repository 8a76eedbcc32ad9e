"""An image object of a PDF as a picture file: the JPEG that it is, or a PNG of its pixels."""

from __future__ import annotations

import io
import warnings
from typing import Any

import pikepdf
from pikepdf import Array, Name, Stream

from publish.errors import SourceError
from publish.inspecting.findings import Findings
from publish.inspecting.pdf_limits import fits, read_bytes
from publish.metadata import picture

MOST_PIXELS = 100_000_000


def jpeg_of(image: Any, raw: bytes) -> bytes | None:
    """The bytes of an image that is a JPEG by itself (ISO 32000-1 §7.4.8); else None."""
    return raw if image.get("/Filter") in (Name.DCTDecode, Array([Name.DCTDecode])) else None


def as_file(image: Any, findings: Findings) -> bytes | None:
    """The picture as JPEG or PNG, with the XMP in it that the PDF has on the object.

    None, and a Problem, if it cannot be decoded.
    """
    name = f"object {image.objgen[0]}"
    jpeg = jpeg_of(image, image.read_raw_bytes())
    data = jpeg if jpeg is not None and "/SMask" not in image else _png(image, name, findings)
    metadata = image.get("/Metadata")
    if data is None or not isinstance(metadata, Stream):
        return data
    packet = read_bytes(metadata, findings, f"the metadata of {name}")
    kind = "image/jpeg" if data[:2] == b"\xff\xd8" else "image/png"
    try:
        return picture.embed(kind, data, packet) if packet else data
    except SourceError as error:
        message = f"{name}: its metadata cannot go into the picture: {error.problems[0].message}"
        findings.warn("inspect-xmp-broken", message)
        return data


def _png(image: Any, name: str, findings: Findings) -> bytes | None:
    from PIL import Image

    width, height = image.get("/Width"), image.get("/Height")
    if not (isinstance(width, int) and isinstance(height, int)) or width * height > MOST_PIXELS:
        findings.warn("inspect-too-large", f"{name} has too many pixels to be decoded")
        return None
    if not fits(image, 8 * MOST_PIXELS):
        findings.warn("inspect-too-large", f"{name} unpacks to more than its pixels need")
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pixels = pikepdf.PdfImage(image).as_pil_image()
            mask = image.get("/SMask")
            if isinstance(mask, Stream) and fits(mask, MOST_PIXELS):
                alpha = pikepdf.PdfImage(mask).as_pil_image().convert("L")
                pixels = pixels.convert("RGB")
                pixels.putalpha(alpha.resize(pixels.size) if alpha.size != pixels.size else alpha)
            if pixels.mode not in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
                pixels = pixels.convert("RGB")
            out = io.BytesIO()
            # No ICC profile of CMYK may stay on RGB pixels.
            keep = {} if pixels.mode in ("L", "RGB", "RGBA") else {"icc_profile": None}
            Image.Image.save(pixels, out, "PNG", **keep)
    except (
        Exception
    ) as error:  # there are more broken images than pikepdf and Pillow have errors for
        message = f"{name} cannot be decoded: {type(error).__name__}: {error}"
        findings.warn("inspect-part-broken", message, "It is listed, but not extracted.")
        return None
    return out.getvalue()
