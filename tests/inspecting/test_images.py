"""Single pictures: metadata written by exiftool, and by us, and SVG metadata."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from publish.inspecting import FoundImage, inspect
from publish.metadata.credits import credit_packet
from publish.pictures.embedding import embed
from tests.inspecting.files import FERRY, fields
from tests.judges.programs import call, program, words
from tests.metadata.strategies import picture

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><rdf:RDF><cc:Work rdf:about="">
 <dc:creator><cc:Agent><dc:title>Ada Example</dc:title></cc:Agent></dc:creator>
 <cc:license rdf:resource="http://creativecommons.org/licenses/by-sa/4.0/"/>
 </cc:Work></rdf:RDF></metadata><path d="M0 0h9"/></svg>"""


def only(data: bytes, name: str) -> FoundImage:
    inspection = inspect(data, name)
    assert inspection.format == "image"
    (image,) = inspection.images
    return image


def tagged(data: bytes, folder: Path, *tags: str) -> FoundImage:
    """The picture as exiftool tags it, looked into."""
    path = folder / ("a.psd" if data.startswith(b"8BPS") else "a.jpg")
    path.write_bytes(data)
    result = call([program("exiftool"), "-codedcharacterset=utf8", "-q", *tags, path])
    assert result.returncode == 0, words(result)
    return only(path.read_bytes(), path.name)


def test_xmp_iptc_and_exif_are_one_credit_with_three_places(tmp_path: Path) -> None:
    image = tagged(
        picture("JPEG"),
        tmp_path,
        *("-XMP-dc:Creator=Zoë Example", "-IPTC:By-line=Zoë Example", "-EXIF:Artist=Zoë Example"),
        *("-IPTC:Credit=Example/Agency", "-EXIF:Copyright=2026 Zoë Example"),
        "-XMP-iptcCore:AltTextAccessibility=A ferry",
    )
    (credit,) = image.credits
    assert credit.fields == {
        "creator": "Zoë Example",
        "line": "Example/Agency",
        "copyright": "2026 Zoë Example",
    }
    assert credit.found_in == ("image:xmp", "image:iptc", "image:exif")
    assert (credit.differences, image.alt) == ((), "A ferry")


def psd(resources: bytes = b"") -> bytes:
    """A white picture of 8 × 8 pixels as Photoshop saves it."""
    head = b"8BPS" + struct.pack(">H6xHIIHH", 1, 3, 8, 8, 8, 3)
    lengths = struct.pack(">II", 0, len(resources)) + resources + struct.pack(">IH", 0, 0)
    return head + lengths + b"\xff" * 192


def test_a_psd_is_read_as_other_pictures_are(tmp_path: Path) -> None:
    image = tagged(
        psd(),
        tmp_path,
        *("-XMP-dc:Creator=Zoë Example", "-IPTC:By-line=Zoë Example", "-EXIF:Copyright=2026 Zoë"),
    )
    (credit,) = image.credits
    assert credit.fields == {"creator": "Zoë Example", "copyright": "2026 Zoë"}
    assert credit.found_in == ("image:xmp", "image:iptc", "image:exif")
    assert (image.media_type, image.width) == ("image/vnd.adobe.photoshop", 8)


def test_a_damaged_psd_tells_what_can_be_read() -> None:
    packet = b"8BIM\x04\x24\0\0\0\0\0\x7f"
    for data in (psd(packet), psd()[:28], psd(b"8BIM" * 9)):
        found = inspect(data, "a.psd")
        assert {p.rule for p in found.problems} & {"image-metadata-broken"}, found.problems


def test_a_file_of_xmp_is_read_alone_and_beside_its_picture() -> None:
    packet = credit_packet([FERRY])
    alone = only(packet, "ferry.xmp")
    assert [credit.fields for credit in alone.credits] == [fields(FERRY)]
    bare = picture("JPEG")
    beside = inspect(bare, "ferry.jpg", sidecar=packet).images[0]
    assert [credit.found_in for credit in beside.credits] == [("file:xmp",)]
    assert (beside.media_type, beside.data) == ("image/jpeg", bare)


def test_kinds_whose_metadata_nobody_reads_are_named() -> None:
    for data in (b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(9), b"\xff\x0a" + bytes(9)):
        assert "inspect-metadata-unread" in [p.rule for p in inspect(data, "a").problems]


def test_nobody_is_no_creator_and_names_are_trimmed(tmp_path: Path) -> None:
    for nobody in ("null", "(null)", "undefined", "None", " ", "© 2024"):
        tags = (f"-XMP-dc:Creator={nobody}", f"-EXIF:Artist={nobody}", f"-IPTC:Credit={nobody}")
        assert tagged(picture("JPEG"), tmp_path, *tags).credits == ()
    image = tagged(picture("JPEG"), tmp_path, "-EXIF:Artist=  Ada Null ", "-IPTC:By-line=null")
    assert [credit.fields for credit in image.credits] == [{"creator": "Ada Null"}]


def test_captions_that_differ_are_reported(tmp_path: Path) -> None:
    tags = ("-XMP-dc:Description=The wooden ferry", "-IPTC:Caption-Abstract=The iron ferry")
    image = tagged(picture("JPEG"), tmp_path, *tags)
    (difference,) = image.differences
    assert [(v.text, v.places) for v in difference.values] == [
        ("The wooden ferry", ("image:xmp",)),
        ("The iron ferry", ("image:iptc",)),
    ]
    same = tagged(picture("JPEG"), tmp_path, tags[0], "-IPTC:Caption-Abstract=the wooden  ferry")
    assert same.differences == ()


def test_contradictions_are_reported(tmp_path: Path) -> None:
    image = tagged(
        picture("JPEG"), tmp_path, "-XMP-dc:Creator=Zoë Example", "-IPTC:By-line=Bo Drawer"
    )
    (credit,) = image.credits
    (difference,) = credit.differences
    assert [(v.text, v.places) for v in difference.values] == [
        ("Zoë Example", ("image:xmp",)),
        ("Bo Drawer", ("image:iptc",)),
    ]


def test_a_work_seen_in_a_photo_has_its_own_credit(tmp_path: Path) -> None:
    image = tagged(
        picture("JPEG"),
        tmp_path,
        *("-XMP-dc:Creator=Zoë Example", "-IPTC:By-line=Zoë Example"),
        "-XMP-iptcExt:ArtworkOrObject={AOTitle=Waves,AOCreator=Bo Drawer}",
    )
    photo, work = image.credits
    assert photo.fields == {"creator": "Zoë Example"}
    assert work.fields == {"creator": "Bo Drawer", "title": "Waves"}
    assert (photo.found_in, work.found_in) == (("image:xmp", "image:iptc"), ("image:xmp",))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_our_own_pictures_return_their_credit(form: str) -> None:
    kind = f"image/{form.lower()}"
    image = only(embed(kind, picture(form), credit_packet([FERRY])), "whatever.bin")
    assert (image.media_type, image.width, image.height) == (kind, 13, 7)
    assert [dict(credit.fields) for credit in image.credits] == [fields(FERRY)]


def test_a_mining_reservation_is_part_of_the_credit() -> None:
    packet = credit_packet([FERRY]).replace(
        b"<dc:creator>",
        b'<p:DataMining xmlns:p="http://ns.useplus.org/ldf/xmp/1.0/">'
        b"http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED</p:DataMining><dc:creator>",
    )
    (credit,) = only(embed("image/png", picture("PNG"), packet), "a.png").credits
    assert dict(credit.fields) == {**fields(FERRY), "data_mining": "DMI-PROHIBITED"}


def test_svg_metadata_are_a_credit() -> None:
    (credit,) = only(SVG, "a.svg").credits
    assert credit.fields == {
        "creator": "Ada Example",
        "license_url": "http://creativecommons.org/licenses/by-sa/4.0/",
        "license_id": "CC-BY-SA-4.0",
        "license_name": "Creative Commons Attribution-ShareAlike 4.0 International",
    }
    assert credit.found_in == ("image:svg",)


def test_a_picture_without_pixels_keeps_its_metadata() -> None:
    whole = embed("image/png", picture("PNG"), credit_packet([FERRY]))
    inspection = inspect(whole[:60] + whole[61:], "a.png")
    assert inspection.readable
    assert inspection.problems
