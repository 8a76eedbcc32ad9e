"""Work that was kept changes no byte: with it, without it, and whatever happened to it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from publish import build
from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme import templates, tokens
from publish.composing.theme.loading import load
from publish.formats.docx import specimen
from publish.keeping.store import OFF, VARIABLE

ROOT = Path(__file__).parents[2]
ARTICLE = """---
title: Kept
date: 2026-01-02
lang: en
authors: [Ada]
number-sections: yes
---

## A heading

A paragraph, *with* emphasis and a note.[^1]

> A quotation.
> — Somebody

1. one
2. two

| a | b |
|---|---|
| 1 | 2 |

[^1]: The note.
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("publication") / "sources" / "kept"
    folder.mkdir(parents=True)
    (folder / "article.md").write_text(ARTICLE)
    shutil.copyfile(ROOT / "tests/cases/publish.toml", folder.parents[1] / "publish.toml")
    return folder


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "kept"
    monkeypatch.setenv(VARIABLE, str(place))
    return place


@pytest.fixture(scope="module")
def without(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files that are made where nothing is kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, OFF)
        return made(source, tmp_path_factory.mktemp("without"))


def made(source: Path, out: Path) -> dict[str, bytes]:
    """The files of a build by a process that has not built before."""
    for function in (specimen.specimen, templates.compiled, tokens._resolved):
        function.cache_clear()
    done = build(source, out=out, proof=False)
    return {path.name: path.read_bytes() for path in sorted(done.folder.iterdir())}


def as_left(_: Path) -> None:
    """Nothing happens."""


def deleted(place: Path) -> None:
    for file in place.iterdir():
        file.unlink()


def broken(place: Path) -> None:
    for file in place.iterdir():
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 0xFF
        file.write_bytes(data)


def open_to_others(place: Path) -> None:
    place.chmod(0o777)


def test_the_files_are_the_same_whatever_is_kept(
    source: Path, kept: Path, tmp_path: Path, without: dict[str, bytes]
) -> None:
    assert made(source, tmp_path / "cold") == without
    assert len(list(kept.iterdir())) > 10
    for number, harm in enumerate((as_left, deleted, broken, open_to_others)):
        harm(kept)
        assert made(source, tmp_path / f"out-{number}") == without, harm.__name__


def test_a_second_process_does_none_of_it_again(
    source: Path, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(source, tmp_path / "one")
    before = {file.name: file.read_bytes() for file in kept.iterdir()}

    def never(*_: object) -> None:
        raise AssertionError("it is kept")

    for module, name in (
        (templates, "_compiled"),
        (tokens, "_written_out"),
        (specimen, "_learned"),
    ):
        monkeypatch.setattr(module, name, never)
    made(source, tmp_path / "two")
    assert {file.name: file.read_bytes() for file in kept.iterdir()} == before


def test_articles_of_a_theme_share_what_their_pictures_do_not_concern() -> None:
    article, theme = specimen_article("en"), load("briefing")
    image = article.images[0]
    looks = {
        compose(replace(article, images=(changed,)), theme).look
        for changed in (image, replace(image, share="45"), replace(image, width=300, height=200))
    }
    assert len({look.style for look in looks}) == 3
    assert len({look.general for look in looks}) == 1


def test_where_there_is_no_place_the_build_goes_on(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without: dict[str, bytes]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked / "below"))
    assert made(source, tmp_path / "out") == without
