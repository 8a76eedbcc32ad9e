"""``publish new``: what it makes can be built at once."""

from pathlib import Path

import pytest

from publish.cli import main
from publish.cli.new import make_slug


def test_a_new_article_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", 'The "Ferry": Would\\Not Sink', "--author", "Ada Example"]) == 0
    assert main(["build", "sources/the-ferry-would-not-sink", "--to", "epub"]) == 0
    assert (tmp_path / "build/the-ferry-would-not-sink/the-ferry-would-not-sink.epub").is_file()
    assert "0 of 0 images credited" in capsys.readouterr().out


def test_a_second_article_keeps_the_publication(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["new", "One"])
    publication = (tmp_path / "publish.toml").read_text()
    (tmp_path / "sources/one").mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path / "sources/one")
    assert main(["new", "Two", "--slug", "two"]) == 0
    assert (tmp_path / "sources/two/article.md").is_file()
    assert (tmp_path / "publish.toml").read_text() == publication


def test_nothing_is_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["new", "One"])
    article = tmp_path / "sources/one/article.md"
    article.write_text("mine")
    assert main(["new", "One"]) == 2
    assert article.read_text() == "mine"
    assert "new-exists" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("End of an Era: U.S. Troops", "end-of-an-era-u-s-troops"),
        ("Über Öl & Größe", "ueber-oel-and-groesse"),
        ("日本", ""),
        ("word " * 40, "word-word-word-word-word-word-word-word-word-word-word-word"),
    ],
)
def test_a_slug_is_made_from_the_title(title: str, slug: str) -> None:
    assert make_slug(title) == slug


def test_a_title_without_latin_letters_asks_for_a_slug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "日本"]) == 2
    assert "--slug" in capsys.readouterr().err
