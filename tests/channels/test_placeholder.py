"""The Page of a channel: a placeholder for every picture that may not go there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from publish import compose, load_theme, read
from publish.composing.specimen import specimen_article, with_withheld_picture
from publish.errors import ThemeError
from publish.model.article import Article
from publish.model.publication import Channel
from publish.page import Page
from publish.rights.channels import REASONS
from tests.channels.desk import LENT, OPEN, Desk, photo

X = "{http://www.w3.org/1999/xhtml}"
THEMES = ("briefing", "dispatch", "journal", "report")


@pytest.fixture
def article(tmp_path: Path) -> Article:
    """Two pictures, the first of which partners may not have."""
    first, second = (photo(1), LENT), (photo(2, kind="PNG"), OPEN)
    return read(Desk(tmp_path).article("both", lent=first, free=second))


def figure(page: Page, id: str) -> etree._Element:
    root = etree.fromstring(page.markup.encode())
    return next(f for f in root.iter(f"{X}figure") if f.get("id") == id)


def words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


@pytest.mark.parametrize("theme", THEMES)
def test_the_placeholder_says_why_and_keeps_caption_and_credit(
    article: Article, theme: str
) -> None:
    page = compose(article, load_theme(theme), "docx")
    said = words(figure(page, "fig-lent"))
    for part in (
        "Picture not included",
        "This picture is not cleared for republication.",
        "Where to get it: https://example.org/b",
        "What it shows: What lent shows",
        "The caption of lent.",
        "Eve",
        "used by permission",
    ):
        assert part in said
    assert not list(figure(page, "fig-lent").iter(f"{X}img"))
    assert [i.get("src") for i in figure(page, "fig-free").iter(f"{X}img")] == ["free.png"]


def test_the_list_of_credits_says_it_too(article: Article) -> None:
    root = etree.fromstring(compose(article, load_theme("briefing"), "docx").markup.encode())
    entries = [words(li) for s in root.iter(f"{X}section") for li in s.iter(f"{X}li")]
    lent, free = (next(e for e in entries if name in e) for name in ("Eve", "Ben"))
    assert "Picture not included: This picture is not cleared for republication." in lent
    assert "not included" not in free


def test_the_page_has_no_byte_of_it(article: Article) -> None:
    page = compose(article, load_theme("briefing"), "docx")
    assert [asset.name for asset in page.assets] == ["free.png"]
    assert [image.name for image in page.images] == ["free.png"]
    (absent,) = page.withheld
    assert (absent.image.name, absent.reason) == ("lent.jpg", "syndication")
    assert absent.image.data == b""


def test_the_cover_falls_back_to_the_next_picture(article: Article) -> None:
    theme = load_theme("briefing")
    assert "lent.jpg" in compose(article, theme, "epub").cover
    assert "free.png" in compose(article, theme, "docx").cover
    assert "lent.jpg" not in compose(article, theme, "docx").cover
    hero = replace(article, hero="lent.jpg", body="<p>Text</p>", images=article.images[:1])
    page = compose(hero, theme, "docx")
    assert "<img" not in page.cover
    assert "On both" in page.cover
    assert "not cleared" in words(figure(page, "fig-lent"))


def test_where_nothing_is_withheld_the_pages_are_equal(article: Article) -> None:
    theme = load_theme("briefing")
    assert compose(article, theme, "pdf") == compose(article, theme, "epub")
    assert compose(article, theme, "pdf") != compose(article, theme, "docx")
    free = replace(article, images=article.images[1:], body=article.body.split("</p>")[0] + "</p>")
    pages = [compose(free, theme, c) for c in ("pdf", "epub", "docx", Channel("x", "docx", True))]
    assert all(page == pages[0] for page in pages)


def test_where_to_get_it(tmp_path: Path) -> None:
    sold = "{creator: Eve, source: https://example.org/b, acquire: https://example.org/shop, "
    unsourced = "{creator: Eve, basis: own}"
    desk = Desk(tmp_path)
    theme = load_theme("briefing")

    def offer(credit: str) -> str:
        article = read(desk.article("one", lent=(photo(1), credit)))
        return etree.tostring(figure(compose(article, theme, "docx"), "fig-lent")).decode()

    assert '<a href="https://example.org/shop">' in offer(sold + "basis: permission}")
    assert '<a href="https://example.org/b">' in offer(LENT)
    assert '<a href="mailto:rights@example.org">' in offer(unsourced)
    (tmp_path / "publish.toml").write_text(
        (tmp_path / "publish.toml").read_text().replace('contact = "rights@example.org"\n', "")
    )
    assert "Where to get it: Example Press" in offer(unsourced)


def test_the_placeholder_of_a_withdrawn_picture_names_no_source() -> None:
    page = compose(with_withheld_picture(specimen_article("en")), load_theme("briefing"))
    said = words(figure(page, "fig-withheld"))
    assert "This picture was withdrawn from publication." in said
    assert "Where to get it" not in said


@pytest.mark.parametrize("lang", ["en", "de", "fr", "es"])
@pytest.mark.parametrize("theme", THEMES)
def test_every_reason_has_words_of_its_own_in_every_language(theme: str, lang: str) -> None:
    labels = load_theme(theme).labels[lang]
    said = [labels[f"withheld-{reason.id}"] for reason in REASONS]
    assert len(set(said)) == len(REASONS)
    assert lang == "en" or not set(said) & set(load_theme(theme).labels["en"].values())


BROKEN = {
    "theme-withheld-silent": "{{ withheld.reason }}",
    "theme-credit-lost": '{% include "credit.html.j2" %}',
    "theme-markup-root": ' id="{{ image.id }}"',
}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_theme_that_does_not_tell_is_refused(article: Article, rule: str) -> None:
    theme = load_theme("briefing")
    template = theme.templates["withheld.html.j2"]
    assert BROKEN[rule] in template
    templates = {**theme.templates, "withheld.html.j2": template.replace(BROKEN[rule], "")}
    with pytest.raises(ThemeError, match=rule):
        compose(article, replace(theme, templates=templates), "docx")


def test_a_theme_cannot_show_it_all_the_same(article: Article) -> None:
    theme = load_theme("briefing")
    templates = {**theme.templates, "withheld.html.j2": theme.templates["figure.html.j2"]}
    with pytest.raises(ThemeError, match="theme-markup-picture"):
        compose(article, replace(theme, templates=templates), "docx")


def test_a_theme_of_before_needs_it_only_where_something_is_withheld(article: Article) -> None:
    theme = load_theme("briefing")
    templates = {n: text for n, text in theme.templates.items() if n != "withheld.html.j2"}
    old = replace(theme, templates=templates)
    assert compose(article, old, "pdf").images
    with pytest.raises(ThemeError, match="theme-template"):
        compose(article, old, "docx")
    mute = {k: v for k, v in theme.labels["en"].items() if not k.startswith("withheld")}
    with pytest.raises(ThemeError, match="theme-label"):
        compose(article, replace(theme, labels={"en": mute}), "docx")
