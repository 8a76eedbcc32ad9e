"""``publish where-used``: which published files carry a picture."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from publish.cli import main
from tests.channels.desk import OPEN, Desk, encoded, photo

SOLD = "{title: Dawn, creator: Eve, source: 'https://example.org/Dawn_one/', asset-id: X-1, "


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles that share a picture; one of them written elsewhere. Do not change it."""
    desk = Desk(tmp_path_factory.mktemp("published"))
    shared = (photo(1), SOLD + "basis: agency, evidence: order 1}")
    one = desk.article("one", dawn=shared, free=(photo(2), OPEN))
    two = desk.article("two", other=shared)
    assert main(["build", str(one), "--to", "epub,docx", "-q"]) == 0
    assert main(["build", str(two), "--to", "epub", "--out", str(desk.root / "far"), "-q"]) == 0
    return desk.root


@pytest.fixture
def here(published: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(published)
    return published


def uses(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> list[list[str]]:
    capsys.readouterr()
    assert main(["where-used", *arguments, "--json"]) == code
    told = json.loads(capsys.readouterr().out)
    return [[use["path"], use["channel"], use["recognised_by"]] for use in told["uses"]]


EPUB = "build/one/one.epub"


def test_by_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert uses(capsys, "sources/one/dawn.jpg") == [[EPUB, "epub", "file"]]
    assert uses(capsys, "sources/one/dawn.jpg", "--out", "far") == [
        [EPUB, "epub", "file"],
        ["far/two/two.epub", "epub", "file"],
    ]
    assert uses(capsys, "sources/one/free.jpg") == [
        ["build/one/one.docx", "docx", "file"],
        [EPUB, "epub", "file"],
    ]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/Dawn_one/",
        "http://www.Example.org/Dawn%20one",
        "https://example.org/Dawn one",
    ],
)
def test_by_address(here: Path, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert uses(capsys, address) == [[EPUB, "epub", "address"]]


@pytest.mark.parametrize("name", ["dawn.jpg", "DAWN.JPG", "photos/dawn.jpg", "Dawn", "x-1"])
def test_by_name(here: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert uses(capsys, name) == [[EPUB, "epub", "name"]]


def test_by_its_looks(here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = Image.open(here / "sources/one/dawn.jpg").resize((300, 200))
    (tmp_path / "found.webp").write_bytes(encoded(small, "WEBP"))
    assert uses(capsys, str(tmp_path / "found.webp")) == [[EPUB, "epub", "likeness"]]
    # Taken out of a published file, it has its credit in it, and so is another file.
    with zipfile.ZipFile(EPUB) as book:
        (tmp_path / "taken.jpg").write_bytes(book.read("EPUB/images/dawn.jpg"))
    capsys.readouterr()
    assert main(["where-used", str(tmp_path / "taken.jpg")]) == 0
    assert "likeness (0 of 128 bits differ)" in capsys.readouterr().out


def test_it_is_listed_with_date_and_article(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["where-used", "dawn.jpg"]) == 0
    head, row = capsys.readouterr().out.splitlines()
    assert head.split()[:4] == ["file", "channel", "date", "article"]
    assert row.split()[:5] == [EPUB, "epub", "2026-03-01", "On", "one"]


@pytest.mark.parametrize("what", ["https://example.org/other", "nothing.jpg"])
def test_what_is_nowhere(here: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["where-used", what]) == 1
    said = capsys.readouterr().out
    assert said == f"no known published file contains {what}\n"


def test_a_strange_picture(here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "strange.jpg").write_bytes(photo(99))
    assert uses(capsys, str(tmp_path / "strange.jpg"), code=1) == []


def broken_json(folder: Path) -> None:
    (folder / "manifest.json").write_text("{")


def of_another_program(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"name": "an app", "icons": []}')


def not_even_a_record(folder: Path) -> None:
    (folder / "manifest.json").write_text("[1]")


def with_wrong_records(folder: Path) -> None:
    record = json.loads((folder / "manifest.json").read_text())
    record["pictures"] = {"a.jpg": {"sha256": 1, "likeness": None, "name": "a", "works": []}}
    (folder / "manifest.json").write_text(json.dumps(record))


def with_wrong_likeness(folder: Path) -> None:
    record = json.loads((folder / "manifest.json").read_text())
    record["pictures"]["dawn.jpg"]["likeness"] = "zz"
    (folder / "manifest.json").write_text(json.dumps(record))


BROKEN = [broken_json, of_another_program, not_even_a_record, with_wrong_records]


@pytest.mark.parametrize("spoil", [*BROKEN, with_wrong_likeness])
def test_a_broken_manifest_is_reported_and_the_others_are_asked(
    published: Path,
    tmp_path: Path,
    spoil: object,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = tmp_path / "copy"
    shutil.copytree(published, root)
    shutil.copytree(root / "build/one", root / "build/spoiled")
    spoil(root / "build/spoiled")  # type: ignore[operator]
    monkeypatch.chdir(root)
    assert main(["where-used", "dawn.jpg"]) == 3
    told = capsys.readouterr()
    assert EPUB in told.out
    assert "build/spoiled/manifest.json: error[manifest-broken]" in told.err


def test_foreign_folders_and_old_builds_are_reported(
    published: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = tmp_path / "copy"
    shutil.copytree(published, root)
    (root / "build/.one.tmp").mkdir()
    (root / "build/by-hand").mkdir()
    (root / "build/old").mkdir()
    record = json.loads((root / "build/one/manifest.json").read_text())
    for key in ("editions", "pictures", "title", "date"):
        del record[key]
    (root / "build/old/manifest.json").write_text(json.dumps(record))
    monkeypatch.chdir(root)
    assert main(["where-used", "dawn.jpg"]) == 0
    told = capsys.readouterr()
    assert "build/by-hand: warning[build-foreign]" in told.err
    assert "build/old: warning[build-mute]" in told.err
    assert ".one" not in told.err


def test_outside_of_a_publication_a_folder_must_be_named(
    published: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["where-used", "dawn.jpg"]) == 2
    assert main(["where-used", "dawn.jpg", "--out", str(published / "build")]) == 0
    assert main(["where-used", "dawn.jpg", "--out", str(published / "build/one")]) == 0


def test_what_is_withheld_is_not_carried(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "build/one/one.docx" not in [use[0] for use in uses(capsys, "dawn.jpg")]


def test_an_empty_file_is_no_picture(
    here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.jpg").touch()
    assert uses(capsys, str(tmp_path / "empty.jpg"), code=1) == []
