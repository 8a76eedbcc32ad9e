"""The cover that shops show: its size, its sharpness, its credit."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from publish import Page, compose, load_theme, read
from publish.formats.epub import cover as covers
from publish.formats.epub.cover import HEIGHT, WIDTH, cover
from publish.keeping.kept import KeptWork
from publish.keeping.store import Store
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


def test_it_is_drawn_once_for_all_processes(tmp_path: Path) -> None:
    """What it does not show may change; what it shows is in the name of what is kept."""
    kept = KeptWork(Store(tmp_path / "kept"), "machine")
    of = replace(page(), look=replace(page().look, kept=kept))
    covers._credited.cache_clear()
    first = cover(of)
    covers._credited.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(covers, "_pages", lambda *_: pytest.fail("it was drawn again"))
        assert cover(replace(of, markup=of.markup.replace(" the ", " one "))) == first
        for other in (
            replace(of, cover=of.cover.replace("<p", "<p lang='de'", 1)),
            replace(of, look=replace(of.look, style=of.look.style + "p { color: red }")),
            replace(of, assets=(Asset(of.assets[0].name, "image/jpeg", b"other"),)),
            replace(of, metadata=replace(of.metadata, lang="de")),
        ):
            with pytest.raises(pytest.fail.Exception):
                cover(other)
    covers._credited.cache_clear()
