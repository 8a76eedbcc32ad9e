"""Conversion of other picture kinds: deterministic, and nothing is lost."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms

from publish.metadata.credit_reading import read_credits
from publish.metadata.credits import credit_packet
from publish.model.credit import Credit
from publish.pictures.conversion import convert, needs_conversion
from publish.pictures.embedding import embed
from publish.pictures.metadata_reading import read_embedded, read_packet
from publish.pictures.pixels import JPEG, PNG, examine

CREDIT = Credit(title="The Ferry", creator="Ada Example", source="https://example.org/ferry")


def gradient(mode: str = "RGB") -> Image.Image:
    channel = Image.linear_gradient("L").resize((64, 40))
    image = Image.merge("RGB", (channel, channel.rotate(180), Image.new("L", (64, 40), 90)))
    if mode == "RGBA":
        image.putalpha(channel)
    return image if mode in ("RGB", "RGBA") else image.convert(mode)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


LOSSLESS = {
    "webp": saved(gradient(), "WEBP", lossless=True),
    "webp, see-through": saved(gradient("RGBA"), "WEBP", lossless=True, exact=True),
    "gif": saved(gradient("P"), "GIF"),
    "gif, see-through": saved(gradient("P"), "GIF", transparency=3),
    "moving gif": saved(gradient("P"), "GIF", save_all=True, append_images=[gradient("L")]),
    "tiff": saved(gradient(), "TIFF"),
    "tiff, packed": saved(gradient(), "TIFF", compression="tiff_lzw"),
    "tiff, pages": saved(gradient(), "TIFF", save_all=True, append_images=[gradient()]),
    "fax": saved(gradient("1"), "TIFF", compression="group4"),
    "bmp": saved(gradient(), "BMP"),
    "avif, see-through": saved(gradient("RGBA"), "AVIF"),
}
LOSSY = {
    "webp": saved(gradient(), "WEBP", quality=80),
    "avif": saved(gradient(), "AVIF"),
    "ink": saved(gradient("CMYK"), "JPEG"),
}


@pytest.mark.parametrize("name", LOSSLESS)
def test_lossless_kinds_become_a_lossless_png(name: str) -> None:
    data = LOSSLESS[name]
    done = convert(data, examine(data)).data
    assert examine(done).media_type == PNG
    before, after = (Image.open(BytesIO(d)).convert("RGBA") for d in (data, done))
    assert before.tobytes() == after.tobytes()
    assert convert(data, examine(data)).data == done


@pytest.mark.parametrize("name", LOSSY)
def test_lossy_kinds_become_a_good_jpeg(name: str) -> None:
    data = LOSSY[name]
    done = convert(data, examine(data)).data
    assert examine(done).media_type == JPEG
    before, after = (Image.open(BytesIO(d)).convert("RGB") for d in (data, done))
    pairs = zip(before.tobytes(), after.tobytes(), strict=True)
    assert max(abs(a - b) for a, b in pairs) < 16
    assert convert(data, examine(data)).data == done


def test_jpeg_and_png_stay_as_they_are() -> None:
    for kind, mode in (("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P")):
        assert not needs_conversion(examine(saved(gradient(mode), kind)))


def test_sixteen_bits_of_gray_become_the_nearest_eight() -> None:
    data = saved(Image.new("I;16", (4, 4), 30000), "PNG")
    done = convert(data, examine(data))
    assert Image.open(BytesIO(done.data)).getpixel((1, 1)) == round(30000 / 257)
    assert [remark.rule for remark in done.remarks] == ["image-depth"]


@pytest.mark.parametrize(("kind", "media_type"), [("WEBP", "image/webp"), ("GIF", "image/gif")])
def test_an_xmp_packet_is_kept(kind: str, media_type: str) -> None:
    data = embed(media_type, saved(gradient("P"), kind), credit_packet([CREDIT]))
    packet = read_packet(convert(data, examine(data)).data)
    assert packet is not None
    assert read_credits(packet)[0]["creator"] == "Ada Example"


def test_an_xmp_packet_of_an_avif_or_a_tiff_is_kept() -> None:
    packet = credit_packet([CREDIT])
    avif = saved(gradient(), "AVIF", xmp=packet)
    tiff = saved(gradient(), "TIFF", tiffinfo={700: packet})
    for data in (avif, tiff):
        assert read_embedded(convert(data, examine(data)).data).fields()["title"] == "The Ferry"


@pytest.mark.parametrize("kind", ["WEBP", "TIFF", "AVIF"])
def test_a_color_profile_is_kept(kind: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(gradient(), kind, icc_profile=profile)
    done = convert(data, examine(data)).data
    assert Image.open(BytesIO(done)).info["icc_profile"] == profile


def test_a_profile_for_another_color_space_is_dropped() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(gradient("L"), "TIFF", icc_profile=profile)
    assert "icc_profile" not in Image.open(BytesIO(convert(data, examine(data)).data)).info


def test_orientation_is_applied() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(gradient(), "WEBP", lossless=True, exif=exif.tobytes())
    pixels = examine(data)
    assert pixels.orientation == 6
    done = examine(convert(data, pixels).data)
    assert (done.width, done.height, done.orientation) == (40, 64, 1)


def test_cmyk_without_a_profile_is_guessed_with_a_warning() -> None:
    done = convert(LOSSY["ink"], examine(LOSSY["ink"]))
    assert [(r.rule, r.doubtful) for r in done.remarks][1:] == [("image-cmyk-guessed", True)]


def test_cmyk_is_converted_through_its_profile() -> None:
    """In this made-up profile every ink is gray paper; only the profile says so."""
    data = saved(gradient("CMYK"), "JPEG", icc_profile=press(lightness=128))
    done = convert(data, examine(data))
    assert [remark.rule for remark in done.remarks] == ["image-converted"]
    image = Image.open(BytesIO(done.data)).convert("RGB")
    assert image.mode == "RGB"
    assert len(set(zip(*[iter(image.tobytes())] * 3, strict=True))) == 1


def press(lightness: int) -> bytes:
    """A CMYK profile (ICC.1, lut8Type) that makes one neutral color of whatever is printed."""
    lab = bytes((lightness, 128, 128))
    identity = bytes(range(256))
    matrix = struct.pack(">9i", *(0x10000 if n % 4 == 0 else 0 for n in range(9)))
    lut = b"mft1" + bytes(4) + bytes((4, 3, 2, 0)) + matrix + identity * 4 + lab * 16 + identity * 3
    white = b"XYZ " + bytes(4) + struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    text = b"text" + bytes(4) + b"None\0"
    name = b"desc" + bytes(4) + struct.pack(">I", 5) + b"Test\0" + bytes(78)
    parts = {b"A2B0": lut, b"wtpt": white, b"cprt": text, b"desc": name}
    at, table, body = 128 + 4 + 12 * len(parts), struct.pack(">I", len(parts)), b""
    for tag, part in parts.items():
        part += bytes(-len(part) % 4)
        table += tag + struct.pack(">2I", at + len(body), len(part))
        body += part
    size = at + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x02400000, b"prtr", b"CMYK", b"Lab ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    head += struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    return head.ljust(128, b"\0") + table + body
