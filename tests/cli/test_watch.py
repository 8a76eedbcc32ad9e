"""``publish watch``: every save is built again, once, and nothing that goes wrong ends it."""

from __future__ import annotations

import gc
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from publish.cli import main
from publish.cli.terminal import Terminal
from publish.cli.watch import Watched, follow
from publish.inputs.wishes import Wishes

ROOT = Path(__file__).parents[2]
TEXT = (
    "---\ntitle: The Ferry\nauthors: [Ada Example]\ndate: 2026-03-01\nlang: en\n"
    "description: A ferry.\n---\nThe ferry goes.\n"
)
SETTINGS = '[publication]\nid = "3f0d2f5e-7d0b-4a56-9c58-0e1d8c3e5f11"\ntheme = "ours"\n'
CREDIT = """images:
  ferry.jpg:
    alt: A ferry
    credit: {title: Ferry, creator: Ada Example, license: CC-BY-4.0, source: "https://example.org"}
"""
DAY = date(2026, 6, 1)
PASSING = (".article.md.swp", "4913", "#article.md#", "article.md___jb_tmp___", "~$ferry.docx")
"""Files that editors leave beside the one that is open."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "publish.toml": SETTINGS,
        "sources/ferry/article.md": TEXT,
        "themes/ours/theme.toml": 'parent = "briefing"\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def saved(path: Path, text: str) -> None:
    """Save as editors do: a new file takes the place of the old one."""
    new = path.with_name(f"{path.name}~")
    new.write_text(text)
    new.replace(path)


def picture_of(color: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (400, 300), color).save(target, "JPEG")
    return target.getvalue()


def test_each_change_is_built_once_and_named(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article, epub = desk / "sources/ferry/article.md", desk / "drafts/ferry/ferry.epub"
    steps: list[tuple[Callable[[], object], str, str, bool]] = [
        (lambda: saved(article, TEXT + "More.\n"), "article.md has changed", "", True),
        (article.touch, "", "", False),
        *((lambda n=name: (desk / "sources/ferry" / n).touch(), "", "", False) for name in PASSING),
        (lambda: (desk / "sources/ferry/ferry.jpg").touch(), "ferry.jpg is new", "", False),
        (lambda: article.write_text("---\ntitle: ["), "article.md has changed", "error[", False),
        (lambda: (desk / "sources/ferry/~x").touch(), "", "", False),
        (lambda: article.rename(desk / "article.md"), "is gone", "error[no-article]", False),
        (lambda: saved(article, TEXT), "article.md is new", "", True),
        (
            lambda: saved(desk / "publish.toml", f'{SETTINGS}publisher = "Press"\n'),
            "publish.toml has changed",
            "",
            True,
        ),
        (
            lambda: saved(desk / "themes/ours/theme.toml", 'parent = "journal"\n'),
            "theme.toml has changed",
            "",
            True,
        ),
        (lambda: (desk / "sources/ferry").rename(desk / "away"), "is gone", "no-folder", False),
        (lambda: (desk / "away").rename(desk / "sources/ferry"), "sources/ferry is new", "", False),
    ]

    def events() -> Iterator[None]:
        assert "drafts/ferry/ferry.epub" in capsys.readouterr().out
        for change, out, err, new in steps:
            before = epub.read_bytes()
            change()
            yield
            said = capsys.readouterr()
            assert out in said.out and err in said.err
            assert (said.out == "") == (out == "")
            assert ("error[" in said.err) == (err != "")
            assert (epub.read_bytes() != before) == new

    one = Watched(Path("sources/ferry"), Wishes(to=("epub",), draft=True), Terminal())
    follow([one], events(), lambda: date(2026, 6, 1))
    assert desk / "sources/ferry" in one.folders()
    assert desk in one.folders()
    assert not (desk / "build").exists()


def test_after_many_saves_the_files_are_those_of_a_program_that_starts_anew(desk: Path) -> None:
    article, theme = desk / "sources/ferry/article.md", desk / "themes/ours/theme.toml"
    picture = desk / "sources/ferry/ferry.jpg"
    shown = TEXT.replace("lang: en\n", f"lang: en\n{CREDIT}") + "\n![](ferry.jpg)\n"
    steps: list[Callable[[], object]] = [
        lambda: saved(article, shown.replace("goes", "comes and goes")),
        lambda: picture.write_bytes(picture_of("teal")),
        lambda: saved(theme, 'parent = "briefing"\n[tokens]\naccent = "#a01060"\n'),
        lambda: saved(article, "---\ntitle: ["),
        lambda: picture.write_bytes(picture_of("navy")),
        lambda: saved(article, shown.replace("goes", "comes")),
    ]

    def events() -> Iterator[None]:
        for change in steps:
            change()
            yield

    one = Watched(Path("sources/ferry"), Wishes(to=("pdf", "epub", "docx"), draft=True), Terminal())
    follow([one], events(), lambda: date(2026, 6, 1))
    command = ["build", "sources/ferry", "--draft", "--as-of", "2026-06-01", "--out", "cold"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-m", "publish", *command], env=environment, check=True)
    warm, cold = desk / "drafts/ferry", desk / "cold/ferry"
    assert {path.name for path in warm.iterdir()} == {path.name for path in cold.iterdir()}
    for path in warm.iterdir():
        assert path.read_bytes() == (cold / path.name).read_bytes(), path.name


def test_a_file_that_is_as_it_was_is_named_and_shown(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[Path] = []
    for _ in range(2):
        wishes = Wishes(to=("epub",), draft=True)
        follow([Watched(Path("sources/ferry"), wishes, Terminal(), shown.append)], (), lambda: DAY)
    assert [path.name for path in shown] == ["ferry.epub", "ferry.epub"]
    assert capsys.readouterr().out.endswith("drafts/ferry/ferry.epub  unchanged\n")


def test_saves_leave_nothing_in_memory(desk: Path) -> None:
    counts: list[int] = []

    def events() -> Iterator[None]:
        for number in range(5):
            saved(desk / "sources/ferry/article.md", f"{TEXT}{number}\n")
            yield
            gc.collect()
            counts.append(len(gc.get_objects()))

    one = Watched(Path("sources/ferry"), Wishes(to=("epub",), draft=True), Terminal(quiet=True))
    follow([one], events(), lambda: date(2026, 6, 1))
    assert counts[-1] - counts[-3] < 200


def test_a_folder_that_is_not_there_is_refused(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["watch", "sources/fery"]) == 2
    assert "Did you mean sources/ferry?" in capsys.readouterr().err


def test_it_waits_for_real_changes_and_ends_with_a_signal(desk: Path) -> None:
    def usual_signals() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)

    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "publish", "watch", "sources/ferry", "--to", "epub", "--open"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PATH": "/nowhere"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=usual_signals,
    )
    assert process.stdout and process.stderr
    assert process.stdout.readline().startswith("drafts/ferry/ferry.epub  ")
    assert process.stderr.readline().startswith("no viewer can be opened here: open ")
    saved(desk / "sources/ferry/article.md", TEXT + "More.\n")
    assert process.stdout.readline() == "sources/ferry/article.md has changed\n"
    assert process.stdout.readline().startswith("drafts/ferry/ferry.epub  ")
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert err.endswith("interrupted; the files are those of the last build that went well\n")
    assert process.returncode == 130
