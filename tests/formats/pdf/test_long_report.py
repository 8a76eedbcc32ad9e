"""A report of more than forty pages is what printers, archives and screen readers take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from publish import load_theme, read, verify
from publish.composing.compose import Composition
from publish.formats import FORMATS
from publish.inspecting import inspect
from publish.inspecting.pdf.press.rules import preflight
from publish.model.edition import ARCHIVE, PRESS, SCREEN, X1A, Edition
from publish.model.publication import Channel
from publish.page import Page
from tests.formats.pdf.long_report import write_report
from tests.judges import judge
from tests.judges.verdicts import verapdf

EDITIONS = {
    each.name: each for each in (SCREEN, ARCHIVE, PRESS, replace(PRESS, name="film", standard=X1A))
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    article = read(write_report(tmp_path_factory.mktemp("desk")))
    report = Composition(article, load_theme("report"))
    return {name: report.page(channel(edition)) for name, edition in EDITIONS.items()}


def channel(edition: Edition) -> Channel:
    return Channel(edition.name, format="pdf", edition=edition)


@pytest.fixture(scope="module")
def files(pages: dict[str, Page], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("editions")
    for name, page in pages.items():
        (folder / f"{name}.pdf").write_bytes(FORMATS["pdf"].written(page).data)
    return {name: folder / f"{name}.pdf" for name in pages}


def test_it_has_more_than_forty_pages_of_every_kind(files: dict[str, Path]) -> None:
    with pikepdf.open(files["screen"]) as pdf:
        assert len(pdf.pages) > 40
    assert len({path.read_bytes() for path in files.values()}) == len(EDITIONS)


def test_nothing_is_lost_in_any_edition(files: dict[str, Path], pages: dict[str, Page]) -> None:
    for name, path in files.items():
        report = verify({"pdf": path.read_bytes()}, pages[name])
        assert report.problems == (), name


@pytest.mark.parametrize(
    ("edition", "flavours"), [("screen", ("3a", "ua1")), ("archive", ("4f", "ua2"))]
)
def test_archives_and_screen_readers_take_it(
    files: dict[str, Path], edition: str, flavours: tuple[str, str]
) -> None:
    assert verapdf(*flavours)([files[edition]]) == [()]


@pytest.mark.parametrize(("edition", "standard"), [("press", "x4"), ("film", "x1a")])
def test_printers_take_it(files: dict[str, Path], edition: str, standard: str) -> None:
    found = inspect(files[edition].read_bytes(), "report.pdf").printing
    assert found is not None
    assert preflight(found, standard) == ((), ())


def test_all_are_sound_files(files: dict[str, Path]) -> None:
    assert set(judge("qpdf", files.values()).values()) == {()}


def test_text_is_on_the_black_plate_alone(files: dict[str, Path]) -> None:
    """Colors of all texts of a chapter's page: no other ink is in black type."""
    with pikepdf.open(files["press"]) as pdf:
        inks = set(black_texts(pdf.pages[8]))
    assert inks == {(0.0, 0.0, 0.0, 1.0)}


def black_texts(page: pikepdf.Page) -> Iterator[tuple[float, ...]]:
    """The inks of each text that is nearly black."""
    fill: tuple[float, ...] = ()
    kept = []
    for instruction in pikepdf.parse_content_stream(page):
        match str(instruction.operator):
            case "q":
                kept.append(fill)
            case "Q":
                fill = kept.pop()
            case "k":
                fill = tuple(float(one) for one in instruction.operands)
            case "TJ" | "Tj" if fill and fill[3] > 0.9:
                yield fill
