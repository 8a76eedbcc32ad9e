"""Turned pictures: every orientation is made upright, and what the file says is kept."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageCms, PngImagePlugin
from PIL.Image import Transpose
from PIL.JpegImagePlugin import get_sampling

from publish.reading.pixels import examine, upright

ORIENTATION, ARTIST, COPYRIGHT, GPS = 0x0112, 0x013B, 0x8298, 0x8825

STORED = {
    1: [],
    2: [Transpose.FLIP_LEFT_RIGHT],
    3: [Transpose.ROTATE_180],
    4: [Transpose.FLIP_TOP_BOTTOM],
    5: [Transpose.ROTATE_90, Transpose.FLIP_TOP_BOTTOM],
    6: [Transpose.ROTATE_90],
    7: [Transpose.ROTATE_90, Transpose.FLIP_LEFT_RIGHT],
    8: [Transpose.ROTATE_270],
}
"""From how a picture looks to how a camera held so stores it: where row 0 and column 0 of what
is stored belong (CIPA DC-008, 4.6.4 A: 6 is "row 0 at the right, column 0 at the top")."""


def scene() -> Image.Image:
    """A picture that looks different however it is turned or mirrored."""
    image = Image.new("RGB", (64, 48), "white")
    image.paste("red", (0, 0, 24, 16))
    image.paste("blue", (0, 32, 48, 48))
    return image


def exif(orientation: int) -> Image.Exif:
    found = Image.Exif()
    found[ORIENTATION] = orientation
    found[ARTIST] = "Jörg Beispiel".encode()
    found[COPYRIGHT] = "© Jörg".encode()
    found.get_ifd(GPS)[1] = "N"
    return found


XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    b'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="%d"/></rdf:RDF></x:xmpmeta>'
)


def stored(kind: str, orientation: int, mode: str = "RGB", **options: object) -> bytes:
    image = scene().convert(mode)
    for turn in STORED[orientation]:
        image = image.transpose(turn)
    out = BytesIO()
    image.save(out, kind, exif=exif(orientation).tobytes(), **options)
    return out.getvalue()


def shown(data: bytes) -> Image.Image:
    return Image.open(BytesIO(upright(data, examine(data))))


def distance(one: Image.Image, other: Image.Image) -> int:
    """The greatest difference in any pixel's red, green or blue."""
    return max(ImageChops.difference(one.convert("RGB"), other.convert("RGB")).tobytes())


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_jpeg_is_upright(orientation: int) -> None:
    image = shown(stored("JPEG", orientation, quality=95, subsampling=0))
    assert image.size == (64, 48)
    assert distance(image, scene()) < 16
    assert ORIENTATION not in image.getexif()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_png_is_upright_and_its_pixels_the_same(orientation: int, mode: str) -> None:
    image = shown(stored("PNG", orientation, mode))
    assert image.size == (64, 48)
    assert distance(image, scene().convert(mode)) == 0
    assert ORIENTATION not in image.getexif()


def test_an_upright_picture_stays_as_it_is() -> None:
    data = stored("JPEG", 1)
    assert upright(data, examine(data)) is data


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_turning_gives_the_same_bytes_each_time(kind: str) -> None:
    data = stored(kind, 6)
    assert upright(data, examine(data)) == upright(data, examine(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_who_made_it_is_kept_and_where_is_not(kind: str) -> None:
    tags = shown(stored(kind, 6)).getexif()
    assert str(tags[ARTIST]).encode("latin-1").decode() == "Jörg Beispiel"
    assert str(tags[COPYRIGHT]).encode("latin-1").decode() == "© Jörg"
    assert not tags.get_ifd(GPS)


def test_profile_and_metadata_of_a_jpeg_are_kept() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = stored("JPEG", 6, icc_profile=profile, xmp=XMP % 6, comment=b"By Ada", dpi=(300, 200))
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0a\x1c\x02\x50\0\x03Ada\0"
    segment = b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc
    image = shown(data[:2] + segment + data[2:])
    assert image.info["icc_profile"] == profile
    assert image.info["xmp"] == XMP % 1
    assert image.info["comment"] == b"By Ada"
    assert image.info["dpi"] == (200, 300)
    assert ("APP13", iptc) in getattr(image, "applist", ())


def test_profile_and_metadata_of_a_png_are_kept() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", (XMP % 8).decode())
    texts.add_text("Author", "Ada")
    image = shown(stored("PNG", 8, icc_profile=profile, pnginfo=texts, dpi=(300, 200)))
    assert image.info["icc_profile"] == profile
    assert image.info["XML:com.adobe.xmp"] == (XMP % 1).decode()
    assert image.info["Author"] == "Ada"
    assert [round(value) for value in image.info["dpi"]] == [200, 300]


def test_what_is_transparent_stays_so() -> None:
    data = stored("PNG", 6, "P", transparency=0)
    assert shown(data).info["transparency"] == 0


@pytest.mark.parametrize(
    ("orientation", "before", "after"), [(3, 2, 2), (6, 2, 2), (3, 1, 1), (6, 1, 0), (6, 0, 0)]
)
def test_colors_are_stored_as_finely_as_before(orientation: int, before: int, after: int) -> None:
    data = stored("JPEG", orientation, subsampling=before)
    assert get_sampling(shown(data)) == after
