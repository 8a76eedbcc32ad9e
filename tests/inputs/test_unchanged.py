"""A set that needs no build is known by stats alone; any change of an input is found, and named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from publish import build, files, seen
from publish.inputs import machine, record
from publish.inputs.verdict import Verdict, judge
from publish.inputs.wishes import Wishes
from publish.inputs.world import World
from tests.inputs.desk import publication

ROOT = Path(__file__).parents[2]
DAY = date(2026, 6, 1)
WISHES = Wishes(to=("epub",), as_of=DAY)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The publication, with its article built as an EPUB."""
    root = tmp_path_factory.mktemp("desk")
    build(publication(root), to=["epub"], as_of=DAY)
    return root


def verdict(desk: Path, wishes: Wishes = WISHES) -> Verdict:
    return judge(desk / "sources/ferry", wishes)


@contextmanager
def changed(path: Path, data: bytes | None) -> Iterator[None]:
    """A file with another content, or none, for a while; its stats are those of a new file."""
    before = path.read_bytes() if path.is_file() else None
    folders = [folder for folder in reversed(path.parents) if not folder.exists()]
    write(path, data)
    try:
        yield
    finally:
        write(path, before)
        for folder in reversed(folders):
            folder.rmdir()


def write(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


INPUTS = {
    "sources/ferry/article.md": "the text",
    "sources/ferry/ferry.jpg": "a picture",
    "sources/ferry/pier.jpg.yaml": "a sidecar",
    "sources/ferry/rides.csv": "a table",
    "sources/ferry/refs.bib": "a bibliography",
    "sources/shared/terms.md": "an included text",
    "publish.toml": "settings",
    "brand/house.ttf": "a font of the brand",
    "themes/ours/theme.toml": "the theme",
    "themes/ours/css/style.css": "its stylesheet",
    "themes/above/theme.toml": "its parent",
    "themes/above/css/epub.css": "its parent's stylesheet",
}
ABSENT = (
    "sources/ferry/ferry.jpg.yaml",
    "sources/ferry/ferry.jpg.yml",
    "sources/ferry/lost.jpg.yaml",
    "sources/ferry/terms.md",
    "withdrawn.toml",
    "themes/briefing/theme.toml",
    "themes/ours/templates/article.html.j2",
    "themes/ours/labels/en.toml",
    "themes/above/css/style.css",
)


def test_nothing_has_changed(desk: Path) -> None:
    assert verdict(desk).unchanged
    assert verdict(desk, Wishes(to=("epub",), as_of=date(2026, 6, 2))).unchanged
    assert verdict(desk, Wishes(to=("epub",), as_of=DAY, proof=False)).unchanged


@pytest.mark.parametrize("name", INPUTS)
def test_every_input_counts(desk: Path, name: str) -> None:
    path = desk / name
    data = path.read_bytes()
    with changed(path, data + b"\n"):
        assert f"{name} has changed" in verdict(desk).reasons
    assert verdict(desk).unchanged
    if name == "publish.toml":
        return  # without it there is no publication
    with changed(path, None):
        assert any(f"{name} is gone" in reason for reason in verdict(desk).reasons)
    assert verdict(desk).unchanged


@pytest.mark.parametrize("name", ABSENT)
def test_a_file_counts_that_was_missing(desk: Path, name: str) -> None:
    with changed(desk / name, b"x"):
        reasons = " and ".join(verdict(desk).reasons)
        folder, _, file = name.rpartition("/")
        assert f"{name} is new" in reasons or f"in {folder}, {file} is new" in reasons
    assert verdict(desk).unchanged


@pytest.mark.parametrize("name", ["sources/ferry/publish.toml", "sources/publish.toml"])
def test_a_nearer_publication_takes_the_article(desk: Path, name: str) -> None:
    with changed(desk / name, b"x"):
        assert verdict(desk).reasons == ("it was never built",)
        here = Wishes(to=("epub",), as_of=DAY, out=desk / "build")
        assert any(said.endswith("publish.toml is new") for said in verdict(desk, here).reasons)
    assert verdict(desk).unchanged


def test_a_file_that_was_only_touched_does_not_count(desk: Path) -> None:
    for name in INPUTS:
        data, path = (desk / name).read_bytes(), desk / name
        path.touch()
        new = path.with_name("new-copy")
        new.write_bytes(data)
        new.replace(path)
    assert verdict(desk).unchanged


def test_a_change_is_found_that_size_and_time_hide(desk: Path) -> None:
    path = desk / "sources/ferry/rides.csv"
    about, data = path.stat(), path.read_bytes()
    path.write_bytes(data.replace(b"4", b"5"))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert verdict(desk).reasons == ("sources/ferry/rides.csv has changed",)
    path.write_bytes(data)
    ahead = 4_000_000_000_000_000_000
    os.utime(path, ns=(ahead, ahead))
    assert verdict(desk).unchanged
    known = record.read(desk / "build/ferry")
    assert known is not None
    assert [one.stats for one in known.seen if one.path == str(path) and one.kind == "file"] == [
        None
    ]
    path.touch()


def test_what_an_editor_leaves_beside_a_text_does_not_count(desk: Path) -> None:
    for name in (".article.md.swp", "article.md~", ".#article.md"):
        with changed(desk / "sources/ferry" / name, b"x"):
            assert verdict(desk).unchanged


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        (Wishes(as_of=DAY), "pdf is not among the files"),
        (Wishes(to=("epub", "docx"), as_of=DAY), "docx is not among the files"),
        (Wishes(channels=("partner",), as_of=DAY), "partner is not among the files"),
        (Wishes(to=("epub", "partner"), as_of=DAY), "partner is no format"),
        (Wishes(to=(), as_of=DAY), "nothing is asked for"),
        (Wishes(to=("epub",), as_of=DAY, theme="above"), "the theme was ours and is above"),
        (Wishes(to=("epub",), as_of=DAY, draft=True), "it was no draft"),
        (Wishes(to=("epub",), as_of=date(2026, 2, 1)), "2026-03-01 lies between"),
    ],
)
def test_every_option_counts(desk: Path, wishes: Wishes, said: str) -> None:
    assert any(said in reason for reason in verdict(desk, wishes).reasons)


def test_another_folder_of_the_same_name_is_another_article(desk: Path) -> None:
    other = Wishes(to=("epub",), as_of=DAY, out=desk / "build")
    assert judge(desk / "sources/ferry", other).unchanged
    (desk / "more").mkdir()
    os.link(desk / "sources/ferry/article.md", desk / "more/article.md")
    (desk / "more").rename(desk / "ferry")
    said = judge(desk / "ferry", other).reasons
    assert "it was made from sources/ferry" in said
    (desk / "ferry/article.md").unlink()
    (desk / "ferry").rmdir()


def test_the_machine_counts(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = record.index(desk / "build/ferry")
    now = {**machine.present(index), "weasyprint": "1.0", "publish itself": "0" * 64}
    monkeypatch.setattr(machine, "present", lambda index: now)
    monkeypatch.setattr(machine, "key", lambda index: machine.digest(now))
    said = verdict(desk).reasons
    assert "publish itself has changed" in said
    assert any(reason.startswith("weasyprint was ") for reason in said)


def edited(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


@pytest.mark.parametrize(
    ("name", "mischief", "said"),
    [
        ("ferry.epub", edited, "build/ferry/ferry.epub was changed after it"),
        ("ferry.epub", Path.unlink, "build/ferry/ferry.epub is gone"),
        ("credits.csv", edited, "build/ferry/credits.csv was changed after it"),
        ("manifest.json", edited, "build/ferry/manifest.json was changed after it"),
        ("notes.txt", Path.touch, "build/ferry/notes.txt is not of the set"),
    ],
)
def test_a_set_that_is_not_whole_counts(
    desk: Path, name: str, mischief: Callable[[Path], object], said: str
) -> None:
    path = desk / "build/ferry" / name
    before = path.read_bytes() if path.exists() else None
    mischief(path)
    assert said in verdict(desk).reasons
    write(path, before)
    assert verdict(desk).unchanged


def test_a_record_is_safe_to_delete_and_a_broken_one_is_none(desk: Path) -> None:
    place = Path(record.place(desk / "build/ferry"))
    whole = place.read_bytes()
    for broken in (b"", whole[:-9], whole.replace(b"ferry", b"fairy"), b"\xff" + whole, None):
        write(place, broken)
        assert not verdict(desk).unchanged
        write(place, whole)
    assert verdict(desk).unchanged


def test_the_rest_of_a_killed_build_counts(desk: Path) -> None:
    rest = desk / "build/.ferry.abcd1234"
    rest.mkdir()
    assert "a build of it was killed, or is under way" in verdict(desk).reasons
    rest.rmdir()


def test_nothing_heavy_is_imported_to_know_it(desk: Path) -> None:
    heavy = (
        "weasyprint", "lxml", "PIL", "jinja2", "docx", "pikepdf", "pdfminer", "markdown_it",
        "fontTools", "ruamel", "rich", "importlib.metadata", "publish.building", "publish.model",
        "publish.reading", "publish.formats", "publish.composing", "publish.rights",
    )  # fmt: skip
    program = (
        "import sys; from publish.cli import main\n"
        f"code = main({['build', 'sources/ferry', '--to', 'epub', '--as-of', str(DAY)]!r})\n"
        f"sys.exit(','.join(m for m in {heavy!r} if m in sys.modules) or code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=desk,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "build/ferry  unchanged: nothing that it was made from has changed\n"


def test_a_folder_with_very_many_files_is_unchanged_too(desk: Path) -> None:
    more = desk / "sources/ferry/more"
    more.mkdir()
    for number in range(seen.MOST + 10):
        (more / f"{number}.txt").touch()
    with seen.noted() as ledger:
        files.names_below(desk / "sources/ferry")
    world = World()
    assert all(world.same(one) for one in ledger.seen)
    shutil.rmtree(more)
    assert not all(World().same(one) for one in ledger.seen)
    assert verdict(desk).unchanged
