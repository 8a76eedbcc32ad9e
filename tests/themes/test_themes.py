"""Every theme, the shipped ones and one from scratch, before every judge."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from publish import FORMATS, build, compose, load_theme, verify
from publish.building.outcome import Output
from publish.composing.specimen import specimen_article
from publish.composing.theme import contrast
from publish.composing.theme.finding import known
from publish.page import Page
from tests import judges
from tests.built import SOURCES, built

SCRATCH = Path(__file__).parent / "scratch"
THEMES = {**{name: name for name in known(None)}, "scratch": str(SCRATCH)}
VARIANTS = [f"{name}:{variant}" for name in known(None) for variant in load_theme(name).variants]
BLACKS = {"1B1F24"}
"""The color of briefing's text: a black that leans to blue, and no second ink."""
ARTICLES = ("end-of-an-era", "vocabulary")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> list[Output]:
    """The articles in every theme; they are briefing's where they are built for everybody."""
    made = [built(name) for name in ARTICLES]
    for theme in THEMES.values():
        if theme != "briefing":
            out = tmp_path_factory.mktemp("built")
            made += [build(SOURCES[name], theme=theme, out=out) for name in ARTICLES]
    return [output for one in made for output in one.outputs]


@cache
def specimen(theme: str) -> Page:
    """The specimen in a theme or a variant, composed once."""
    return compose(specimen_article("en"), load_theme(THEMES.get(theme, theme)))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("format", FORMATS)
def test_the_specimen_loses_nothing(theme: str, format: str) -> None:
    page = specimen(theme)
    assert verify({format: FORMATS[format].write(page)}, page).problems == ()


@pytest.mark.parametrize("theme", [*THEMES, *VARIANTS])
def test_every_text_can_be_read(theme: str) -> None:
    look = specimen(theme).look
    assert contrast.problems(look) == ()
    assert len(contrast.pairs(look)) >= 4


@pytest.mark.parametrize("theme", known(None))
def test_one_color_is_one_color(theme: str) -> None:
    look = specimen(f"{theme}:one-color").look
    colors = {color for pair in contrast.pairs(look) for color in (pair.text, pair.ground)}
    assert {color for color in colors if not color[:2] == color[2:4] == color[4:]} <= BLACKS


def test_every_theme_has_one_color() -> None:
    assert {name for name in VARIANTS if name.endswith(":one-color")} == {
        f"{name}:one-color" for name in known(None)
    }


@pytest.mark.parametrize(("judge", "format"), judges.BY_FORMAT)
def test_the_judge_finds_nothing_in_any_theme(
    outputs: list[Output], judge: str, format: str
) -> None:
    paths = [output.path for output in outputs if output.format == format]
    assert len(paths) == len(THEMES) * len(ARTICLES)
    assert [c for found in judges.judge(judge, paths).values() for c in found] == []


def test_a_theme_from_scratch_is_short_and_has_no_python() -> None:
    css = (SCRATCH / "css/style.css").read_text("utf-8").splitlines()
    assert len(css) < 60
    assert {path.suffix for path in SCRATCH.rglob("*") if path.is_file()} == {".toml", ".css"}


def test_there_are_four_shipped_themes_of_different_purpose() -> None:
    themes = [load_theme(name) for name in known(None)]
    assert [theme.name for theme in themes] == ["briefing", "dispatch", "journal", "report"]
    assert len({theme.description for theme in themes}) == 4
