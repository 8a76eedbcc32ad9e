"""Pictures have as many pixels as their size on the page needs in an edition with a resolution.

Their sizes are known when the pages are drawn, before the file is written: that is where pixels are
left out. A picture has those that its largest place needs. One in a pattern, whose size WeasyPrint
does not know, and one with Content Credentials keep all.
"""

from __future__ import annotations

from io import BytesIO
from math import hypot, inf
from typing import Any

from PIL import Image as Pillow
from weasyprint.images import RasterImage

from publish.formats.pdf.layout.output import Pictures
from publish.keeping.kept import AS_BYTES
from publish.page import Asset
from publish.picture import wanted
from publish.pictures.downsampling import smaller_jpeg, smaller_pixels
from publish.pictures.embedding import is_signed

_POINTS = 72
_draw = RasterImage.draw
_get_x_object = RasterImage.get_x_object


def install() -> None:
    """Make WeasyPrint note the sizes of pictures, and write fewer pixels; may be called again."""
    RasterImage.draw = _noted
    RasterImage.get_x_object = _written


def _noted(self: Any, stream: Any, width: float, height: float, style: Any) -> None:
    """Draw a picture, and note how large that is."""
    pictures = self._cache
    if isinstance(pictures, Pictures) and pictures.resolution:
        a, b, c, d, *_ = stream.ctm.values
        known = "Subtype" not in stream.extra and "PatternType" not in stream.extra
        across, down = pictures.inches.get(self.id, (0.0, 0.0))
        wide = width * hypot(a, b) / _POINTS if known else inf
        high = height * hypot(c, d) / _POINTS if known else inf
        pictures.inches[self.id] = max(across, wide), max(down, high)
    _draw(self, stream, width, height, style)


def _written(self: Any, interpolate: bool, ratio: float) -> Any:
    """The object of a picture, with the pixels that it needs."""
    pictures = self._cache
    limit = pictures.resolution if isinstance(pictures, Pictures) else None
    asset = pictures.asset(self.id) if limit else None
    if limit is None or asset is None:
        return _get_x_object(self, interpolate, ratio)
    wide, high = pictures.inches.get(self.id, (inf, inf))
    size = wanted(self.width, wide, limit), wanted(self.height, high, limit)
    if size == (self.width, self.height) or is_signed(asset.media_type, asset.data):
        return _get_x_object(self, interpolate, ratio)
    made = (_jpeg if self.format == "JPEG" else _lossless)(self, asset, size, interpolate)
    if made is None:
        return _get_x_object(self, interpolate, ratio)
    pictures.reduced[asset.name] = (self.width, self.height), size
    return made


def _jpeg(self: Any, asset: Asset, size: tuple[int, int], interpolate: bool) -> Any:
    whole = asset.data
    inputs = whole, "{} x {}".format(*size)
    data = self._cache.kept.value(
        "smaller-jpeg", inputs, AS_BYTES, lambda: smaller_jpeg(whole, size) or b""
    )
    return _object(self, data, interpolate) if data else None


def _lossless(self: Any, asset: Asset, size: tuple[int, int], interpolate: bool) -> Any:
    """A picture that is compressed without loss; None where it would not be smaller in bytes.

    Few pixels of many shades can take more bytes than many of few colors.
    """
    if self.mode not in ("RGB", "RGBA", "L", "LA"):
        return None
    data = BytesIO()
    small = smaller_pixels(self.image_data.data, self.mode, size)
    small.save(data, "PNG", compress_level=1)  # read again in a moment
    made = _object(self, data.getvalue(), interpolate)
    if (length := _length(made)) >= len(asset.data):
        whole = _get_x_object(self, interpolate, 1)
        return made if length < _length(whole) else None
    return made


def _object(self: Any, data: bytes, interpolate: bool) -> Any:
    """WeasyPrint's object for a picture in place of another."""
    image = Pillow.open(BytesIO(data))
    return _get_x_object(RasterImage(image, self.id, data), interpolate, 1)


def _length(made: Any) -> int:
    parts = [made, *([made.extra["SMask"]] if "SMask" in made.extra else [])]
    return sum(len(piece.data) for part in parts for piece in part.stream)
