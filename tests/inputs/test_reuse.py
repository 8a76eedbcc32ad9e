"""Builds in steps are as clean ones; a file is made again only for inputs of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st

from publish import build
from publish.building.plan import plan
from publish.building.publishing import Published
from publish.errors import Problem, Severity
from publish.inputs.verdict import judge
from publish.inputs.wishes import Wishes
from tests.inputs.desk import publication
from tests.profiles import examples

DAY = date(2026, 6, 1)
HINT = Severity.HINT


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    publication(tmp_path)
    return tmp_path


def built(desk: Path, *formats: str, out: str = "build", anew: bool = False) -> Published:
    source = desk / "sources/ferry"
    return build(source, to=formats, out=desk / out, as_of=DAY, anew=anew)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def made(published: Published) -> list[str]:
    return [output.format for output in published.outputs]


def test_remarks_on_a_file_are_said_as_long_as_it_stays(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remark = Problem("page-empty", "PDF, page 1: half is empty", "Move it.", severity=HINT)
    monkeypatch.setattr("publish.formats.pdf.critic.remarks.remarks", lambda measures: (remark,))
    assert remark in built(desk, "pdf", "docx").problems
    (desk / "themes/above/css/docx.css").write_text(".lead { color: #444 }\n")
    again = built(desk, "pdf", "docx")
    assert (made(again), again.kept) == (["docx"], ("ferry.pdf",))
    assert remark in again.problems
    assert remark in built(desk, "pdf").problems
    assert remark not in built(desk, "docx").problems


def test_only_formats_whose_inputs_changed_are_made_again(desk: Path) -> None:
    assert made(built(desk, "pdf", "epub")) == ["pdf", "epub"]
    again = built(desk, "pdf", "epub")
    assert (made(again), again.kept) == ([], ("ferry.epub", "ferry.pdf"))
    assert made(built(desk, "pdf", "epub", anew=True)) == ["pdf", "epub"]

    (desk / "themes/above/css/epub.css").write_text(".lead { color: #444 }\n")
    assert made(built(desk, "pdf", "epub")) == ["epub"]
    (desk / "sources/ferry/notes.txt").write_text("for me")
    assert made(built(desk, "pdf", "epub")) == []
    assert bytes_of(desk / "build/ferry") == bytes_of(
        built(desk, "pdf", "epub", out="clean").folder
    )

    (desk / "themes/above/css/epub.css").write_text(".lead { color: #555 }\n")
    epub = built(desk, "epub")
    assert (made(epub), epub.kept) == (["epub"], ("ferry.pdf",))
    assert not [problem for problem in epub.problems if problem.rule == "edition-dropped"]


def test_every_question_is_noted(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever reading asks the system about files of the publication, it asks through the door."""
    asked: set[str] = set()

    def noting(ask: Callable[..., Any]) -> Callable[..., Any]:
        def asks(path: Any = ".", *rest: Any, **options: Any) -> Any:
            if isinstance(path, str | os.PathLike):
                asked.add(str(Path(path).absolute()))
            return ask(path, *rest, **options)

        return asks

    for name in ("stat", "listdir", "scandir", "open"):
        monkeypatch.setattr(os, name, noting(getattr(os, name)))
    planned = plan(desk / "sources/ferry", Wishes(as_of=DAY))
    monkeypatch.undo()
    assert planned.ground
    noted = {one.path for one in planned.ground.seen}
    # Where something is, its folders are.
    noted |= {str(folder) for path in noted for folder in Path(path).parents}
    # The other place that an included text could have is outside of `sources`: none is looked for.
    noted.add(f"{desk}/shared/terms.md")
    own = {path for path in asked if path.startswith(f"{desk}/")}
    assert len(own) > 20
    assert {path for path in own - noted if not path.startswith(f"{desk}/build")} == set()


def text(name: str, old: str, new: str) -> Callable[[Path], None]:
    """An edit of one file that a second one of its kind takes back."""

    def edit(desk: Path) -> None:
        path = desk / name
        before = path.read_text("utf-8")
        path.write_text(before.replace(old, new) if old in before else before.replace(new, old))

    return edit


def toggled(name: str, content: str) -> Callable[[Path], None]:
    """A file that comes, or goes again."""

    def edit(desk: Path) -> None:
        path = desk / name
        if path.exists():
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)

    return edit


EDITS: dict[str, Callable[[Path], object]] = {
    "text": text("sources/ferry/article.md", "goes", "stays"),
    "table": text("sources/ferry/rides.csv", "4", "5"),
    "shared text": text("sources/shared/terms.md", "free", "dear"),
    "sidecar": text("sources/ferry/pier.jpg.yaml", "Ben", "Cleo"),
    "settings": text("publish.toml", "Press", "House"),
    "style": text("themes/ours/css/style.css", "margin: 0", "margin: 1pt"),
    "epub": text("themes/above/css/epub.css", "#333", "#444"),
    "parent": text("themes/above/theme.toml", "briefing", "journal"),
    "nearer text": toggled("sources/ferry/terms.md", "Nobody rides.\n"),
    "label": toggled("themes/ours/labels/en.toml", 'credits = "Pictures"\n'),
    "touch": lambda desk: (desk / "sources/ferry/article.md").touch(),
    "nothing": lambda desk: None,
}


@examples(2, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=3))
def test_builds_in_steps_are_as_clean_ones(
    tmp_path_factory: pytest.TempPathFactory, edits: list[str]
) -> None:
    desk = tmp_path_factory.mktemp("desk")
    publication(desk)
    built(desk, "epub")
    for number, name in enumerate(edits):
        EDITS[name](desk)
        verdict = judge(desk / "sources/ferry", Wishes(to=("epub",), as_of=DAY))
        assert verdict.unchanged == (name in ("touch", "nothing"))
        if not verdict.unchanged:
            built(desk, "epub")
        clean = built(desk, "epub", out=f"clean-{number}")
        assert bytes_of(desk / "build/ferry") == bytes_of(clean.folder)
