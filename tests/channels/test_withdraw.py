"""``publish build --withdraw``: taken down everywhere, and never brought back by a build."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from publish.cli import main
from publish.reading.publication.settings import read_publication
from tests.channels.desk import LENT, OPEN, Desk, encoded, photo
from tests.channels.test_bytes import holds

SHARED = photo(1)
DAY = ["--as-of", "2026-05-04"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Two built articles that share a picture, and a third that is not built."""
    root = tmp_path_factory.mktemp("built")
    made = Desk(root, '[channels.partner-a]\nformat = "docx"\nsyndicated = true\n')
    made.article("one", dawn=(SHARED, OPEN), free=(photo(2), OPEN))
    made.article("two", other=(SHARED, LENT))
    made.article("three", late=(SHARED, OPEN))
    with contextlib.chdir(root):
        assert main(["build", "sources/one", "--to", "epub", "--channel", "partner-a", "-q"]) == 0
        assert main(["build", "sources/two", "--to", "docx,epub", "-q"]) == 0
    return made


@pytest.fixture
def desk(built: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A copy of the built articles, in which the test runs."""
    shutil.copytree(built.root, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return replace(built, root=tmp_path)


def carried(picture: bytes = SHARED) -> list[str]:
    """The files below ``build`` in which a search for its bytes finds the picture."""
    paths = sorted(p for p in Path("build").rglob("*.*") if p.suffix in (".docx", ".epub"))
    return [p.name for p in paths if holds(p.read_bytes(), picture)]


def test_every_file_that_carries_it_is_built_without_it(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert carried() == ["one-partner-a.docx", "one.epub", "two.epub"]
    capsys.readouterr()
    reason = 'the "maker" \\ asked'
    assert main(["build", "--withdraw", "sources/one/dawn.jpg", "--reason", reason, *DAY]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "dawn.jpg is withdrawn, see withdrawn.toml",
        "build/one/one.epub  built without it",
        "build/one/one-partner-a.docx  built without it",
        "build/two/two.epub  built without it",
        "build/two/two.docx  built without it",
    ]
    # Whoever has the old EPUB keeps it, unless its date moves: that must be told.
    assert told.err.count("hint[modified-unmoved]") == 2
    assert carried() == []
    assert carried(photo(2)) == ["one-partner-a.docx", "one.epub"]
    assert main(["where-used", "sources/one/dawn.jpg"]) == 1


def test_the_record_is_for_editors_and_can_be_undone(desk: Desk) -> None:
    reason = 'the "maker" \\ asked,\ntwice'
    assert main(["build", "--withdraw", "sources/one/dawn.jpg", "--reason", reason, *DAY]) == 0
    text = Path("withdrawn.toml").read_text("utf-8")
    assert text.startswith("# Withdrawn pictures")
    (entry,) = tomllib.loads(text)["withdrawn"]
    assert entry["name"] == "dawn.jpg"
    assert entry["since"].isoformat() == "2026-05-04"
    assert entry["reason"] == 'the "maker" \\ asked, twice'
    # Nothing of the house's own note is in an output.
    assert not any(
        b"twice" in path.read_bytes() for path in Path("build").rglob("*") if path.is_file()
    )
    Path("withdrawn.toml").unlink()
    assert main(["build", "sources/two", "--to", "epub", "-q"]) == 0
    assert carried() == ["two.epub"]


def test_no_later_build_brings_it_back(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--withdraw", "sources/one/dawn.jpg", "-q", *DAY]) == 0
    for slug in ("one", "two", "three"):
        capsys.readouterr()
        assert main(["build", f"sources/{slug}", "--to", "epub,docx"]) == 0
        told = capsys.readouterr()
        assert "was withdrawn on 2026-05-04: a placeholder is shown instead" in told.err
        assert "withdrawn.toml:4" in told.err
        assert "it was withdrawn\n" in told.out
    assert carried() == []
    assert main(["verify", "build/three"]) == 0


def test_what_was_withdrawn_by_its_address_is_known_by_it(desk: Desk) -> None:
    assert main(["build", "--withdraw", "https://example.org/a", "-q", *DAY]) == 0
    (entry,) = read_publication(Path("publish.toml")).withdrawn
    assert entry.sources == ("https://example.org/a",)
    # Another file with the same source, later, is down from the first.
    desk.article("four", new=(photo(7), OPEN.replace("https:", "http:")))
    assert main(["build", "sources/four", "--to", "epub", "-q"]) == 0
    assert carried(photo(7)) == []


def test_one_article_of_which_the_picture_is_named(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["build", "sources/two", "--withdraw", "other.jpg", *DAY]) == 3
    said = capsys.readouterr().out
    assert "build/two/two.epub  built without it" in said
    assert "build/one/one.epub  still contains it" in said
    assert carried() == ["one-partner-a.docx", "one.epub"]
    assert main(["build", "sources/three", "--withdraw", "late.jpg", *DAY]) == 3
    assert Path("build/three/three.pdf").is_file()
    assert Path("withdrawn.toml").read_text().count("[[withdrawn]]") == 1


def test_a_failing_article_does_not_stop_the_others(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = Path("sources/one/article.md")
    broken.write_text(broken.read_text().replace("title: On one\n", ""))
    capsys.readouterr()
    assert main(["build", "--withdraw", "sources/one/dawn.jpg", *DAY]) == 3
    told = capsys.readouterr()
    assert "build/one  cannot be built" in told.out
    assert "build/one/one.epub  still contains it" in told.out
    assert "build/two/two.epub  built without it" in told.out
    assert "sources/one/article.md:" in told.err
    assert "missing-key" in told.err
    # Mended, it comes out without it.
    broken.write_text(broken.read_text().replace("---\n", "---\ntitle: On one\n", 1))
    assert main(["build", "--withdraw", "sources/one/dawn.jpg", *DAY]) == 0
    assert carried() == []


def test_an_article_that_is_gone_is_reported(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("sources/one").rename("sources/elsewhere")
    assert main(["build", "--withdraw", "sources/two/other.jpg", *DAY]) == 3
    told = capsys.readouterr()
    assert "build/one: error[source-missing]" in told.err
    assert "build/two/two.epub  built without it" in told.out


def test_a_picture_that_was_saved_again_stays_down(desk: Desk) -> None:
    """The old file is in the build, a new one of the same picture in the source."""
    old = Path("old.jpg")
    old.write_bytes(SHARED)
    again = encoded(Image.open(io.BytesIO(SHARED)), quality=60)
    Path("sources/one/dawn.jpg").write_bytes(again)
    assert main(["build", "--withdraw", "old.jpg", "-q", *DAY]) == 0
    assert carried() == []
    assert carried(again) == []


def test_another_picture_under_the_old_name_may_stay(desk: Desk) -> None:
    Path("old.jpg").write_bytes(SHARED)
    Path("sources/one/dawn.jpg").write_bytes(photo(5))
    assert main(["build", "--withdraw", "old.jpg", "-q", *DAY]) == 0
    assert carried() == []
    assert carried(photo(5)) == ["one-partner-a.docx", "one.epub"]


def test_what_only_looks_like_it_is_left_unless_asked(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    small = encoded(Image.open(io.BytesIO(SHARED)).resize((300, 200)), "PNG")
    Path("small.png").write_bytes(small)
    assert main(["build", "--withdraw", "small.png", *DAY]) == 2
    assert "error[withdraw-alike]" in capsys.readouterr().err
    assert not Path("withdrawn.toml").exists()
    assert main(["build", "--withdraw", "small.png", "--alike", "-q", *DAY]) == 0
    assert carried() == []


def test_a_copy_that_comes_back_is_reported(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--withdraw", "sources/one/dawn.jpg", "-q", *DAY]) == 0
    small = encoded(Image.open(io.BytesIO(SHARED)).resize((880, 587)))
    desk.article("four", small=(small, OPEN), free=(photo(2), OPEN))
    capsys.readouterr()
    assert main(["build", "sources/four", "--to", "epub"]) == 0
    said = capsys.readouterr().err
    assert "warning[image-withdrawn-alike]: small.jpg looks like dawn.jpg" in said
    assert "free.jpg looks" not in said


def test_a_name_that_several_pictures_have_is_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.article("five", dawn=(photo(8), OPEN))
    assert main(["build", "sources/five", "--to", "epub", "-q"]) == 0
    assert main(["build", "--withdraw", "dawn.jpg", *DAY]) == 2
    assert "error[withdraw-ambiguous]: 2 different pictures" in capsys.readouterr().err
    assert main(["build", "--withdraw", "nothing.jpg", *DAY]) == 2
    assert "error[withdraw-unknown]" in capsys.readouterr().err
    assert main(["build", "--withdraw", "other.jpg", "-q", *DAY]) == 0
    assert carried() == []
    assert carried(photo(8)) == ["five.epub"]


def test_before_anything_is_published_it_is_recorded(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("new.jpg").write_bytes(photo(9))
    assert main(["build", "--withdraw", "new.jpg", *DAY]) == 0
    assert "no known published file contains it" in capsys.readouterr().out
    desk.article("six", new=(photo(9), OPEN))
    assert main(["build", "sources/six", "--to", "epub", "-q"]) == 0
    assert carried(photo(9)) == []


def test_an_expired_picture_can_be_taken_down(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    expired = LENT.replace("}", ", expires: 2026-04-01}")
    desk.article("seven", old=(photo(10), expired))
    assert main(["build", "sources/seven", "--to", "epub", "-q", "--as-of", "2026-03-01"]) == 0
    capsys.readouterr()
    assert main(["build", "--withdraw", "sources/seven/old.jpg", *DAY]) == 0
    assert "expired" not in capsys.readouterr().err
    # The same where it was never published: nothing of it is.
    desk.article("eight", old=(photo(10), expired))
    assert main(["build", "sources/eight", "--to", "epub", "-q", *DAY]) == 0


def test_editors_notes_in_the_file_stay(desk: Desk) -> None:
    before = '# ours\n[[withdrawn]]\nname = "x"\nsources = ["https://example.org/x"]\n# end'
    Path("withdrawn.toml").write_text(before)
    assert main(["build", "--withdraw", "sources/one/dawn.jpg", "-q", *DAY]) == 0
    assert Path("withdrawn.toml").read_text().startswith(before + "\n\n[[withdrawn]]\n")


def test_json(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["build", "--withdraw", "sources/one/dawn.jpg", "--json", *DAY]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"]
    assert told["withdrawn"]["new"]
    assert [Path(path).name for path in told["rebuilt"]] == [
        "one.epub",
        "one-partner-a.docx",
        "two.epub",
        "two.docx",
    ]
    assert (told["left"], told["failed"], told["alike"]) == ([], [], [])


@pytest.mark.parametrize("option", [["--to", "pdf"], ["--channel", "web"], ["--draft"]])
def test_options_that_do_not_go_with_it(
    desk: Desk, option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--withdraw", "sources/one/dawn.jpg", *option]) == 2
    assert "error[withdraw-options]" in capsys.readouterr().err


def test_a_build_needs_an_article(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build"]) == 2
    assert "error[article-unnamed]" in capsys.readouterr().err


def test_a_copy_that_somebody_edited_is_reported_since_it_may_have_the_picture(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    docx = Path("build/two/two.docx")
    docx.write_bytes(docx.read_bytes() + b"edited")
    capsys.readouterr()
    assert main(["build", "--withdraw", "sources/two/other.jpg", "sources/two", *DAY]) == 3
    told = capsys.readouterr().err
    (copy,) = Path("build/two").glob("two.edited-*.docx")
    assert f"build/two: warning[build-copies]: {copy.name}: changed by hand" in told
