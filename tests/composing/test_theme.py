"""Themes: found, inherited, refused."""

from pathlib import Path

import pytest

from publish import files
from publish.composing.theme.dark import merged
from publish.composing.theme.labels import labels
from publish.composing.theme.loading import load
from publish.errors import ThemeError


def make(folder: Path, toml: str, **files: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "theme.toml").write_text(toml, encoding="utf-8")
    for name, text in files.items():
        kind, _, stem = name.partition("_")
        path = folder / kind / (f"{stem}.css" if kind == "css" else f"{stem}.html.j2")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_theme_of_one_file_inherits_all_but_what_it_says(tmp_path: Path) -> None:
    make(tmp_path / "themes/ours", 'parent = "briefing"\n[tokens]\naccent = "#b0125a"\n')
    ours, parent = load("ours", tmp_path), load("briefing", tmp_path)
    changed = {"accent": "#b0125a", "accent-dark": ours.tokens["accent-dark"]}
    assert ours.tokens == {**parent.tokens, **changed}
    assert ours.templates == parent.templates
    assert ours.sheets == parent.sheets
    assert ours.fonts == parent.fonts


def test_a_childs_stylesheet_follows_its_parents(tmp_path: Path) -> None:
    make(tmp_path / "themes/ours", 'parent = "briefing"\n', css_style="p { color: red }")
    sheet = load("ours", tmp_path).sheets["style"]
    assert sheet.startswith(load("briefing").sheets["style"])
    assert sheet.endswith("p { color: red }")


def test_articles_of_one_process_share_the_bytes_of_fonts() -> None:
    """Fonts are most of a theme: what is kept for a face keeps no copy for each article."""
    one, other = load("briefing"), load("briefing")
    assert one.fonts
    assert all(a.data is b.data for a, b in zip(one.fonts, other.fonts, strict=True))


@pytest.mark.parametrize(
    ("toml", "rule"),
    [
        ("parent = ", "theme-toml"),
        ('parent = "ours"', "theme-loop"),
        ('parent = "briefin"', "theme-missing"),
        ('colour = "red"', "theme-key-unknown"),
        ('tokens = "red"', "theme-value"),
        ('[[fonts]]\nfamily = "X"\npackage = "os"\nfaces = []', "theme-font-missing"),
        (
            '[[fonts]]\nfamily = "X"\nfaces = [{weight=400, style="normal", file="../../../x"}]',
            "theme-file-outside",
        ),
        ('[[fonts]]\nfamily = "X"\nfaces = [{weight=400, style="normal"}]', "theme-font"),
    ],
)
def test_a_broken_theme_is_an_error_with_a_rule(tmp_path: Path, toml: str, rule: str) -> None:
    make(tmp_path / "themes/ours", toml)
    with pytest.raises(ThemeError) as caught:
        load("ours", tmp_path)
    assert caught.value.problems[0].rule == rule
    assert caught.value.problems[0].fix


def test_an_unknown_theme_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match="Did you mean briefing"):
        load("breifing", tmp_path)


def test_a_variant_has_other_tokens_and_nothing_else() -> None:
    plain, variant = load("dispatch"), load("dispatch:one-color")
    assert variant.name == "dispatch:one-color"
    assert variant.tokens == merged(plain.tokens, plain.variants["one-color"])
    assert {**plain.variants["one-color"]}.items() <= variant.tokens.items()
    assert variant.tokens["accent"] == plain.tokens["text"]
    assert (variant.sheets, variant.templates) == (plain.sheets, plain.templates)


def test_a_child_has_its_parents_variants_and_its_own(tmp_path: Path) -> None:
    ours = make(
        tmp_path / "themes/ours",
        'parent = "briefing"\n[variants.loud]\naccent = "#b0125a"\n',
    )
    assert load("ours:loud", tmp_path).tokens["accent"] == "#b0125a"
    assert load(f"{ours}:loud").tokens["accent"] == "#b0125a"
    black = load("briefing:one-color").tokens["accent"]
    assert load("ours:one-color", tmp_path).tokens["accent"] == black


def test_a_variant_that_is_not_there_is_reported_with_those_that_are() -> None:
    with pytest.raises(ThemeError) as failure:
        load("journal:one-colour")
    [problem] = failure.value.problems
    assert (problem.rule, problem.fix) == ("theme-variant", "Did you mean journal:one-color?")


def test_for_a_language_no_other_words_are_read(tmp_path: Path) -> None:
    """They are neither parsed for nothing, nor does a fault in them stop an article."""
    ours = make(tmp_path / "themes/ours", 'parent = "briefing"\n[labels.fr]\nby = "de"\n')
    (ours / "labels").mkdir()
    (ours / "labels/de.toml").write_text("by =")
    every = load("briefing").labels
    for lang in ("de-CH", "zh-TW", "en"):
        words = load("briefing", lang=lang)
        assert labels(words, lang) == labels(load("briefing"), lang)
        assert words.labels == {name: every[name] for name in words.labels}
    assert set(load("ours", tmp_path, "fr-CH").labels) == {"en", "fr"}
    assert load("ours", tmp_path, "fr").labels["fr"] == {**every["fr"], "by": "de"}
    for needed in (None, "de"):
        with pytest.raises(ThemeError, match=r"de\.toml"):
            load("ours", tmp_path, needed)


def test_each_file_of_a_theme_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "themes/ours", 'parent = "journal"\n', css_style="p { color: red }")
    read: list[Path] = []
    read_anywhere = files.read_anywhere

    def noted(path: Path, most: int) -> bytes:
        read.append(path)
        return read_anywhere(path, most)

    monkeypatch.setattr(files, "read_anywhere", noted)
    load("ours", tmp_path, "fr")
    assert len(read) == len(set(read))
    assert {path.name for path in read if path.parent.name == "labels"} == {"en.toml", "fr.toml"}
