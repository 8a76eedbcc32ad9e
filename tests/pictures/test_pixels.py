"""Raster pictures: examined, read to their end, refused with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile
from PIL.JpegImagePlugin import JpegImageFile

from publish.pictures.kinds import AVIF, BMP, GIF, TIFF, WEBP
from publish.pictures.pixels import (
    JPEG,
    MOST_PIXELS,
    PNG,
    BadPixels,
    Pixels,
    apply_orientation,
    examine,
)
from tests.pictures.samples import picture, png, rotated
from tests.profiles import examples


@pytest.fixture(params=[False, True], ids=["strict", "lenient"])
def pillow_switch(request: pytest.FixtureRequest) -> Iterator[None]:
    """Pillow's process-wide leniency, which importing WeasyPrint turns on."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = request.param
    yield
    assert request.param == ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = before


GOOD = {
    "jpeg": (picture(dpi=(300, 300)), Pixels(JPEG, 30, 20, 300.0)),
    "progressive": (picture(progressive=True), Pixels(JPEG, 30, 20, None)),
    "grey": (picture(mode="L"), Pixels(JPEG, 30, 20, None, mode="L")),
    "upright": (rotated(1), Pixels(JPEG, 30, 20, None)),
    "turned": (rotated(6), Pixels(JPEG, 30, 20, None, orientation=6)),
    "turned nowhere": (rotated(9), Pixels(JPEG, 30, 20, None)),
    "bytes after the end": (picture() + b"more", Pixels(JPEG, 30, 20, None)),
    "png": (picture("PNG", dpi=(150, 150)), Pixels(PNG, 30, 20, 150.01)),
    "alpha": (picture("PNG", "RGBA"), Pixels(PNG, 30, 20, None, mode="RGBA")),
    "palette": (picture("PNG", "P"), Pixels(PNG, 30, 20, None, mode="P")),
    "one bit": (picture("PNG", "1"), Pixels(PNG, 30, 20, None, mode="1")),
    "16 bits": (png(depth=16, colour=2), Pixels(PNG, 10, 10, None)),
    "interlaced": (png(interlaced=True), Pixels(PNG, 10, 10, None, mode="L")),
    "gray of 16 bits": (png(depth=16, colour=0), Pixels(PNG, 10, 10, None, mode="I;16")),
    "ink": (picture(mode="CMYK"), Pixels(JPEG, 30, 20, None, mode="CMYK")),
    "gif": (picture("GIF", "P"), Pixels(GIF, 30, 20, None, mode="P")),
    "webp": (picture("WEBP"), Pixels(WEBP, 30, 20, None)),
    "avif": (picture("AVIF"), Pixels(AVIF, 30, 20, None)),
    "tiff": (picture("TIFF"), Pixels(TIFF, 30, 20, None)),
    "bmp": (picture("BMP"), Pixels(BMP, 30, 20, 96.01)),
}


@pytest.mark.usefixtures("pillow_switch")
@pytest.mark.parametrize("name", GOOD)
def test_good_pictures_are_examined(name: str) -> None:
    data, expected = GOOD[name]
    assert examine(data) == expected


BAD = {
    "empty": (b"", "image-format", "not a picture"),
    "text": (b"hello", "image-format", "not a picture"),
    "psd": (b"8BPS" + bytes(30), "image-format", "Photoshop"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(30), "image-format", "HEIC"),
    "measured": (picture("TIFF", "F"), "image-depth", "measurements"),
    "huge webp": (
        b"RIFF\0\0\0\0WEBPVP8X" + b"\x0a\0\0\0" + bytes(4) + b"\xff\x3f\0" * 2,
        "image-too-large",
        "16384 × 16384",
    ),
    "svg": (b'<?xml version="1.0"?><svg/>', "image-format", "SVG"),
    "pointer": (b"version https://git-lfs.github.com/spec/v1\n", "image-format", "LFS"),
    "huge": (png(pixels=b"", width=20_000, height=20_000), "image-too-large", "20000 × 20000"),
    "short": (png(pixels=b"\0" * 50), "image-damaged", "truncated"),
    "short interlaced": (png(pixels=b"\0" * 50, interlaced=True), "image-damaged", "truncated"),
    "without end": (picture("PNG")[:-12], "image-damaged", "truncated"),
}


@pytest.mark.usefixtures("pillow_switch")
@pytest.mark.parametrize("name", BAD)
def test_bad_pictures_are_refused(name: str) -> None:
    data, rule, words = BAD[name]
    with pytest.raises(BadPixels, match=words) as caught:
        examine(data)
    assert caught.value.rule == rule
    assert caught.value.fix


@pytest.mark.parametrize(
    "whole",
    [
        picture(),
        picture(progressive=True),
        picture("PNG"),
        *(picture(kind, "RGB") for kind in ("WEBP", "AVIF", "TIFF")),
    ],
)
@pytest.mark.usefixtures("pillow_switch")
def test_a_truncated_file_is_refused(whole: bytes) -> None:
    for length in range(len(whole)):
        with pytest.raises(BadPixels):
            examine(whole[:length])


@examples(300)
@given(st.sampled_from([picture(), picture("PNG"), rotated(3)]), st.data())
def test_damage_is_refused_or_harmless(whole: bytes, data: st.DataObject) -> None:
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        pixels = examine(bytes(broken))
    except BadPixels as bad:
        assert bad.fix
    else:
        with suppress(BadPixels):
            assert apply_orientation(bytes(broken), pixels)
        assert pixels.width > 0
        assert pixels.height > 0


@given(st.data())
@examples(60)
def test_a_small_decoding_finds_the_damage_of_a_whole_one(data: st.DataObject) -> None:
    """JPEGs are read to their end, but their pixels are made at an eighth of the size."""
    whole = data.draw(st.sampled_from(LARGE))
    at = data.draw(st.integers(0, len(whole)))
    put = data.draw(st.binary(max_size=40))
    damaged = whole[:at] + put + whole[data.draw(st.integers(at, len(whole))) :]
    assert _is_read(damaged) == _is_decoded(damaged)


LARGE = [
    picture(size=(1100, 1040), progressive=progressive, subsampling=subsampling)
    for progressive in (False, True)
    for subsampling in (0, 2)
]


def _is_read(data: bytes) -> bool:
    try:
        return bool(examine(data))
    except BadPixels:
        return False


def _is_decoded(data: bytes) -> bool:
    """Is every pixel there, at full size?"""
    try:
        image = JpegImageFile(BytesIO(data))
        assert image.width * image.height <= MOST_PIXELS
        (tile,) = image.tile
        return bool(Image.frombytes(image.mode, image.size, data, tile.codec_name, tile.args))
    except Exception:
        return False
