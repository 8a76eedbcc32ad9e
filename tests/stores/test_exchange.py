"""Articles in a store are built like those on a disk, and their sets are put there."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from publish.batches.choosing import every
from publish.cli import main
from publish.errors import EnvironmentFault, UsageError
from publish.reading.figures import folder_pictures
from publish.stores import bringing
from publish.stores.address import opened
from publish.stores.exchange import exchanged
from tests.batches.test_same_bytes import hashes
from tests.built import SOURCES, built

ARTICLE = "---\ntitle: {}\ndate: 2026-03-01\nlang: en\n---\n{}\n"
Put = Callable[[str, bytes], None]


@pytest.fixture(params=["memory", "file"])
def newsroom(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a folder in a store that is empty before and after."""
    where = "memory://newsroom" if request.param == "memory" else f"file://{tmp_path}/newsroom"
    _empty()
    yield where
    _empty()


def _empty() -> None:
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]


def write(address: str, data: bytes) -> None:
    system, path = fsspec.core.url_to_fs(address)
    system.makedirs(path.rpartition("/")[0], exist_ok=True)
    system.pipe_file(path, data)


def names(address: str) -> set[str]:
    system, path = fsspec.core.url_to_fs(address)
    return {name.removeprefix(f"{path}/") for name in system.find(path)}


def publication(newsroom: str, *slugs: str) -> None:
    write(f"{newsroom}/publish.toml", (SOURCES["plain"].parent / "publish.toml").read_bytes())
    for slug in slugs:
        text = ARTICLE.format(slug, ":::include ../shared/words.md")
        write(f"{newsroom}/sources/{slug}/article.md", text.encode())
    write(f"{newsroom}/sources/shared/words.md", b"Words of all.\n")
    write(f"{newsroom}/.git/config", b"hidden")


def report(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main(["build", *arguments, "--to", "docx", "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_store_gives_the_same_bytes_as_a_disk(
    newsroom: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = (path for path in SOURCES["plain"].iterdir() if path.is_file())
    for file in (SOURCES["plain"].parent / "publish.toml", *article):
        inside = file.name if file.name == "publish.toml" else f"cases/plain/{file.name}"
        write(f"{newsroom}/{inside}", file.read_bytes())
    code, told = report(capsys, f"{newsroom}/cases/plain")
    assert (code, told["counts"]) == (0, {"published": 1})
    assert told["articles"][0]["folder"] == f"{newsroom}/cases/plain"
    assert told["articles"][0]["outputs"][0]["path"] == f"{newsroom}/build/plain/plain.docx"
    expected = hashes(built("plain").outputs[0].path.parent)
    files = ("plain.docx", "credits.csv", "credits.json")
    made = tmp_path / "made"
    for name in files:
        system, path = fsspec.core.url_to_fs(f"{newsroom}/build/plain/{name}")
        made.mkdir(exist_ok=True)
        (made / name).write_bytes(system.cat_file(path))
    assert hashes(made) == {name: expected[name] for name in files}
    assert report(capsys, f"{newsroom}/cases/plain")[1]["counts"] == {"unchanged": 1}
    code, told = report(capsys, f"{newsroom}/cases/plain", "--out", str(tmp_path / "here"))
    assert (code, hashes(tmp_path / "here/plain")) == (0, hashes(made))
    assert report(capsys, str(SOURCES["plain"]), "--out", f"{newsroom}/other")[0] == 0
    assert names(f"{newsroom}/other") >= {f"plain/{name}" for name in files}
    assert not list(tmp_path.glob("publish-*"))


def test_only_what_articles_are_made_from_is_brought(newsroom: str) -> None:
    publication(newsroom, "ferry", "harbor")
    write(f"{newsroom}/build/ferry/notes.txt", b"mine")
    with exchanged([f"{newsroom}/sources/ferry"], None) as brought:
        (ferry,) = brought.sources
        root = ferry.parents[1]
        found = {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}
        inside = {"publish.toml", "sources/ferry/article.md", "sources/shared/words.md"}
        assert found == {*inside, "build/ferry/notes.txt"}
    assert not root.exists()
    with exchanged([newsroom], None, every) as brought:
        assert [folder.name for folder in brought.sources] == ["ferry", "harbor"]


def test_a_folder_that_is_missing_costs_no_other(
    newsroom: str, capsys: pytest.CaptureFixture[str]
) -> None:
    publication(newsroom, "ferry")
    asked = (f"{newsroom}/sources/{name}" for name in ("fery", "ferry"))
    code, told = report(capsys, *asked, f"{newsroom}-of-others/x")
    assert code == 3
    missing, good, nowhere = told["articles"]
    assert good["outcome"] == "published"
    for one, place in ((missing, f"{newsroom}/sources/fery"), (nowhere, f"{newsroom}-of-others/x")):
        (problem,) = one["problems"]
        assert (problem["rule"], problem["where"]["file"]) == ("no-folder", place)


def test_files_that_no_build_made_stop_it(
    newsroom: str, capsys: pytest.CaptureFixture[str]
) -> None:
    publication(newsroom, "ferry")
    write(f"{newsroom}/build/ferry/notes.txt", b"mine")
    code, told = report(capsys, f"{newsroom}/sources/ferry")
    (problem,) = told["articles"][0]["problems"]
    assert (code, problem["rule"]) == (2, "out-not-ours")
    assert problem["where"]["file"] == f"{newsroom}/build/ferry"
    assert names(f"{newsroom}/build") == {"ferry/notes.txt"}


def failing(kind: type[Exception], text: str) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise kind(text)

    return fail


@pytest.mark.parametrize(
    ("address", "error", "rule"),
    [
        ("nowhere://newsroom/x", UsageError, "store-address"),
        ("memory://", UsageError, "store-address"),
        ("file:///", UsageError, "store-address"),
    ],
)
def test_an_address_that_no_store_has(address: str, error: type, rule: str) -> None:
    with pytest.raises(error, match=rule):
        opened(address)


def test_packages_of_stores_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fsspec.core, "url_to_fs", failing(ImportError, "Install s3fs"))
    with pytest.raises(EnvironmentFault, match=r"store-missing[\s\S]*Install s3fs"):
        opened("s3://bucket/x")


REFUSED = (PermissionError, "does not allow it: no")
BROKEN = (RuntimeError, "the store fails: no")


@pytest.mark.parametrize(
    ("step", "kind", "words"),
    [("find", *REFUSED), ("get", *BROKEN), ("put_file", *REFUSED), ("cp_file", *BROKEN)],
)
def test_a_store_that_refuses_is_an_error_of_the_machine(
    kind: type[Exception],
    words: str,
    step: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _empty()
    publication("memory://newsroom", "ferry")
    monkeypatch.setattr(MemoryFileSystem, step, failing(kind, "no"))
    assert main(["build", "memory://newsroom/sources/ferry", "--to", "docx"]) == 4
    errors = capsys.readouterr().err
    assert "error[store-refused]" in errors
    assert words in errors
    assert "memory://newsroom" in errors


@pytest.mark.parametrize("name", ["../out", "sources/../../out", "sources//a", "a\\b", "./a"])
def test_names_that_lead_out_are_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _empty()
    publication("memory://newsroom", "ferry")
    found = {f"/newsroom/{name}": {"size": 1, "type": "file"}}
    monkeypatch.setattr(MemoryFileSystem, "find", lambda *_, **__: found)
    with (
        pytest.raises(UsageError, match="store-name"),
        exchanged(["memory://newsroom/sources/ferry"], None),
    ):
        pass


@pytest.mark.parametrize("names", [["a/b", "a"], ["a", "a/b"], ["a" * 300]])
def test_names_that_no_disk_can_hold_are_refused(
    names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _empty()
    publication("memory://newsroom", "ferry")
    found = {f"/newsroom/{name}": {"size": 1, "type": "file"} for name in names}
    monkeypatch.setattr(MemoryFileSystem, "find", lambda *_, **__: found)
    with (
        pytest.raises(UsageError, match="store-name"),
        exchanged(["memory://newsroom/sources/ferry"], None),
    ):
        pass


def test_sources_have_the_limits_that_they_have_anywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files that are too large, and links that lead out, are refused in the usual words."""
    room = tmp_path / "newsroom"
    publication(f"file://{room}", "ferry")
    assert bringing.MOST_BYTES > folder_pictures.MOST_BYTES
    with (room / "sources/ferry/large.jpg").open("wb") as file:
        file.truncate(bringing.MOST_BYTES + 1)
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (room / "sources/ferry/linked.jpg").symlink_to(tmp_path / "secret.jpg")
    text = ARTICLE.format("ferry", "![](large.jpg)\n\n![](linked.jpg)")
    (room / "sources/ferry/article.md").write_text(text, "utf-8")
    assert main(["build", f"file://{room}/sources/ferry", "--to", "docx"]) == 1
    errors = capsys.readouterr().err
    assert "has 128,000,001 bytes; the limit is 100,000,000" in errors
    assert "linked.jpg is a link to a file outside the article's folder" in errors
    assert str(room) in errors


def test_a_store_without_room_here_is_an_error_of_this_machine(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _empty()
    publication("memory://newsroom", "ferry")
    full = OSError(28, os.strerror(28), "x")

    def fail(*_: object, **__: object) -> None:
        raise full

    monkeypatch.setattr(MemoryFileSystem, "get", fail)
    assert main(["build", "memory://newsroom/sources/ferry"]) == 4
    assert "out-unwritable" in capsys.readouterr().err


def test_pictures_are_withdrawn_on_this_machine_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--withdraw", "a.jpg", "memory://newsroom/sources/ferry"]) == 2
    assert "withdraw-options" in capsys.readouterr().err
