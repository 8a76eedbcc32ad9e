"""Stylesheets and fonts of a theme are kept in a process, and no page shows it."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from publish.cascade.fetching import PageFiles
from publish.errors import ThemeError
from publish.formats.pdf.layout import dress
from publish.formats.pdf.layout.engine import lay_out
from publish.page import Page
from tests.samples import page


def laid_out(of: Page) -> tuple[bytes, object]:
    """The bytes of a layout, and its measures."""
    made, measures = lay_out(of)
    with made.file as file:
        file.seek(0)
        return file.read(), measures


def test_a_page_is_the_same_whatever_was_laid_out_before() -> None:
    dress._installed.cache_clear()
    first = laid_out(page())
    other = replace(page().look, fonts=page().look.fonts[:1], style="p { color: teal }")
    assert laid_out(replace(page(), look=other)) != first
    assert laid_out(page()) == first


def test_fonts_that_a_program_cleaned_away_are_installed_again() -> None:
    first = laid_out(page())
    _, fonts = dress.dress(page().look.fonts, (), PageFiles({}))
    shutil.rmtree(fonts._folder)
    assert laid_out(page()) == first


def test_a_font_of_a_stylesheet_is_refused_every_time() -> None:
    style = '@font-face { font-family: x; src: url("x.ttf") } p { font-family: x }'
    strange = replace(page(), look=replace(page().look, style=style))
    for _ in range(2):
        with pytest.raises(ThemeError, match="not part of the page"):
            lay_out(strange)
