"""IPTC's older fields, written by exiftool, brought in line with the credit."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.model.article import Image
from publish.model.credit import Credit, License
from publish.pictures import embedding
from publish.pictures.metadata_writing import iim
from tests.judges import metadata
from tests.judges.programs import program
from tests.metadata.strategies import picture as drawn

OLD = (
    "-IPTC:By-line=Old Name",
    "-IPTC:Credit=Old Credit",
    "-IPTC:Source=Old Source",
    "-IPTC:CopyrightNotice=Old Notice",
    "-IPTC:ObjectName=Old Title",
    "-IPTC:Caption-Abstract=Old Caption",
    "-IPTC:City=Zürich",
    "-IPTC:Keywords=ferries",
    "-IPTC:Keywords=ports",
)
PUBLIC = License("public-domain", "Public domain", attribution=False, open=True)


def made(folder: Path, *options: str) -> bytes:
    """A JPEG with IIM as exiftool writes it."""
    file = folder / "old.jpg"
    file.write_bytes(drawn("JPEG"))
    command: Sequence[str | Path] = [program("exiftool"), "-q", "-overwrite_original", *options]
    subprocess.run([*command, file], check=True, capture_output=True)
    return file.read_bytes()


def published(
    folder: Path, data: bytes, caption: str | None = None, *credits: Credit
) -> dict[str, object]:
    image = Image("a.jpg", data, "image/jpeg", 13, 7, caption=caption, credits=credits)
    file = folder / "new.jpg"
    file.write_bytes(embedding.published_bytes(image))
    said = metadata(file)
    assert not [name for name in said if name.endswith((":Warning", ":Error"))]
    return {name: value for name, value in said.items() if name.startswith("IPTC:")}


FULL = Credit(
    title="Fähre",
    creator="Zoë Example",
    line="Photo: Zoë",
    provider="Example Commons",
    copyright="© Zoë",
)


@pytest.mark.parametrize("charset", [(), ("-IPTC:CodedCharacterSet=UTF8",)])
def test_every_field_follows(charset: tuple[str, ...], tmp_path: Path) -> None:
    data = made(tmp_path, *charset, *OLD)
    said = published(tmp_path, data, "Leaving <em>port</em>", FULL)
    assert said.pop("IPTC:EnvelopeRecordVersion", 4) == 4
    assert said == {
        "IPTC:CodedCharacterSet": "UTF8",
        "IPTC:ApplicationRecordVersion": 4,
        "IPTC:ObjectName": "Fähre",
        "IPTC:By-line": "Zoë Example",
        "IPTC:Credit": "Photo: Zoë",
        "IPTC:Source": "Example Commons",
        "IPTC:CopyrightNotice": "© Zoë",
        "IPTC:Caption-Abstract": "Leaving port",
        "IPTC:City": "Zürich",
        "IPTC:Keywords": ["ferries", "ports"],
    }


def test_what_is_not_stated_stays_and_what_is_not_there_does_not_come(tmp_path: Path) -> None:
    data = made(tmp_path, "-IPTC:By-line=Old Name", "-IPTC:City=Brno")
    said = published(tmp_path, data, None, Credit(line="Photo: Zoë"))
    assert said["IPTC:By-line"] == "Old Name"
    assert "IPTC:Credit" not in said
    assert "IPTC:CodedCharacterSet" not in said, "nothing was changed"


def test_what_does_not_fit_is_taken_out(tmp_path: Path) -> None:
    data = made(tmp_path, *OLD)
    fits, not_ = "ä" * 16, "ä" * 16 + "x"
    said = published(tmp_path, data, "c" * 2001, Credit(creator=fits, line=not_, title="t" * 64))
    assert said["IPTC:By-line"] == fits
    assert said["IPTC:ObjectName"] == "t" * 64
    assert "IPTC:Credit" not in said
    assert "IPTC:Caption-Abstract" not in said


def test_a_composite_has_several_by_lines(tmp_path: Path) -> None:
    data = made(tmp_path, *OLD)
    both = (Credit(creator="Ann", license=PUBLIC), Credit(creator="Bob", license=PUBLIC))
    said = published(tmp_path, data, None, *both)
    assert said["IPTC:By-line"] == ["Ann", "Bob"]
    assert said["IPTC:CopyrightNotice"] == "Public domain"


def test_the_digest_follows(tmp_path: Path) -> None:
    data = made(tmp_path, *OLD, "-Photoshop:IPTCDigest=new")
    (tmp_path / "new.jpg").write_bytes(
        embedding.published_bytes(Image("a.jpg", data, "image/jpeg", 13, 7, credits=(FULL,)))
    )
    said = metadata(tmp_path / "new.jpg")
    assert said["Photoshop:IPTCDigest"] == said["File:CurrentIPTCDigest"]


def test_a_block_longer_than_a_segment_is_divided_again(tmp_path: Path) -> None:
    many = [f"-IPTC:Keywords={n:06}{'k' * 50}" for n in range(1500)]
    file = tmp_path / "options"
    file.write_text("\n".join([*OLD, *many]))
    data = made(tmp_path, "-@", str(file))
    assert data.count(b"Photoshop 3.0\0") > 1
    said = published(tmp_path, data, None, FULL)
    assert said["IPTC:By-line"] == "Zoë Example"
    assert isinstance(said["IPTC:Keywords"], list)
    assert len(said["IPTC:Keywords"]) == 1502


@given(st.binary(max_size=60))
def test_what_is_no_image_resource_stays_as_it_is(noise: bytes) -> None:
    said = {"dc:creator": ("Zoë",)}
    assert iim.align(noise, said) == noise
    head = b"8BIM\4\4\0\0" + len(noise).to_bytes(4, "big") + noise + b"\0" * (len(noise) % 2)
    iim.align(head, said)
