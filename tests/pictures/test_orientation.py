"""EXIF orientation: every orientation is made upright, and metadata are kept."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, PngImagePlugin
from PIL.Image import Transpose
from PIL.JpegImagePlugin import get_sampling

from publish.metadata.credit_reading import read_credits
from publish.metadata.credits import credit_packet, record
from publish.model.article import Image as Picture
from publish.model.credit import Credit
from publish.pictures.embedding import embed, extract, published_bytes, removed_private
from publish.pictures.pixels import apply_orientation, examine
from publish.pictures.privacy import Private
from publish.reading.figures.folder_pictures import Folder
from publish.reading.findings import Findings
from tests.judges import metadata
from tests.pictures import private_pictures

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
"""How a camera held in each orientation stores a picture: where row 0 and column 0 of the
stored picture belong (CIPA DC-008, 4.6.4 A: 6 is "row 0 at the right, column 0 at the top")."""


def scene() -> Image.Image:
    """A picture that looks different in every orientation."""
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
    return Image.open(BytesIO(apply_orientation(data, examine(data))))


def distance(one: Image.Image, other: Image.Image) -> int:
    """The greatest difference in any pixel's red, green or blue."""
    return max(ImageChops.difference(one.convert("RGB"), other.convert("RGB")).tobytes())


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_jpeg_is_upright(orientation: int) -> None:
    image = shown(stored("JPEG", orientation, quality=95, subsampling=0))
    assert image.size == (64, 48)
    assert distance(image, scene()) < 16
    assert image.getexif()[ORIENTATION] == 1


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_png_is_upright_and_its_pixels_the_same(orientation: int, mode: str) -> None:
    image = shown(stored("PNG", orientation, mode))
    assert image.size == (64, 48)
    assert distance(image, scene().convert(mode)) == 0
    assert image.getexif()[ORIENTATION] == 1


def test_an_upright_picture_stays_as_it_is() -> None:
    data = stored("JPEG", 1)
    assert apply_orientation(data, examine(data)) is data


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_rotating_gives_the_same_bytes_each_time(kind: str) -> None:
    data = stored(kind, 6)
    assert apply_orientation(data, examine(data)) == apply_orientation(data, examine(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_exif_is_kept_and_its_private_data_are_still_found(kind: str) -> None:
    """Editors get a report and may keep the data; the published copy leaves them out."""
    data = stored(kind, 6)
    turned = apply_orientation(data, examine(data))
    tags = shown(data).getexif()
    assert str(tags[ARTIST]).encode("latin-1").decode() == "Jörg Beispiel"
    assert str(tags[COPYRIGHT]).encode("latin-1").decode() == "© Jörg"
    assert tags[ORIENTATION] == 1
    assert tags.get_ifd(GPS)
    whole = Picture("a", turned, f"image/{kind.lower()}", 64, 48)
    assert removed_private(whole) == (str(Private.LOCATION),)
    with Image.open(BytesIO(published_bytes(whole))) as published:
        assert not published.getexif().get_ifd(GPS)


def test_sides_are_swapped_and_the_preview_is_dropped(tmp_path: Path) -> None:
    small = b"\xff\xd8 a small picture, lying on its side \xff\xd9"
    entries = [
        (0x0112, 3, 1, b"\0\6\0\0"),
        (0x011A, 5, 1, (100).to_bytes(4, "big")),
        (0x011B, 5, 1, (108).to_bytes(4, "big")),
    ]
    block = b"MM\0*\0\0\0\x08" + b"\0\3"
    for tag, type_, count, value in entries:
        block += tag.to_bytes(2, "big") + type_.to_bytes(2, "big")
        block += count.to_bytes(4, "big") + value
    block += (50).to_bytes(4, "big")  # offset of the second directory
    block += b"\0\2" + b"\2\1\0\4\0\0\0\1" + (120).to_bytes(4, "big")
    block += b"\2\2\0\4\0\0\0\1" + len(small).to_bytes(4, "big") + bytes(4)
    block = block.ljust(100, b"\0")
    block += bytes.fromhex("0000012c00000001 000000c800000001").ljust(20, b"\0") + small
    out = BytesIO()
    image = scene().transpose(Transpose.ROTATE_90)
    image.save(out, "JPEG", exif=b"Exif\0\0" + block)
    data = out.getvalue()
    assert b"small picture" in data
    turned = apply_orientation(data, examine(data))
    assert b"small picture" not in turned
    file = tmp_path / "a.jpg"
    file.write_bytes(turned)
    said = metadata(file)
    assert (said["IFD0:XResolution"], said["IFD0:YResolution"]) == (200, 300)
    assert said["IFD0:Orientation"] == "Horizontal (normal)"
    assert not [name for name in said if name.startswith("IFD1") or name.endswith(":Warning")]


def test_credits_of_any_length_and_old_fields_are_kept() -> None:
    several = [Credit(creator=f"Ann {n}", line=str(n) * 40_000) for n in range(3)]
    data = embed("image/jpeg", stored("JPEG", 6), credit_packet(several))
    turned = apply_orientation(data, examine(data))
    packet = extract("image/jpeg", turned)
    assert packet is not None
    assert read_credits(packet) == tuple(map(record, several))
    text = private_pictures.png_profile(XMP % 1, b"xmp")
    start = text.index(b"zTXt") - 4
    chunk = text[start : text.index(b"IDAT") - 4]
    plain = stored("PNG", 6)
    at = plain.index(b"IDAT") - 4
    data = plain[:at] + chunk + plain[at:]
    assert chunk in apply_orientation(data, examine(data))


def test_lost_content_credentials_are_reported(tmp_path: Path) -> None:
    out = BytesIO()
    scene().transpose(Transpose.ROTATE_90).save(out, "JPEG", exif=exif(6).tobytes())
    seal = private_pictures.sealed("JPEG")
    start = seal.index(b"\xff\xeb")
    segment = seal[start : seal.index(b"\xff\xe0")]
    data = out.getvalue()
    (tmp_path / "a.jpg").write_bytes(data[:2] + segment + data[2:])
    findings = Findings("article.md")
    folder = Folder(tmp_path, findings)
    assert folder.find("a.jpg", 3, 1) == "a.jpg"
    assert folder.read("a.jpg", 3, 1) is not None
    rules = [problem.rule for problem in findings.problems]
    assert rules == ["image-content-credentials-lost", "image-turned"]


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


def test_transparency_is_kept() -> None:
    data = stored("PNG", 6, "P", transparency=0)
    assert shown(data).info["transparency"] == 0


@pytest.mark.parametrize(
    ("orientation", "before", "after"), [(3, 2, 2), (6, 2, 2), (3, 1, 1), (6, 1, 0), (6, 0, 0)]
)
def test_chroma_subsampling_is_kept(orientation: int, before: int, after: int) -> None:
    data = stored("JPEG", orientation, subsampling=before)
    assert get_sampling(shown(data)) == after
