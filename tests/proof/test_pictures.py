"""Pictures compared by their pixels, however their files have them."""

from __future__ import annotations

import io
import warnings

import pytest
from PIL import Image as Pillow

from publish.picture import Picture, Placed, Small, raster
from publish.pictures.downsampling import smaller_jpeg

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


def photo(seed: int, size: tuple[int, int] = (600, 400), **options: object) -> bytes:
    """A picture of soft areas, as a JPEG."""
    areas = Pillow.new("RGB", (6, 4))
    areas.putdata([((n * seed * 37) % 256, (n * 61 + seed) % 256, n * 9) for n in range(24)])
    out = io.BytesIO()
    areas.resize(size, Pillow.Resampling.BICUBIC).save(out, "JPEG", **options)
    return out.getvalue()


def found(data: bytes, inches: float, kind: str) -> Picture:
    """The picture as a PDF has it, three inches wide or so."""
    image = Pillow.open(io.BytesIO(data))
    size = inches, inches * image.height / image.width
    if kind == "stored":
        return Picture.of(data, lambda: data, Placed(image.size, size))
    return Picture(
        b"", raster(image), placed=Placed(image.size, size, lambda g: Small.of(image, g))
    )


@pytest.mark.parametrize("kind", ["stored", "pixels"])
def test_a_picture_may_have_as_many_pixels_as_its_edition_says(kind: str) -> None:
    whole = photo(1, quality=95)
    small = smaller_jpeg(whole, (450, 300))
    assert small is not None
    article = Picture(whole, resolution=200)
    assert article.same(found(small, 2.25, kind)), "200 pixels an inch"
    assert not article.same(found(small, 2.3, kind)), "fewer"
    assert article.same(found(small, 1, kind)), "more, where it would have been larger in bytes"
    assert not Picture(whole).same(found(small, 2.25, kind)), "another edition has all of them"
    assert not Picture(whole, resolution=200).same(Picture(small)), "so has an EPUB"
    assert article.same(found(whole, 2.25, kind))


@pytest.mark.parametrize("kind", ["stored", "pixels"])
def test_another_picture_with_fewer_pixels_is_not_the_articles(kind: str) -> None:
    article = Picture(photo(1), resolution=200)
    other = photo(2, (450, 300))
    mirrored = io.BytesIO()
    one = Pillow.open(io.BytesIO(photo(1, (450, 300))))
    one.transpose(Pillow.Transpose.FLIP_LEFT_RIGHT).save(mirrored, "PNG")
    patched = one.copy()
    patched.paste((255, 255, 255), (100, 100, 140, 140))
    hidden = io.BytesIO()
    patched.save(hidden, "PNG")
    for data in (other, mirrored.getvalue(), hidden.getvalue()):
        assert not article.same(found(data, 2.25, kind))
