"""``publish import``: a folder whole or none, what to do next, and a dry run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publish.cli import main
from tests.intake.files import docx, of_case, paragraph
from tests.intake.test_cases import CASES

NAMED = {case.name: case for case in CASES}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ferry.docx").write_bytes(of_case(NAMED["pictures"]))
    return tmp_path


def test_a_file_becomes_a_folder(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "ferry.docx"]) == 0
    folder = desk / "sources" / "ferry"
    assert sorted(path.name for path in folder.iterdir()) == [
        "article.md", "picture-1.png", "picture-2.png", "picture-3.png",
    ]  # fmt: skip
    said = capsys.readouterr()
    assert "every word is accounted for; 2 things left out" in said.out
    assert "next: publish credit sources/ferry   (3 pictures)" in said.out
    assert "then: publish check sources/ferry" in said.out
    assert "warning[import-left-out]: paragraph 4: left out a picture" in said.err
    assert (desk / "publish.toml").exists()
    assert not list((desk / "sources").glob(".ferry*"))


def test_a_folder_that_exists_is_not_touched(desk: Path) -> None:
    mine = desk / "sources" / "ferry" / "article.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    assert main(["import", "ferry.docx"]) == 2
    assert [path.read_text() for path in mine.parent.iterdir()] == ["mine"]
    assert main(["import", "ferry.docx", "--slug", "other"]) == 0


def test_a_dry_run_writes_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "ferry.docx", "--dry-run", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["imports"]
    assert told["slug"] == "ferry"
    assert told["folder"] is None
    assert told["counts"]["pictures"] == 3
    assert told["words"]["text"]["left_out"] == 3
    assert sorted(path.name for path in desk.iterdir()) == ["ferry.docx"]


def test_of_several_files_the_sound_ones_are_imported(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "broken.docx").write_bytes(b"PK")
    (desk / "light.docx").write_bytes(docx(paragraph("Light.")))
    assert main(["import", "broken.docx", "light.docx", "missing.docx"]) == 1
    assert sorted(path.name for path in (desk / "sources").iterdir()) == ["light"]
    assert "error[import-file]" in capsys.readouterr().err


def test_a_language_and_a_name_are_checked(desk: Path) -> None:
    assert main(["import", "ferry.docx", "--lang", "German!"]) == 2
    assert main(["import", "ferry.docx", "--slug", "../x"]) == 2
    assert main(["import", "ferry.docx", "--lang", "de"]) == 0
    assert "lang: de\n" in (desk / "sources/ferry/article.md").read_text("utf-8")
