"""Pictures compared by their pixels, however their files have them."""

from __future__ import annotations

import io
import warnings

import pytest
from PIL import Image as Pillow

from publish.content import Picture, raster

COLORS = (bytes((200, 30, 40)), bytes((10, 20, 250)))


def palette(transparency: bytes | int | None) -> Pillow.Image:
    image = Pillow.new("P", (4, 2))
    image.putpalette(b"".join(COLORS))
    image.putdata([0, 1] * 4)
    if transparency is not None:
        image.info["transparency"] = transparency
    return image


def gray(transparency: bytes | int | None) -> Pillow.Image:
    image = Pillow.new("L", (4, 2), 90)
    if transparency is not None:
        image.info["transparency"] = transparency
    return image


@pytest.mark.parametrize("make", [palette, gray])
@pytest.mark.parametrize("transparency", [bytes((0, 128)), 1, None])
def test_transparency_is_no_color(make: type, transparency: bytes | int | None) -> None:
    image = make(transparency)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert raster(image) == raster(make(None).convert("RGB"))
    assert image.info.get("transparency") == transparency, "the image itself is left alone"


def test_a_transparent_palette_in_a_file() -> None:
    out = io.BytesIO()
    palette(None).save(out, "PNG", transparency=bytes((0, 128)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert Picture(out.getvalue()).same(Picture(b"", raster(palette(None))))
