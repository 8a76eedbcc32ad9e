"""Nothing that a user has in an output's place is deleted or overwritten, whatever it is."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.building import staging
from publish.building.strangers import copies, refuse_irregular
from publish.errors import SourceError, UsageError
from tests.building.test_staging import a_set, found

NAMES = [*a_set("old"), "credits.csv"]


def a_set_with_credits(text: str) -> dict[str, bytes]:
    from publish.building.digest import sha256
    from publish.building.manifest import Manifest

    files = {name: data for name, data in a_set(text).items() if name != "manifest.json"}
    files["credits.csv"] = f"{text},credits".encode()
    outputs = {name: sha256(data) for name, data in files.items()}
    record = Manifest("a", "sources/a", "briefing", "2026-01-01T00:00:00Z", {}, {}, outputs)
    return {**files, "manifest.json": record.to_json()}


def a_folder(path: Path) -> None:
    path.mkdir()
    (path / "interview.txt").write_text("mine")


def a_link(path: Path) -> None:
    other = path.parents[1] / f"elsewhere-{path.name}"
    other.write_text("mine")
    path.symlink_to(other)


def a_link_to_a_folder(path: Path) -> None:
    other = path.parents[1] / f"folder-{path.name}"
    a_folder(other)
    path.symlink_to(other)


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to(path.parent / "gone")


KINDS = [a_folder, a_link, a_link_to_a_folder, a_link_to_nothing, os.mkfifo]


def everything(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Every file below, by what the system knows of it."""
    paths = sorted(folder.rglob("*"))
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_ino,
            path.lstat().st_mode,
            str(path.readlink()) if path.is_symlink() else "",
        )
        for path in paths
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("put", KINDS, ids=lambda kind: kind.__name__)
def test_what_is_no_file_in_a_files_place_is_refused(
    tmp_path: Path, name: str, put: Callable[[Path], None]
) -> None:
    folder = tmp_path / "build/a"
    staging.replace(folder, a_set_with_credits("old"))
    (folder / name).unlink()
    put(folder / name)
    before = everything(tmp_path)
    with pytest.raises(UsageError, match="out-not-ours") as caught:
        staging.replace(folder, a_set_with_credits("new"))
    assert name in str(caught.value)
    assert caught.value.exit_code == 2
    assert everything(tmp_path) == before


@pytest.mark.parametrize("put", KINDS[1:], ids=lambda kind: kind.__name__)
def test_what_is_no_folder_in_the_folders_place_is_refused(
    tmp_path: Path, put: Callable[[Path], None]
) -> None:
    (tmp_path / "build").mkdir()
    put(tmp_path / "build/a")
    before = everything(tmp_path)
    with pytest.raises(UsageError, match="out-not-ours"):
        staging.replace(tmp_path / "build/a", a_set("new"))
    assert everything(tmp_path) == before


@pytest.mark.parametrize("name", [name for name in NAMES if name != "manifest.json"])
def test_an_edited_file_is_set_aside_and_stays_from_build_to_build(
    tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "a"
    staging.replace(folder, a_set_with_credits("old"))
    (folder / name).write_bytes(b"edited by hand")
    staging.replace(folder, a_set_with_credits("new"))
    (copy,) = copies(folder)
    stem, suffix = name.split(".")
    assert copy.name.startswith(f"{stem}.edited-")
    assert copy.suffix == f".{suffix}"
    assert found(folder) == {**a_set_with_credits("new"), copy.name: b"edited by hand"}
    # A set without that format: neither the copy nor another one's work is lost.
    (folder / "a.epub").write_bytes(b"another hand")
    staging.replace(folder, {"manifest.json": a_set("next")["manifest.json"]})
    assert {path.read_bytes() for path in copies(folder)} == {b"edited by hand", b"another hand"}


def test_a_copy_that_somebody_goes_on_with_is_kept_as_well(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    staging.replace(folder, a_set("old"))
    (folder / "a.docx").write_bytes(b"first")
    staging.replace(folder, a_set("new"))
    copies(folder)[0].write_bytes(b"first, and more")
    (folder / "a.docx").write_bytes(b"first")
    staging.replace(folder, a_set("next"))
    assert {path.read_bytes() for path in copies(folder)} == {b"first", b"first, and more"}
    assert (folder / "a.docx").read_bytes() == a_set("next")["a.docx"]


def test_a_program_that_has_the_file_open_writes_into_the_copy(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    staging.replace(folder, a_set("old"))
    with (folder / "a.docx").open("wb") as word:
        word.write(b"half")
        word.flush()
        staging.replace(folder, a_set("new"))
        word.write(b" and whole")
    assert [path.read_bytes() for path in copies(folder)] == [b"half and whole"]
    assert (folder / "a.docx").read_bytes() == a_set("new")["a.docx"]


@pytest.mark.parametrize("put", KINDS, ids=lambda kind: kind.__name__)
def test_files_without_a_manifest_are_written_into_no_link_and_no_folder(
    tmp_path: Path, put: Callable[[Path], None]
) -> None:
    (tmp_path / "out").mkdir()
    refuse_irregular(tmp_path / "out", ["a.pdf", "b.pdf"])
    (tmp_path / "out/a.pdf").write_text("an earlier one")
    refuse_irregular(tmp_path / "out", ["a.pdf", "b.pdf"])
    put(tmp_path / "out/b.pdf")
    with pytest.raises(UsageError, match=r"b\.pdf"):
        refuse_irregular(tmp_path / "out", ["a.pdf", "b.pdf"])


@pytest.mark.parametrize("name", [".~lock.a.docx#", "~$a.docx"])
def test_a_file_that_a_program_has_open_is_not_replaced(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "a"
    staging.replace(folder, a_set("old"))
    (folder / name).write_bytes(b"Ada")
    with pytest.raises(UsageError, match=r"a program has …?a\.docx open"):
        staging.replace(folder, a_set("new"))
    (folder / name).unlink()
    staging.replace(folder, a_set("new"))


def test_what_a_system_puts_into_every_folder_goes_with_the_set(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    staging.replace(folder, a_set("old"))
    (folder / ".DS_Store").write_bytes(b"a window's place")
    staging.replace(folder, a_set("new"))
    assert found(folder) == {**a_set("new"), ".DS_Store": b"a window's place"}


@pytest.mark.parametrize("name", ["../a.txt", "/tmp/a.txt", "..", "b/a.txt", ""])
def test_a_manifest_names_no_file_elsewhere(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "a"
    staging.replace(folder, a_set("old"))
    text = (folder / "manifest.json").read_text().replace('"a.pdf"', json.dumps(name))
    (folder / "manifest.json").write_text(text)
    with pytest.raises(SourceError, match="manifest-broken"):
        staging.replace(folder, a_set("new"))
