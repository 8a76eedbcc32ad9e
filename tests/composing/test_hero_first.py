"""The hero follows the title block, before key points and contents, in every theme."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.finding import known
from publish.composing.theme.loading import load


@pytest.mark.parametrize("theme", sorted(known(None)))
def test_the_hero_is_right_under_the_title_block(theme: str) -> None:
    specimen = specimen_article("en")
    page = compose(replace(specimen, hero=specimen.images[0].name), load(theme))
    places = [page.markup.index(part) for part in ("</header>", "<figure", "key-points", "guide")]
    assert places == sorted(places)
