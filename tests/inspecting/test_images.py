"""Single pictures: metadata written by exiftool, and by us, and SVG metadata."""

from __future__ import annotations

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
    path = folder / "a.jpg"
    path.write_bytes(data)
    result = call([program("exiftool"), "-codedcharacterset=utf8", "-q", *tags, path])
    assert result.returncode == 0, words(result)
    return only(path.read_bytes(), "a.jpg")


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
