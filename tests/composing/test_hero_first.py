"""The hero is beside the title block, before key points and contents, in every theme."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.finding import known
from publish.composing.theme.loading import load

ON_COVERS = {"report"}
"""Themes with a cover, whose picture is above the title."""


@pytest.mark.parametrize("theme", sorted(known(None)))
def test_the_hero_is_right_beside_the_title_block(theme: str) -> None:
    specimen = specimen_article("en")
    page = compose(replace(specimen, hero=specimen.images[0].name), load(theme))
    title, hero, *after = (
        page.markup.index(part) for part in ("</header>", "<figure", "key-points", "guide")
    )
    assert (hero < title) == (theme in ON_COVERS)
    assert [max(title, hero), *after] == sorted([max(title, hero), *after])
