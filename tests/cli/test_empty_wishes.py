"""Who asks for nothing is told so: nothing is built, taken away, or called proved."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from publish import build, verify
from publish.building.manifest import NAME
from publish.cli import main
from publish.errors import UsageError

ROOT = Path(__file__).parents[2]
ARTICLE = "sources/german"


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication of one article, built as an EPUB and edited since."""
    root = tmp_path_factory.mktemp("publication")
    shutil.copytree(ROOT / "tests/cases/german", root / ARTICLE)
    shutil.copyfile(ROOT / "tests/cases/publish.toml", root / "publish.toml")
    build(root / ARTICLE, to=["epub"])
    article = root / ARTICLE / "article.md"
    article.write_text(article.read_text("utf-8").replace("Verkehr", "Wasser"), "utf-8")
    return root


@pytest.fixture
def desk(publication: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the publication."""
    root = shutil.copytree(publication, tmp_path / "desk")
    monkeypatch.chdir(root)
    return root


def files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (["build", ARTICLE, "--to", ","], "build-nothing"),
        (["build", ARTICLE, "--to", " , ,"], "build-nothing"),
        (["build", ARTICLE, "--channel", ","], "build-nothing"),
        (["build", ARTICLE, "--to", "epub", "--channel", ","], "build-nothing"),
        (["build", ARTICLE, "--to", ""], "value-empty"),
        (["build", ARTICLE, "--to", " "], "value-empty"),
        (["build", ARTICLE, "--to="], "value-empty"),
        (["build", ARTICLE, "--channel", " "], "value-empty"),
        (["build", ARTICLE, "--theme", ""], "value-empty"),
        (["build", ARTICLE, "--out", ""], "value-empty"),
        (["build", ARTICLE, "--withdraw", ""], "value-empty"),
        (["build", ""], "value-empty"),
        (["check", ""], "value-empty"),
        (["verify", " "], "value-empty"),
        (["verify", "build/german", "--theme", ""], "value-empty"),
        (["inspect", ""], "value-empty"),
        (["where-used", " "], "value-empty"),
        (["explain", ""], "value-empty"),
        (["new", " "], "value-empty"),
        (["fetch", "commons", " ", ARTICLE], "value-empty"),
        (["credit", ARTICLE, ""], "value-empty"),
        (["themes", "specimen", " "], "value-empty"),
        (["themes", "specimen"], "theme-name"),
        (["themes", "new", ".."], "theme-name"),
    ],
)
def test_an_empty_wish_is_a_usage_error(
    desk: Path, arguments: list[str], rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(desk)
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert f"error[{rule}]" in told.err
    assert told.out == ""
    assert files(desk) == before
    assert main([*arguments, "--json"]) == 2
    assert [p["rule"] for p in json.loads(capsys.readouterr().out)["problems"]] == [rule]


@pytest.mark.parametrize("arguments", [["check"], ["inspect"], ["fetch"], ["where-used"]])
def test_a_command_of_nothing_is_a_usage_error(arguments: list[str]) -> None:
    assert main(arguments) == 2


@pytest.mark.parametrize(
    "wish",
    [
        lambda: build(Path(ARTICLE), to=[]),
        lambda: build(Path(ARTICLE), channels=[]),
        lambda: build(Path(ARTICLE), to=iter(()), channels=["epub"]),
        lambda: build(Path(ARTICLE), to=["epub"], channels=()),
        lambda: verify({}, lambda name: pytest.fail("there is no Page to ask for")),
    ],
)
def test_an_empty_call_is_a_usage_error(desk: Path, wish: Callable[[], object]) -> None:
    before = files(desk)
    with pytest.raises(UsageError):
        wish()
    assert files(desk) == before


def test_a_build_of_nothing_is_not_verified(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = desk / "build/german" / NAME
    empty = {**json.loads(record.read_bytes()), "outputs": {}, "editions": {}}
    record.write_text(json.dumps(empty), "utf-8")
    assert main(["verify", "build/german"]) == 1
    assert "error[build-empty]" in capsys.readouterr().err
    assert main(["inspect", "build/german"]) == 2
    assert "error[inspect-file]: no file of this build is here" in capsys.readouterr().err


def test_a_build_whose_files_are_gone_is_not_verified(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "build/german/german.epub").unlink()
    assert main(["verify", "build/german"]) == 1
    assert "german.epub: error[output-missing]" in capsys.readouterr().err


def test_formats_may_be_named_one_by_one(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", ARTICLE, "--to", "epub,", "--to", "docx", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [output["format"] for output in told["outputs"]] == ["epub", "docx"]
