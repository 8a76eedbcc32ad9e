"""Web pages before the Nu HTML checker, and what pandoc reads in them."""

from __future__ import annotations

import zipfile
from functools import cache
from pathlib import Path

import pytest

from publish import FORMATS, compose, load_theme, read
from publish.proof import read_page
from tests.judges import judge, letters, plain_text

ROOT = Path(__file__).parents[3]
PAGES = {
    "every-element": ("sources/every-element", "dispatch"),
    "end-of-an-era": ("sources/end-of-an-era", "briefing"),
    "arabic": ("tests/cases/arabic", "journal"),
    "chinese": ("tests/cases/chinese", "report"),
}


@cache
def content(name: str) -> tuple[bytes, str]:
    """The folder of an article's page, and its words."""
    folder, theme = PAGES[name]
    page = compose(read(ROOT / folder), load_theme(theme))
    return FORMATS["html"].write(page), read_page(page).text


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("sites")
    for name in PAGES:
        (folder / f"{name}.html.zip").write_bytes(content(name)[0])
    return {name: folder / f"{name}.html.zip" for name in PAGES}


def test_the_nu_html_checker_finds_nothing(files: dict[str, Path]) -> None:
    assert set(judge("Nu HTML checker", files.values()).values()) == {()}


def test_pandoc_reads_every_word(files: dict[str, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(files["end-of-an-era"]) as archive:
        archive.extractall(tmp_path)
    (page,) = tmp_path.glob("*/index.html")
    assert letters(content("end-of-an-era")[1]) in letters(plain_text(page))
