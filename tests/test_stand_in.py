"""The seed article's stand-in picture: what it is, what it says, and that its program draws it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from publish.metadata.credit_reading import read_credit
from publish.pictures import embedding
from publish.reading import read

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "sources/end-of-an-era"
PICTURE = FOLDER / "strykers.jpg"
NAME = (
    "Soldiers_assigned_to_2nd_Cavalry_Regiment_prepare_Strykers_to_board_a_C-17_aircraft"
    "_at_the_Nuremberg_Airport,_Germany"
)
CREDIT_LINE = (
    "Picture: U.S. Troops Begin Historic Withdrawal from Iraq | Wikimedia Commons / Public domain"
)
PRINTED_WIDTH = 136
"""Millimeters: how wide the theme "briefing" prints it."""


@pytest.fixture(scope="module")
def redrawn(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The picture as the program draws it now, in another folder, time zone and hash seed."""
    folder = tmp_path_factory.mktemp("redrawn")
    environment = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    subprocess.run(
        [sys.executable, FOLDER / "draw_stand_in.py", "drawn.jpg"],
        cwd=folder,
        env={**os.environ, **environment},
        check=True,
    )
    return (folder / "drawn.jpg").read_bytes()


def test_its_program_draws_the_committed_picture(redrawn: bytes) -> None:
    # Pixels, not bytes: a JPEG encoder of another build may order its tables differently.
    with Image.open(io.BytesIO(redrawn)) as new, Image.open(PICTURE) as committed:
        assert new.size == committed.size == (1600, 1067)
        assert ImageChops.difference(new.convert("RGB"), committed.convert("RGB")).getbbox() is None


def test_its_program_writes_the_committed_metadata(redrawn: bytes) -> None:
    packet = embedding.extract("image/jpeg", PICTURE.read_bytes())
    assert packet is not None
    assert embedding.extract("image/jpeg", redrawn) == packet


def test_it_is_ready_for_print_and_carries_no_exif() -> None:
    # WeasyPrint re-encodes a JPEG that has an EXIF block, and drops its XMP.
    with Image.open(PICTURE) as image:
        assert image.format == "JPEG"
        assert image.info["dpi"] == (300, 300)
        assert "exif" not in image.info


def test_exiftool_reads_what_it_stands_in_for() -> None:
    output = subprocess.run(
        ["exiftool", "-json", "-XMP:all", PICTURE], check=True, capture_output=True
    ).stdout
    said = json.loads(output)[0]
    assert said["StandInFor"] == f"File:{NAME}"
    assert said["Credit"] == CREDIT_LINE
    assert said["Source"] == "Wikimedia Commons"
    assert said["LicenseName"] == "Public domain"
    assert not {"Creator", "AttributionName", "WebStatement"} & set(said)  # nobody stated them


def test_the_picture_and_its_article_tell_the_same_credit() -> None:
    packet = embedding.extract("image/jpeg", PICTURE.read_bytes())
    (image,) = read(FOLDER).images
    (credit,) = image.credits
    assert packet is not None
    assert credit.license is not None
    assert read_credit(packet) == {
        "provider": credit.provider,
        "line": credit.line,
        "license_id": credit.license.id,
        "license_name": credit.license.name,
        "stand_in_for": credit.stand_in_for,
    }


def test_its_alt_text_says_what_it_is_and_stands_in_for() -> None:
    (image,) = read(FOLDER).images
    assert image.alt is not None
    assert image.alt.startswith("Stand-in")
    assert NAME.replace("_", " ") in image.alt
    assert image.caption == NAME.replace("_", " ")


def test_its_legend_keeps_the_margins_and_is_large_enough_to_read() -> None:
    with Image.open(PICTURE) as image:
        band = image.convert("L").crop((380, 1067 - 120, 1600, 1067))
    letters = band.point([255 if value > 200 else 0 for value in range(256)])
    box = letters.getbbox()
    assert box is not None
    left, _, right, _ = box
    assert left >= 8
    assert right <= band.width - 56
    # The first line begins with the capital of "Soldiers": its height, as printed.
    capital = letters.crop((left, 0, left + 12, 60)).getbbox()
    assert capital is not None
    assert (capital[3] - capital[1]) * PRINTED_WIDTH / 1600 >= 1.6
