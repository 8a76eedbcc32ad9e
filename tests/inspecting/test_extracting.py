"""Extracted pictures carry the file's credits, under safe names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publish.inspecting import FoundImage, Inspection, inspect
from publish.inspecting.extracting import extract_files, file_name
from publish.page import COVER
from tests import judges
from tests.inspecting.files import DRAWING, FERRY, image, written
from tests.metadata.strategies import picture, pixels


@pytest.mark.parametrize("name", ["pdf", "epub", "docx"])
def test_exiftool_reads_the_credit_in_every_extracted_picture(name: str, tmp_path: Path) -> None:
    data = written(image([FERRY], "ferry.jpg"), image([DRAWING], "waves.png", alt="Waves"))[name]
    files = extract_files([inspect(data, f"x.{name}", decode=True)])
    covers = {COVER} & set(files)
    assert (len(files), len(covers)) == ((4, 1) if name == "epub" else (3, 0))
    told = [r for r in json.loads(files["credits.json"])["images"] if r["file"] not in covers]
    for record, credit, form in zip(told, (FERRY, DRAWING), ("JPEG", "PNG"), strict=True):
        path = tmp_path / record["file"]
        path.write_bytes(files[record["file"]])
        assert pixels(files[record["file"]]) == pixels(picture(form))
        said = judges.metadata(path)
        assert said["File:FileType"] == form
        assert said["XMP-dc:Creator"] in (credit.creator, [credit.creator])
        assert said["XMP-dc:Title"] == credit.title
        assert said["XMP-cc:License"] == "https://creativecommons.org/licenses/by-sa/4.0/"
        assert record["credits"][0]["creator"] == credit.creator


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("ferry.png", "ferry.png"),
        ("ferry.jpg", "ferry.png"),
        ("../../etc/passwd", "passwd.png"),
        ("..\\..\\boot.ini", "boot.ini.png"),
        ("/etc/cron.d/x.png", "x.png"),
        ("CON.png", "picture-CON.png"),
        ("-rf *", "rf.png"),
        ("a\0b\n.png", "a-b.png"),
        ("...", "picture.png"),
        ("", "picture.png"),
        ("صورة 1.png", "صورة-1.png"),
        ("OEBPS/p.xhtml#2", "p.xhtml-2.png"),
        ("https://example.org/a.png?x=../y", "a.png"),
        ("x" * 5000, "x" * 100 + ".png"),
    ],
)
def test_names_are_safe_and_have_the_right_suffix(name: str, safe: str) -> None:
    assert file_name(FoundImage(name, "image/png", b"x")) == safe


def test_names_never_collide() -> None:
    names = ["a.png", "A.PNG", "credits.json", "b/a.png"]
    images = tuple(FoundImage(name, "image/png", bytes([n])) for n, name in enumerate(names))
    record = FoundImage("credits", None, b"x")
    files = extract_files([Inspection("x", "epub", images=(*images, record))])
    assert sorted(files) == [
        *("A-2.png", "a-3.png", "a.png", "credits.bin", "credits.json", "credits.json.png"),
    ]
