"""Title block and end matter: every theme sets them in its own words, or is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from publish import compose, load_theme
from publish.composing import markup
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import Theme
from publish.composing.wording.byline import byline
from publish.composing.wording.fields import SHORT
from publish.errors import ThemeError
from publish.model.article import Metadata
from publish.model.history import Appearance, Notice, Original, Prose, Retraction, Series
from publish.model.people import Person

THEMES = ("briefing", "dispatch", "journal", "report")
LANGS = ("en", "de", "fr", "es")


def prose(text: str) -> Prose:
    return Prose(f"<p>{text}</p>", text)


def page(theme: Theme | str = "briefing", lang: str = "en", **fields: Any) -> str:
    """The words of a Page of an article with these fields."""
    look = load_theme(theme) if isinstance(theme, str) else theme
    article = specimen_article(lang, around=False)
    article = replace(article, metadata=replace(article.metadata, **fields))
    return markup.words(compose(article, look).markup)


MADE = (
    Person("Ada", role="aut"),
    Person("Ben", role="aut"),
    Person("Carla", role="pht"),
    Person("Dora", role="trl"),
)
SAID = {
    "en": "Text by Ada and Ben, photographs by Carla, translated by Dora",
    "de": "Text: Ada und Ben, Fotos: Carla, übersetzt von Dora",
    "fr": "Texte : Ada et Ben, photographies : Carla, traduit par Dora",
    "es": "Texto: Ada y Ben, fotografías: Carla, traducido por Dora",
}


@pytest.mark.parametrize("lang", LANGS)
def test_a_byline_says_who_did_what(lang: str) -> None:
    assert SAID[lang] in page(lang=lang, authors=MADE)


def test_an_author_alone_is_by() -> None:
    data = specimen_article("en").metadata
    labels = load_theme("briefing").labels["en"]
    for people, said in (
        ((Person("Ada"),), "By Ada"),
        ((Person("Dora", role="trl"), Person("Ada")), "By Ada, translated by Dora"),
        ((Person("Carla", role="pht"),), "photographs by Carla"),
    ):
        parts = byline(replace(data, authors=people), labels)
        assert ", ".join(f"{p['before']}{_names(p)}{p['after']}" for p in parts) == said


def _names(part: dict[str, object]) -> str:
    people = part["people"]
    assert isinstance(people, list)
    return "".join(f"{who['before']}{who['name']}" for who in people)


@pytest.mark.parametrize("theme", THEMES)
def test_shared_affiliations_are_once_and_are_numbered(theme: str) -> None:
    people = tuple(
        Person(f"Author {n}", affiliations=("An Institute", f"University {n % 2}"))
        for n in range(8)
    )
    said = page(theme, authors=people)
    assert said.count("An Institute") == 1
    assert "Author 0 1,2" in said or "Author 01,2" in said
    assert "and others" not in said
    alone = page(theme, authors=(Person("Ada", affiliations=("An Institute",)),))
    assert "An Institute" in alone
    assert "1 An Institute" not in alone


@pytest.mark.parametrize("theme", THEMES)
def test_one_short_correction_is_whole_at_the_top_and_only_there(theme: str) -> None:
    notice = Notice(date(2026, 3, 3), Prose("It was <em>1968</em>.", "It was 1968."))
    said = page(theme, corrections=(notice,))
    assert said.count("Correction, 3 March 2026: It was 1968.") == 1
    assert said.index("It was 1968.") < said.index("A specimen shows a theme at work")
    assert "Corrections" not in said


@pytest.mark.parametrize("theme", THEMES)
def test_several_or_long_corrections_are_listed_at_the_end(theme: str) -> None:
    short = Notice(date(2026, 3, 3), Prose("Short.", "Short."))
    long = Notice(date(2026, 3, 5), Prose("x" * (SHORT + 1), "x" * (SHORT + 1)))
    for notices in ((long,), (long, short)):
        said = page(theme, corrections=notices)
        top = said.index("Correction, 5 March 2026. Read the corrections at the end.")
        assert top < said.index("A specimen shows") < said.index("x" * SHORT)


LOST: dict[str, tuple[str, Any]] = {
    "stamps.html.j2": ("retracted", Retraction(date(2026, 3, 3), prose("Invented."))),
    "key-points.html.j2": ("key_points", (prose("A point."),)),
    "byline.html.j2": ("authors", (Person("Somebody"), Person("Ada", role="trl"))),
    "affiliations.html.j2": ("authors", (Person("Ada", affiliations=("An Institute",)),)),
    "notices.html.j2": ("updates", (Notice(date(2026, 3, 3), prose("New.")),)),
    "end-matter.html.j2": ("acknowledgements", prose("Thanks.")),
    "origins.html.j2": ("also_published_in", (Appearance("Another Journal"),)),
    "colophon.html.j2": ("doi", "10.5555/12345678"),
    "title-block.html.j2": ("department", "A Department"),
}


@pytest.mark.parametrize("template", LOST)
def test_a_theme_that_loses_something_is_refused(template: str) -> None:
    field, value = LOST[template]
    look = load_theme("briefing")
    assert page(look, **{field: value})
    bare = '<header class="title-block"><h1 id="title">{{ article.title }}</h1></header>'
    empty = {"title-block.html.j2": bare, "key-points.html.j2": ""}.get(template, "")
    sly = replace(look, templates={**look.templates, template: empty})
    with pytest.raises(ThemeError, match=r"theme-(field|stamp)-lost"):
        # With nobody to ask, the sentence on reuse would name the makers.
        page(sly, contact="rights@example.org", **{field: value})


@pytest.mark.parametrize("field", ["standfirst", "funding", "data_availability", "author_note"])
@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_sets_each_text(theme: str, field: str) -> None:
    stated: dict[str, Any] = {field: prose("A text of its own.")}
    assert "A text of its own." in page(theme, **stated)


@pytest.mark.parametrize("theme", THEMES)
def test_the_place_opens_the_first_paragraph(theme: str) -> None:
    assert "Kiel — A specimen shows" in page(theme, dateline="Kiel")
    assert "Kiel – A specimen shows" in page(theme, "de", dateline="Kiel")


def test_a_body_without_paragraphs_has_a_place_all_the_same() -> None:
    article = specimen_article("en", around=False)
    data = replace(article.metadata, dateline="Kiel")
    article = replace(article, metadata=data, body='<h2 id="a">A</h2>', images=())
    assert "Kiel —" in markup.words(compose(article, load_theme("briefing")).markup)


@pytest.mark.parametrize("lang", LANGS)
def test_the_colophon_says_where_it_comes_from(lang: str) -> None:
    said = page(
        lang=lang,
        translation_of=Original("Der Titel", "de", None, "Ada"),
        series=Series("Papers", "7"),
        canonical="https://www.example.org/a/",
    )
    tongue = {"en": "German", "de": "Deutsch", "fr": "allemand", "es": "alemán"}[lang]
    assert f"Der Titel (Ada, {tongue})." in said
    assert "Papers" in said
    assert "example.org/a" in said


def test_a_theme_of_before_composes_what_it_knows() -> None:
    """A theme without the new words and templates still sets an article that has none of it."""
    look = load_theme("briefing")
    words = {
        lang: {k: v for k, v in labels.items() if not k.startswith("byline-")}
        for lang, labels in look.labels.items()
    }
    names = "{% for a in article.authors %}{{ a.name }} {% endfor %}"
    old = f'<p class="byline">{{{{ labels.by }}}} {names}</p>'
    block = look.templates["title-block.html.j2"]
    start, end = block.index('<p class="byline"'), block.index("</time></p>") + len("</time></p>")
    templates = {**look.templates, "title-block.html.j2": block[:start] + old + block[end:]}
    said = page(replace(look, labels=words, templates=templates), authors=(Person("Ada"),))
    assert "By Ada" in said


def test_running_heads_name_the_first_of_many() -> None:
    people = tuple(Person(f"Somebody Longname {n}") for n in range(8))
    data: Metadata = replace(specimen_article("en").metadata, authors=people)
    text = compose(replace(specimen_article("en"), metadata=data), load_theme("journal")).markup
    assert 'data-authors="Somebody Longname 0 and others"' in text
