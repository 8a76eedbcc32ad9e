"""``publish inspect`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publish.building.build import build
from publish.cli import main
from tests.inspecting.files import FERRY, image, written
from tests.metadata.strategies import picture


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three files with a credited picture, one without, and a picture by itself."""
    root = tmp_path_factory.mktemp("files")
    for name, data in written(image([FERRY])).items():
        (root / f"ferry.{name}").write_bytes(data)
    bare = written(image([], "bare.png"))["docx"]
    (root / "bare.docx").write_bytes(bare)
    (root / "alone.jpg").write_bytes(picture("JPEG"))
    (root / "notes.txt").write_text("words")
    return root


def test_lines_for_people(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(folder / "ferry.docx")]) == 0
    text = capsys.readouterr().out
    for words in ("The Ferry", "1 picture, 1 credited", "ferry.png", "Zoë Example", "CC BY-SA 4.0"):
        assert words in text
    assert "XMP in the picture, custom XML part, credit at the picture" in text


def test_json_for_one_file_and_for_several(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(folder / "ferry.pdf"), "--json"]) == 0
    one = json.loads(capsys.readouterr().out)
    assert (one["ok"], one["format"]) == (True, "pdf")
    assert one["images"][0]["credits"][0]["license"] == "CC-BY-SA-4.0"
    assert main(["inspect", *(str(folder / f"ferry.{n}") for n in ("epub", "docx")), "--json"]) == 0
    several = json.loads(capsys.readouterr().out)
    assert [file["format"] for file in several["files"]] == ["epub", "docx"]


def test_a_missing_credit_is_an_error_if_credits_are_required(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(folder / "bare.docx")]) == 0
    assert "none found" in capsys.readouterr().out
    files = [str(folder / "ferry.epub"), str(folder / "bare.docx")]
    assert main(["inspect", "--require-credits", *files]) == 1
    said = capsys.readouterr().err
    assert "bare.docx: error[inspect-credit-missing]: bare.png has no credit" in said
    assert "ferry" not in said
    assert main(["inspect", "--require-credits", str(folder / "ferry.epub")]) == 0


def test_a_file_of_unknown_kind_is_an_error_and_the_others_are_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(folder / "notes.txt"), str(folder / "alone.jpg")]
    assert main(["inspect", *files]) == 1
    said = capsys.readouterr()
    assert "error[inspect-kind]" in said.err
    assert "alone.jpg" in said.out


def test_a_missing_file_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(tmp_path / "gone.pdf")]) == 2
    assert "there is no such file" in capsys.readouterr().err
    assert main(["inspect", str(tmp_path)]) == 2


def test_pictures_are_extracted_and_nothing_is_overwritten(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    call = ["inspect", str(folder / "ferry.epub"), str(folder / "ferry.pdf"), "--extract", str(out)]
    assert main(call) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        *("cover.jpg", "credits.json", "ferry-2.png", "ferry.png"),
    ]
    told = json.loads((out / "credits.json").read_text("utf-8"))
    assert [[image["file"] for image in file["images"]] for file in told] == [
        *(["cover.jpg", "ferry.png"], ["ferry-2.png"]),
    ]
    capsys.readouterr()
    assert main(call) == 2
    assert "extract-exists" in capsys.readouterr().err


def test_a_build_is_inspected_file_by_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "publish.toml").write_text(
        '[publication]\nid = "3f0d2f5e-7d0b-4a56-9c58-0e1d8c3e5f12"\n'
    )
    source = tmp_path / "sources" / "one"
    source.mkdir(parents=True)
    (source / "a.jpg").write_bytes(picture("JPEG"))
    (source / "article.md").write_text(
        "---\ntitle: One\ndate: 2026-01-02\nlang: en\nimages:\n  a.jpg:\n    alt: x\n"
        "    credit:\n      creator: Ada\n      license: CC0\n---\nText.\n\n![](a.jpg)\n"
    )
    built = build(source, proof=False)
    folder = built.outputs[0].path.parent
    assert main(["inspect", str(folder), "--json", "--require-credits"]) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert sorted(file["format"] for file in files) == ["docx", "epub", "pdf"]
    credits = [file["images"][0]["credits"][0] for file in files]
    assert {credit["creator"] for credit in credits} == {"Ada"}
    assert {credit["license"] for credit in credits} == {"CC0-1.0"}
