"""A batch goes on where the one before stopped, and makes only what has changed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from publish import seen
from publish.cli import main
from publish.inputs import storing
from tests.batches.newsroom import ROOT, Newsroom, newsroom, outcomes, read

Capture = pytest.CaptureFixture[str]
TO = ("--to", "epub", "--no-verify")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    made = newsroom(tmp_path / "desk")
    monkeypatch.chdir(made.root)
    return made


def build(*arguments: str) -> int:
    return main(["build", *arguments, *TO])


def reported(desk: Newsroom, *arguments: str) -> tuple[int, dict[str, str]]:
    code = build(*arguments, "--report", "report.json")
    return code, outcomes(read(desk.root / "report.json"))


def test_what_is_up_to_date_is_not_made_again(desk: Newsroom, capsys: Capture) -> None:
    desk.write("a", "b", "c")
    assert build("sources/a") == build("sources/c") == 0
    first = read_set(desk, "a")
    assert reported(desk, "--all") == (
        0,
        {"a": "unchanged", "b": "published", "c": "unchanged"},
    )
    assert read_set(desk, "a") == first
    report = read(desk.root / "report.json")
    files = {one["folder"]: one["files"] for one in report["articles"]}
    assert set(files["sources/a"]) == {"a.epub", "credits.csv", "credits.json"}
    (output,) = report["articles"][0]["outputs"]
    assert output["sha256"] == files["sources/a"]["a.epub"]
    assert output["format"] == "epub"
    capsys.readouterr()
    assert reported(desk, "--changed") == (0, {})
    assert "nothing has changed" in capsys.readouterr().out
    edit(desk, "b")
    assert build("--changed", "--why") == 0
    said = capsys.readouterr().out
    assert "sources/b is to be built: sources/b/article.md has changed" in said
    assert "sources/a" not in said
    assert reported(desk, "--all", "--force")[1] == dict.fromkeys("abc", "published")


def test_nothing_heavy_is_imported_where_nothing_has_changed(desk: Newsroom) -> None:
    desk.write("a", "b")
    assert build("--all") == 0
    program = (
        "import sys; from publish.cli import main;"
        f"code = main(['build', '--all', *{TO!r}, '-q']);"
        "heavy = {'weasyprint', 'lxml', 'PIL', 'pebble', 'markdown_it', 'jinja2'};"
        "sys.exit(code or ', '.join(heavy & {*sys.modules}) or 0)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_batch_that_was_killed_goes_on_where_it_was(desk: Newsroom) -> None:
    desk.write("a-good", "hangs", "z-good")
    options = ("--all", "--to", "txt", "--jobs", "1")
    started = desk.start(*options)
    assert started.stdout
    assert "a-good: published" in started.stdout.readline()
    os.kill(started.pid, signal.SIGKILL)
    started.communicate()
    article = desk.root / "sources/hangs/article.md"
    article.write_text(article.read_text("utf-8").replace("hangs", "works"), "utf-8")
    done = desk.build(*options, "--json")
    assert done.returncode == 0, done.stderr
    assert outcomes(json.loads(done.stdout)) == {
        "a-good": "unchanged",
        "hangs": "published",
        "z-good": "published",
    }
    assert set(desk.built) == {"a-good", "hangs", "z-good"}


def edit(desk: Newsroom, name: str) -> None:
    article = desk.root / "sources" / name / "article.md"
    article.write_text(article.read_text("utf-8") + "More.\n", "utf-8")


def read_set(desk: Newsroom, name: str) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (desk.root / "build" / name).iterdir()}


def test_records_are_read_at_once_and_one_that_changed_alone(
    desk: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write("a", "b")
    assert build("--all") == 0
    monkeypatch.setattr(seen, "file_system_time", lambda: 1 << 62)  # all was made long ago
    unchanged = {"a": "unchanged", "b": "unchanged"}
    for _ in range(2):  # the first look vouches for the files of the set, the second for records
        assert reported(desk, "--all") == (0, unchanged)
    together = desk.root / "build/.publish/.records.json"
    whole, load = together.read_bytes(), storing.load
    asked: list[str] = []

    def loaded(path: str) -> dict[str, Any] | None:
        asked.append(path)
        return load(path)

    monkeypatch.setattr(storing, "load", loaded)
    assert reported(desk, "--all") == (0, unchanged)
    assert [Path(path).name for path in asked] == [".records.json"]
    assert together.read_bytes() == whole
    edit(desk, "b")
    assert build("sources/b") == 0
    asked.clear()
    assert reported(desk, "--all") == (0, unchanged)
    assert [Path(path).name for path in asked] == [".records.json", "b.json"]
    (desk.root / "build/b/b.epub").write_bytes(b"torn")
    for broken in (whole, whole[:-9], b""):
        together.write_bytes(broken)
        assert reported(desk, "--changed") == (0, {"b": "published"})
        (desk.root / "build/b/b.epub").write_bytes(b"torn")
