"""A folder beside its ZIP: put with the set, and refused where somebody changed it."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.building import staging
from publish.building.digest import sha256
from publish.building.manifest import Manifest
from publish.errors import UsageError
from publish.inputs import unpacked
from publish.inputs.unpacked import folder_of


def packed(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a/index.html", text)
        archive.writestr("a/images/b.jpg", f"{text}, a picture")
    return out.getvalue()


def a_set(text: str) -> dict[str, bytes]:
    data = packed(text)
    outputs = {"a.html.zip": sha256(data)}
    record = Manifest("a", "sources/a", "briefing", "2026-01-01T00:00:00Z", {}, {}, outputs)
    return {"a.html.zip": data, "manifest.json": record.to_json()}


def texts(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("ferry.html.zip", "ferry-html"),
        ("ferry-partner.html.zip", "ferry-partner-html"),
        ("ferry.zip", None),
        ("ferry.pdf", None),
        ("../x.html.zip", None),
    ],
)
def test_the_name_says_what_is_unpacked(name: str, folder: str | None) -> None:
    assert folder_of(name) == folder


def test_the_folder_comes_and_changes_with_the_set(tmp_path: Path) -> None:
    for text in ("old", "new"):
        staging.replace(tmp_path / "a", a_set(text))
        assert texts(tmp_path / "a/a-html") == {
            "index.html": text,
            "images/b.jpg": f"{text}, a picture",
        }


def change(folder: Path) -> None:
    (folder / "index.html").write_text("mine")


def add(folder: Path) -> None:
    (folder / "images/mine.jpg").write_text("mine")


def add_a_folder(folder: Path) -> None:
    (folder / "mine").mkdir()


def put_a_link(folder: Path) -> None:
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to("../a.html.zip")


@pytest.mark.parametrize("spoil", [change, add, add_a_folder, put_a_link])
def test_what_somebody_changed_in_it_is_never_overwritten(
    spoil: Callable[[Path], None], tmp_path: Path
) -> None:
    staging.replace(tmp_path / "a", a_set("old"))
    spoil(tmp_path / "a/a-html")
    before = sorted(path.name for path in (tmp_path / "a").rglob("*"))
    with pytest.raises(UsageError, match="a-html/"):
        staging.replace(tmp_path / "a", a_set("new"))
    assert sorted(path.name for path in (tmp_path / "a").rglob("*")) == before


def test_a_folder_that_is_gone_or_lacks_a_file_is_put_again(tmp_path: Path) -> None:
    staging.replace(tmp_path / "a", a_set("old"))
    folder, whole = tmp_path / "a/a-html", tmp_path / "a/a.html.zip"
    assert unpacked.is_whole(folder, whole)
    (folder / "index.html").unlink()
    assert not unpacked.is_whole(folder, whole)
    shutil.rmtree(folder)
    assert not unpacked.is_whole(folder, whole)
    staging.replace(tmp_path / "a", a_set("old"))
    assert unpacked.is_whole(folder, whole)
