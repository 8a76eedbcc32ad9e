"""The cover that shops show: its size, its sharpness, its credit."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

from PIL import Image, ImageStat

from publish import Page, compose, load_theme, read
from publish.formats.epub.cover import HEIGHT, WIDTH, cover
from publish.page import Asset

ROOT = Path(__file__).parents[3]


@cache
def page() -> Page:
    return compose(read(ROOT / "sources/end-of-an-era"), load_theme("briefing"))


def drawn(of: Page) -> Image.Image:
    made = cover(of)
    assert made is not None
    return Image.open(io.BytesIO(made.picture.data))


def test_it_is_a_jpeg_of_the_size_that_shops_ask_for() -> None:
    picture = drawn(page())
    assert (picture.format, picture.size) == ("JPEG", (WIDTH, HEIGHT))


def test_its_picture_keeps_all_its_pixels() -> None:
    stripes = Image.new("L", (1600, 1067))
    stripes.putdata([255 * (n % 1600 // 2 % 2) for n in range(1600 * 1067)])
    out = io.BytesIO()
    stripes.convert("RGB").save(out, "JPEG", quality=95)
    (asset,) = page().assets
    other = Asset(asset.name, asset.media_type, out.getvalue())
    picture = drawn(replace(page(), assets=(other,)))
    middle = picture.convert("L").crop((600, 300, 1000, 700))
    assert ImageStat.Stat(middle).stddev[0] > 80, "stripes of two pixels are not gray"
