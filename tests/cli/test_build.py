"""``publish build`` and ``publish verify``, as an editor meets them."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A publication of one article with a picture, and us in it."""
    shutil.copytree(ROOT / "tests/cases/german", tmp_path / "sources/german")
    shutil.copyfile(ROOT / "tests/cases/publish.toml", tmp_path / "publish.toml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same publication, its article built as an EPUB."""
    root = tmp_path_factory.mktemp("once")
    shutil.copytree(ROOT / "tests/cases/german", root / "sources/german")
    shutil.copyfile(ROOT / "tests/cases/publish.toml", root / "publish.toml")
    with contextlib.chdir(root):
        assert main(["build", "sources/german", "--to", "epub", "-q"]) == 0
    return root


@pytest.fixture
def built(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the built publication, and us in it."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def outputs(desk: Path) -> dict[str, bytes]:
    folder = desk / "build/german"
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def edit(desk: Path, old: str, new: str) -> None:
    article = desk / "sources/german/article.md"
    text = article.read_text("utf-8")
    assert old in text
    article.write_text(text.replace(old, new), "utf-8")


def test_a_build_says_what_it_made(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "sources/german"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in said[:3]] == [
        f"build/german/german.{format}" for format in ("pdf", "epub", "docx")
    ]
    assert said[3] == "1 of 1 images credited"
    assert sorted(outputs(desk)) == [
        "credits.csv",
        "credits.json",
        "german.docx",
        "german.epub",
        "german.pdf",
        "manifest.json",
    ]


def test_an_interruption_says_which_files_are_there(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        signal.raise_signal(signal.SIGTERM)

    for place, state in (
        ("publish.building.making.make.written", "the old files are untouched"),
        ("publish.cli.build._report", "the new files are in place"),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(place, interrupted)
            if place.endswith("_report"):
                patched.setattr("publish.cli.build._only", lambda *_: None)
            assert main(["build", "sources/german", "--force"]) == 143
        assert capsys.readouterr().err.splitlines()[-1] == f"interrupted; {state}"


def test_json_for_programs(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "sources/german", "--to", "docx", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"]
    assert told["images"] == {"credited": 1, "total": 1}
    assert [output["format"] for output in told["outputs"]] == ["docx"]


def test_quiet_says_nothing_when_all_is_well(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "sources/german", "--to", "epub", "-q"]) == 0
    assert capsys.readouterr() == ("", "")


def no_picture(desk: Path) -> None:
    (desk / "sources/german/Brücke #2 (neu).JPG").unlink()


def broken_picture(desk: Path) -> None:
    path = desk / "sources/german/Brücke #2 (neu).JPG"
    path.write_bytes(path.read_bytes()[:4000])


def broken_yaml(desk: Path) -> None:
    edit(desk, "category: Verkehr", "category: [Verkehr")


def unknown_key(desk: Path) -> None:
    edit(desk, "category: Verkehr", "categorie: Verkehr")


def no_license(desk: Path) -> None:
    edit(desk, "      license: CC BY 4.0\n", "")


def no_alt(desk: Path) -> None:
    edit(desk, "    alt: Grüne Hügel, im Vordergrund ein Fluss\n", "")


def no_title(desk: Path) -> None:
    edit(desk, "title: Über die Brücke\n", "")


def script(desk: Path) -> None:
    edit(desk, "## Größe", "<script>alert(1)</script>\n\n## Größe")


def no_article(desk: Path) -> None:
    (desk / "sources/german/article.md").unlink()


@pytest.mark.parametrize(
    ("mischief", "said"),
    [
        (no_picture, "article.md:9:3"),
        (broken_picture, "Brücke #2 (neu).JPG"),
        (broken_yaml, "article.md:5"),
        (unknown_key, "category"),
        (no_license, "image-credit-missing"),
        (no_alt, "image-alt-missing"),
        (no_title, "title"),
        (script, "article.md:22"),
        (no_article, "article.md"),
    ],
)
def test_broken_content_is_reported_with_its_place_and_leaves_the_old_files(
    built: Path, capsys: pytest.CaptureFixture[str], mischief: Callable[[Path], None], said: str
) -> None:
    before = outputs(built)
    mischief(built)
    capsys.readouterr()
    assert main(["build", "sources/german", "--to", "epub"]) == 1
    told = capsys.readouterr()
    assert said in told.err
    assert "error[" in told.err
    assert "Traceback" not in told.err
    assert told.out == ""
    assert outputs(built) == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["build"], 2),
        (["build", "sources/german", "--to", "odt"], 2),
        (["build", "sources/german", "--theme", "nothing"], 1),
        (["build", "sources/german", "--out", "publish.toml"], 4),
        (["build", "sources/german", "--wrong"], 2),
        (["verify", "sources/german"], 2),
        (["sing"], 2),
    ],
)
def test_exit_codes(
    desk: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int
) -> None:
    assert main(arguments) == code
    assert capsys.readouterr().err


def test_a_sibling_stays_while_it_is_true(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build", "sources/german", "--to", "epub,docx"])
    before = outputs(desk)
    main(["build", "sources/german", "--to", "epub"])
    assert outputs(desk) == before
    assert "edition-dropped" not in capsys.readouterr().err


def test_a_sibling_that_is_no_longer_true_goes_and_is_named(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build", "sources/german"])
    capsys.readouterr()
    edit(desk, "category: Verkehr", "category: Wasser")
    assert main(["build", "sources/german", "--to", "epub"]) == 0
    said = capsys.readouterr().err
    assert "warning[edition-dropped]: this build does not keep german.docx, german.pdf: " in said
    assert "To build it again, build with --to docx,pdf as well." in said
    assert sorted(outputs(desk)) == [
        "credits.csv",
        "credits.json",
        "german.epub",
        "manifest.json",
    ]
    assert main(["build", "sources/german", "--to", "epub"]) == 0
    assert "edition-dropped" not in capsys.readouterr().err


def test_a_policy_may_forbid_that_siblings_go(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build", "sources/german", "--to", "epub,docx"])
    policy = '[[policy]]\nrule = "edition-dropped"\nseverity = "error"\nreason = "All or none."\n'
    with (desk / "publish.toml").open("a") as settings:
        settings.write(policy)
    edit(desk, "category: Verkehr", "category: Wasser")
    before = outputs(desk)
    assert main(["build", "sources/german", "--to", "epub"]) == 1
    assert "error[edition-dropped]" in capsys.readouterr().err
    assert outputs(desk) == before


def test_a_sibling_that_somebody_changed_goes_and_is_named(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build", "sources/german", "--to", "epub,docx"])
    (desk / "build/german/german.docx").write_bytes(b"mine")
    assert main(["build", "sources/german", "--to", "epub"]) == 0
    said = capsys.readouterr().err
    assert "does not keep german.docx: what was built has been changed by hand" in said
    (copy,) = (desk / "build/german").glob("german.edited-*.docx")
    assert copy.read_bytes() == b"mine"
    assert "warning[out-edited]: german.docx was changed by hand" in said
    assert f"a build sets it aside as {copy.name}" in said


def test_a_change_that_readers_apps_would_miss_is_reported(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build", "sources/german", "--to", "epub"])
    assert "modified-unmoved" not in capsys.readouterr().err
    edit(desk, "Straße", "Gasse")
    main(["build", "sources/german", "--to", "epub"])
    assert "modified-unmoved" in capsys.readouterr().err
    edit(desk, "date: 2026-01-09", "date: 2026-01-09\nmodified: 2026-01-10")
    main(["build", "sources/german", "--to", "epub"])
    assert "modified-unmoved" not in capsys.readouterr().err


def test_a_folder_with_other_files_is_refused(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "build/german").mkdir(parents=True)
    (desk / "build/german/notes.txt").write_text("mine")
    assert main(["build", "sources/german", "--to", "epub"]) == 2
    assert "out-not-ours" in capsys.readouterr().err


def test_verify_proves_a_finished_build(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build", "sources/german"])
    capsys.readouterr()
    assert main(["verify", "build/german"]) == 0
    assert "words" in capsys.readouterr().out
    edit(desk, "category: Verkehr", "category: Wasser")
    assert main(["verify", "build/german"]) == 1
    assert "input-changed" in capsys.readouterr().err


def test_verify_sees_a_file_that_was_changed(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    epub = built / "build/german/german.epub"
    epub.write_bytes(epub.read_bytes()[:-200])
    assert main(["verify", "build/german"]) == 1
    told = capsys.readouterr().err
    assert "output-changed" in told
    assert "proof-unreadable" in told


@pytest.mark.parametrize("name", ["credits.csv", "credits.json"])
def test_the_lists_of_credits_are_of_the_set(
    built: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = built / "build/german" / name
    path.write_bytes(path.read_bytes().replace(b"CC", b"XX"))
    assert main(["verify", "build/german"]) == 1
    assert f"{name}: error[output-changed]" in capsys.readouterr().err
    path.unlink()
    assert main(["verify", "build/german"]) == 1
    assert f"{name}: error[output-missing]" in capsys.readouterr().err
    assert main(["build", "sources/german", "--to", "docx"]) == 0
    assert main(["verify", "build/german"]) == 0
    assert sorted(outputs(built)) == [
        "credits.csv",
        "credits.json",
        "german.docx",
        "german.epub",
        "manifest.json",
    ]


def test_the_same_input_gives_the_same_bytes_anywhere(desk: Path, tmp_path: Path) -> None:
    """Another folder, another time zone, another hash seed, another language."""
    as_of = ("--as-of", "2026-06-01")

    def built(root: Path, **environment: str) -> dict[str, bytes]:
        subprocess.run(
            # The manifest says as of which day rights were judged: it must be the same one.
            [sys.executable, "-m", "publish", "build", "sources/german", "-q", *as_of],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            check=True,
        )
        folder = root / "build/german"
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    elsewhere = tmp_path / "another place"
    shutil.copytree(desk / "sources", elsewhere / "sources")
    shutil.copyfile(desk / "publish.toml", elsewhere / "publish.toml")
    here = built(desk, TZ="UTC", PYTHONHASHSEED="1", LANG="C.UTF-8")
    there = built(elsewhere, TZ="Pacific/Kiritimati", PYTHONHASHSEED="2", LANG="de_DE.UTF-8")
    assert here == there


def test_help_is_quick_and_shows_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert main(["build", "--help"]) == 0
    said = capsys.readouterr().out
    assert "publish build sources/end-of-an-era" in said
    # What takes a second to import must not be imported to print a help text.
    heavy = "weasyprint", "docx", "ebooklib", "pikepdf", "lxml", "jinja2", "rich", "markdown_it"
    program = (
        "import sys; from publish.cli import main; main(['--help']); "
        f"sys.exit(','.join(m for m in {heavy!r} if m in sys.modules) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_public_names() -> None:
    import publish

    assert len(publish.__all__) == 10
    for name in publish.__all__:
        assert getattr(publish, name) is not None


def test_the_day_of_judging_shows_in_the_manifest_alone(desk: Path) -> None:
    def built(day: str) -> dict[str, bytes]:
        assert main(["build", "sources/german", "-q", "--force", "--as-of", day]) == 0
        return outputs(desk)

    one, other = built("2026-06-01"), built("2026-06-02")
    assert {name for name in one if one[name] != other[name]} == {"manifest.json"}


def test_a_set_is_proved_by_building_it_again(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build", "sources/german", "--to", "epub", "--draft", "--as-of", "2026-06-01"])
    before = outputs(desk)
    verify = ["verify", "build/german", "--allow-draft", "--rebuild"]
    assert main(verify) == 0
    assert "built again, every file is the same to the byte\n" in capsys.readouterr().out
    edit(desk, "Straße", "Gasse")
    assert main(verify) == 1
    said = capsys.readouterr().err
    assert "german.epub: error[output-differs]: built from its source again, " in said
    assert "(sources/german/article.md has changed)" in said
    assert "credits.csv: error[output-differs]" not in said
    assert outputs(desk) == before
