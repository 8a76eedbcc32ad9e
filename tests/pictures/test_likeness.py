"""Perceptual hashes: alike for copies in any size and format, different otherwise."""

from __future__ import annotations

import io
from itertools import combinations

import pytest
from PIL import Image

from publish.pictures.decoding import prepare
from publish.pictures.likeness import THRESHOLD, alike, distance, likeness
from tests.channels.desk import encoded, photo

PHOTOS = [photo(seed) for seed in range(12)]

COPIES = {
    "smaller": lambda p: encoded(p.resize((225, 150))),
    "a thumbnail": lambda p: encoded(p.resize((90, 60))),
    "larger": lambda p: encoded(p.resize((1800, 1200))),
    "another shape": lambda p: encoded(p.resize((600, 600))),
    "coarse": lambda p: encoded(p, quality=15),
    "PNG": lambda p: encoded(p, "PNG"),
    "WebP": lambda p: encoded(p, "WEBP", quality=40),
    "GIF": lambda p: encoded(p.resize((450, 300)), "GIF"),
    "TIFF": lambda p: encoded(p, "TIFF"),
    "CMYK": lambda p: encoded(p.convert("CMYK")),
    "grey": lambda p: encoded(p.convert("L")),
    "transparent": lambda p: encoded(p.convert("RGBA"), "PNG"),
}


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_looks_alike(copy: str) -> None:
    for data in PHOTOS:
        made = COPIES[copy](Image.open(io.BytesIO(data)))
        assert alike(likeness(data), likeness(made))


def test_other_pictures_do_not_look_alike() -> None:
    marks = [likeness(data) for data in PHOTOS]
    assert all(marks)
    nearest = min(distance(str(one), str(other)) for one, other in combinations(marks, 2))
    assert nearest > THRESHOLD + 8


def test_exif_orientation_is_applied_before_hashing() -> None:
    whole = Image.open(io.BytesIO(PHOTOS[0]))
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = encoded(whole.rotate(90, expand=True), exif=exif.tobytes())
    assert alike(likeness(turned), likeness(PHOTOS[0]))


def test_plain_surfaces_have_no_likeness() -> None:
    white, blue = (encoded(Image.new("RGB", (300, 200), color)) for color in ("white", "blue"))
    assert likeness(white) is None
    assert not alike(likeness(white), likeness(blue))
    clear = encoded(Image.new("RGBA", (300, 200), (1, 2, 3, 0)), "PNG")
    assert likeness(clear) is None


@pytest.mark.parametrize("data", [b"", b"no picture", PHOTOS[0][:300], b"\x89PNG\r\n\x1a\n" * 9])
def test_other_files_have_no_likeness(data: bytes) -> None:
    assert likeness(data) is None


@pytest.mark.parametrize("copy", ["coarse", "larger", "PNG", "WebP", "CMYK", "grey"])
def test_reading_a_picture_gives_the_hash_of_what_is_shown(copy: str) -> None:
    data = COPIES[copy](Image.open(io.BytesIO(PHOTOS[0])))
    done = prepare(data)
    assert done.likeness == likeness(done.data or data) is not None


def test_reading_a_turned_picture_gives_its_hash_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = encoded(Image.open(io.BytesIO(PHOTOS[0])).rotate(90, expand=True), exif=exif.tobytes())
    done = prepare(turned)
    assert done.likeness == likeness(done.data or b"") is not None
