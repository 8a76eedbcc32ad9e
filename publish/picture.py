"""A picture in a file or in an article, and whether both show the same."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import field
from functools import cached_property
from hashlib import sha256
from math import inf
from typing import Any

from publish.values import dataclass

Size = tuple[int, int]
"""Pixels across and down."""


@dataclass(frozen=True)
class Picture:
    """An image as a file, or as its pixels in a PDF."""

    file: bytes | Callable[[], bytes | None] = field(repr=False)
    """The file as it is, or what reads it again, so that it need not be held to be compared.
    Empty where there are only pixels."""
    raster: str | None = None
    """The hash of the pixels, where there are only pixels."""
    drawn: bool = False
    """A PDF draws it with lines. The proof can only tell that it exists."""
    printed: Small | None = None
    """Its look from afar where its pixels are inks of a press, which are no longer its colors."""
    placed: Placed | None = None
    """Its size in a PDF, where it has one; None for an article's."""
    resolution: int | None = None
    """The pixels an inch that an edition has at most of an article's picture; None for all."""

    @classmethod
    def of(
        cls, data: bytes, read: Callable[[], bytes | None], placed: Placed | None = None
    ) -> Picture:
        """The picture with these bytes, which are not kept: ``read`` reads them again."""
        picture = cls(read, placed=placed)
        picture.__dict__["sha256"] = sha256(data).hexdigest()
        return picture

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.file if isinstance(self.file, bytes) else self.file() or b""

    @property
    def is_drawing(self) -> bool:
        """Whether it is made of lines, like an SVG, and not of pixels."""
        return self.drawn or b"<svg" in self.data[:4096]

    @cached_property
    def sha256(self) -> str:
        """The hash of the file, in hex."""
        return sha256(self.data).hexdigest()

    @cached_property
    def pixels(self) -> str | None:
        """The hash of the RGB pixels, in hex; None if nothing can decode them."""
        from PIL import Image

        if self.raster:
            return self.raster
        try:
            with Image.open(io.BytesIO(self.data)) as image:
                return raster(image)
        except Exception:  # Each of Pillow's decoders fails on broken files in its own way.
            return None

    @cached_property
    def small(self) -> Small | None:
        """Its look from afar; None if nothing can decode it."""
        return self.printed or self.look(_GRID)

    def look(self, grid: Size) -> Small | None:
        """Its look in so many fields across and down; None if nothing can decode it."""
        from PIL import Image

        if self.placed and self.raster:
            return self.placed.look(grid)
        try:
            with Image.open(io.BytesIO(self.data)) as image:
                return Small.of(image, grid)
        except Exception:  # Each of Pillow's decoders fails on broken files in its own way.
            return None

    @property
    def _size(self) -> Size | None:
        """Its pixels across and down, by its header; None if nothing can read it."""
        from PIL import Image

        try:
            with Image.open(io.BytesIO(self.data)) as image:
                return image.size
        except Exception:  # Each of Pillow's decoders fails on broken files in its own way.
            return None

    def same(self, other: Picture) -> bool:
        """Whether this one, an article's, is shown by the ``other``: equal files or pixels.

        Colors count, not alpha. A drawing in a PDF is the one with its credit attached. One that is
        stored as inks must look the same from afar, and others of fewer pixels from near. There are
        fewer only where the article's has a ``resolution``: as many as that for its size on the
        page.
        """
        if self.drawn or other.drawn:
            return self.is_drawing and other.is_drawing
        if self.file and self.sha256 == other.sha256:
            return True
        if self.printed or other.printed:
            ours, theirs = self.small, other.small
            return bool(ours and theirs and self._is_enough(other, ours) and ours.near(theirs))
        if self.resolution and other.placed and (size := self._size) and size != other.placed.size:
            enough = other.placed.suffices(size, self.resolution)
            grid = _grid(other.placed.size)
            ours, theirs = self.look(grid), other.look(grid)
            return bool(enough and ours and theirs and ours.equals(theirs))
        return self.pixels is not None and self.pixels == other.pixels

    def _is_enough(self, other: Picture, ours: Small) -> bool:
        """Whether ``other``, of inks, has all pixels of this one, or as many as it must."""
        if other.printed and ours.size == other.printed.size:
            return True
        if not self.resolution or not other.placed:
            return False
        return other.placed.suffices(ours.size, self.resolution)


@dataclass(frozen=True)
class Placed:
    """The size of a picture in a PDF: its pixels, and the largest place where it is painted."""

    size: Size
    inches: tuple[float, float] = (inf, inf)
    look: Callable[[Size], Small | None] = field(default=lambda grid: None, repr=False)
    """Looks at its pixels again, in so many fields."""

    def suffices(self, whole: Size, resolution: int) -> bool:
        """Whether it has as many of all pixels as an edition with this resolution must have."""
        return all(
            wanted(all_of, inches, resolution) - 1 <= found <= all_of
            for found, all_of, inches in zip(self.size, whole, self.inches, strict=True)
        )


def wanted(pixels: int, inches: float, resolution: int) -> int:
    """The pixels along a side of so many inches; never more than the picture has."""
    return max(1, pixels if inches * resolution >= pixels else int(inches * resolution))


_FIELDS = 24
_GRID = _FIELDS, _FIELDS
_PIXELS = 8
"""Pixels along a field, at least, where those of a smaller picture are compared: with fewer, a
field's edges are inside of pixels."""
_FAR, _FAR_IN_LIGHT = 28, 12
"""Of 255: how far fields of a picture are from those of its print on average, since a press cannot
print all colors; their lightness is nearer."""
_EQUAL, _EQUAL_ANYWHERE = 3.5, 28
"""Of 255: how far fields of a picture are from those of the same with fewer pixels, on average and
in any one of them."""


@dataclass(frozen=True)
class Small:
    """A picture from afar, on white paper: its size, and the colors of a grid of fields."""

    size: Size
    fields: bytes = field(repr=False)

    @classmethod
    def of(cls, image: Any, grid: Size = _GRID) -> Small:
        """A Pillow image from afar, in so many fields across and down."""
        from PIL import Image

        size = image.size
        most = 2 * _PIXELS * _FIELDS
        image.draft(None, (most, most))  # of a JPEG, as many pixels as it takes
        clear = image.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        paper.alpha_composite(clear)
        small = paper.convert("RGB").resize(grid, Image.Resampling.BOX)
        return cls(size, small.tobytes())

    def near(self, other: Small) -> bool:
        """Whether two could be a picture and its print."""
        far = [one - two for one, two in zip(self.fields, other.fields, strict=True)]
        count = _FIELDS * _FIELDS
        light = sum(abs(sum(far[at : at + 3])) for at in range(0, 3 * count, 3)) / (3 * count)
        return light < _FAR_IN_LIGHT and sum(map(abs, far)) / (3 * count) < _FAR

    def equals(self, other: Small) -> bool:
        """Whether two could be a picture and the same one with fewer pixels."""
        far = [abs(one - two) for one, two in zip(self.fields, other.fields, strict=True)]
        return sum(far) / len(far) < _EQUAL and max(far) < _EQUAL_ANYWHERE


def _grid(size: Size) -> Size:
    """The fields of a picture with so many pixels."""
    across, down = (min(_FIELDS, max(1, side // _PIXELS)) for side in size)
    return across, down


def raster(image: Any) -> str:
    """The hash of a Pillow image's size and RGB pixels."""
    # Pillow does not convert transparency by color or palette to RGB, and warns of it.
    if image.mode in ("P", "PA"):
        image = image.convert("RGBA")
    elif "transparency" in image.info:
        image = image.copy()
        del image.info["transparency"]
    rgb = image.convert("RGB")
    return sha256(repr(rgb.size).encode() + rgb.tobytes()).hexdigest()
