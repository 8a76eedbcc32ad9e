"""Detects a picture's file kind from its first bytes; the file name is not trusted."""

from __future__ import annotations

JPEG, PNG, SVG = "image/jpeg", "image/png", "image/svg+xml"
WEBP, AVIF, GIF = "image/webp", "image/avif", "image/gif"
TIFF, BMP = "image/tiff", "image/bmp"

NAMES = {
    JPEG: "JPEG",
    PNG: "PNG",
    SVG: "SVG",
    WEBP: "WebP",
    AVIF: "AVIF",
    GIF: "GIF",
    TIFF: "TIFF",
    BMP: "BMP",
}
"""Display names of the supported kinds."""

ENDINGS = {
    JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    PNG: (".png",),
    SVG: (".svg", ".svgz"),
    WEBP: (".webp",),
    AVIF: (".avif",),
    GIF: (".gif",),
    TIFF: (".tif", ".tiff"),
    BMP: (".bmp", ".dib"),
}
"""File suffixes of each kind, the common one first."""

_SIGNATURES = (
    (0, b"\xff\xd8\xff", JPEG),
    (0, b"\x89PNG\r\n\x1a\n", PNG),
    (0, b"GIF87a", GIF),
    (0, b"GIF89a", GIF),
    (8, b"WEBP", WEBP),
    (4, b"ftypavif", AVIF),
    (4, b"ftypavis", AVIF),
    (4, b"ftyphei", "HEIC"),
    (4, b"ftyphev", "HEIC"),
    (4, b"ftypmif1", "HEIF"),
    (4, b"ftypmsf1", "HEIF"),
    (0, b"II*\0", TIFF),
    (0, b"MM\0*", TIFF),
    (0, b"BM", BMP),
    (0, b"8BPS", "Photoshop (PSD)"),
    (0, b"%PDF", "PDF"),
    (0, b"%!PS", "PostScript"),
    (0, b"\0\0\x01\0", "ICO"),
    (0, b"\xff\x0a", "JPEG XL"),
    (4, b"JXL ", "JPEG XL"),
    (4, b"jP  ", "JPEG 2000"),
    (0, b"version https://git-lfs", "Git LFS pointer"),
)
_PACKED = b"\x1f\x8b"
"""The gzip signature of an SVGZ; no other picture is packed with gzip."""
_HEAD = 4096
"""Bytes searched for the root of an SVG, after a declaration and comments."""


def kind_of(data: bytes) -> str:
    """Return the media type of a supported picture, the name of another kind, or ""."""
    for start, signature, kind in _SIGNATURES:
        if data.startswith(signature, start):
            # An AVIF may name another brand first and list its own as compatible.
            return AVIF if kind == "HEIF" and b"avif" in data[16:64] else kind
    return SVG if data.startswith(_PACKED) or b"<svg" in data[:_HEAD].lower() else ""
