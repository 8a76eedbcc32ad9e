"""The dark scheme of themes, by their tokens."""

from pathlib import Path

import pytest

from publish import compose, load_theme
from publish.composing.specimen import specimen_article
from publish.composing.theme import contrast, dark
from publish.composing.theme.brand import branded
from publish.composing.theme.finding import known
from publish.formats.epub.stylesheet import for_reading_systems
from publish.model.publication import Brand


def test_only_colors_are_written_twice_and_in_their_order() -> None:
    css = """
    p { color: red; margin: 3pt; border-radius: 2pt }
    @media print { p { color: black } }
    @media (min-width: 9em) { b { border: 1pt solid blue; width: 3em } }
    @page { color: green }
    p.x { background: tan }
    """
    assert dark.color_part(css).split("\n") == [
        *("@media (prefers-color-scheme: dark) {", "p { color: red }", "}"),
        *("@media (prefers-color-scheme: dark) and (min-width: 9em) {",),
        *("b { border: 1pt solid blue }", "}"),
        *("@media (prefers-color-scheme: dark) {", "p.x { background: tan }", "}"),
    ]


@pytest.mark.parametrize("theme", known(None))
def test_the_page_in_the_dark_has_a_background_and_a_color(theme: str) -> None:
    own = load_theme(theme)
    look = compose(specimen_article("en"), own).look
    css = for_reading_systems(look, {})
    pair = f"background: {own.tokens['background-dark']};\n    color: {own.tokens['text-dark']}"
    assert pair in css
    assert "color-scheme: light dark" in css
    assert len(contrast.dark_pairs(look)) > 8
    assert all(pair.passes for pair in contrast.dark_pairs(look))


def test_a_dark_color_that_is_not_read_is_found() -> None:
    theme = branded(load_theme("briefing"), Brand(tokens=(("accent-dark", "#203040"),)))
    found = contrast.problems(compose(specimen_article("en"), theme).look)
    assert found
    assert all("briefing, in the dark" in problem.message for problem in found)


def test_a_color_of_ones_own_has_a_dark_counterpart(tmp_path: Path) -> None:
    base = load_theme("briefing")
    made = branded(base, Brand(tokens=(("accent", "#b0125a"), ("tint", "#fff0f4"))))
    assert made.tokens["accent-dark"] not in ("#b0125a", base.tokens["accent-dark"])
    ground = base.tokens["background-dark"][1:]
    assert contrast.ratio(made.tokens["accent-dark"][1:].upper(), ground) >= 4.5
    assert made.tokens["tint-dark"] == base.tokens["tint-dark"]
    ours = tmp_path / "themes/ours"
    ours.mkdir(parents=True)
    (ours / "theme.toml").write_text(
        'parent = "briefing"\n[tokens]\naccent = "#b0125a"\nquiet = "var(--text)"\n', "utf-8"
    )
    heir = load_theme("ours", tmp_path)
    assert heir.tokens["accent-dark"] == made.tokens["accent-dark"]
    assert dark.dark_tokens(heir.tokens)["quiet"] == "var(--text)"
