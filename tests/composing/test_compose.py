"""Composing: one set of templates, all the words, nothing invented."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from publish.composing import markup
from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import Theme, load
from publish.composing.wording.titles import short_title
from publish.errors import ThemeError
from publish.model.article import Article, Person
from publish.model.credit import Credit, License

BY = License(
    "CC-BY-4.0",
    "Creative Commons Attribution 4.0 International",
    "https://creativecommons.org/licenses/by/4.0/",
    short="CC BY 4.0",
)


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load("briefing")


@pytest.fixture
def article() -> Article:
    return specimen_article("en")


def texts(page_markup: str, path: str) -> list[str]:
    found = markup.document(page_markup).xpath(path, namespaces={"h": markup.XHTML})
    assert isinstance(found, list)
    return [
        " ".join("".join(map(str, e.itertext())).split())
        for e in found
        if isinstance(e, etree._Element)
    ]


def test_every_channel_gets_the_same_page(theme: Theme, article: Article) -> None:
    assert compose(article, theme, "pdf") == compose(article, theme, "docx")


def test_a_line_that_is_demanded_is_shown_to_the_letter(theme: Theme, article: Article) -> None:
    line = "Photo: <Ada> & Co | Archive / CC BY 4.0"
    image = replace(article.images[0], credits=(Credit(line=line, creator="Ada"),))
    page = compose(replace(article, images=(image,)), theme)
    assert texts(page.markup, "//h:figcaption//*[@role='doc-credit']") == [line]
    (entry,) = texts(page.markup, "//h:section[@class='credits']//h:li")
    assert entry.endswith(line)


def test_without_a_line_the_credit_names_title_author_source_license(
    theme: Theme, article: Article
) -> None:
    credit = Credit(title="Harbor", creator="Ada", source="https://example.org/h", license=BY)
    page = compose(replace(article, images=(replace(article.images[0], credits=(credit,)),)), theme)
    assert texts(page.markup, "//h:figcaption//*[@role='doc-credit']") == [
        "Harbor / Ada / CC BY 4.0"
    ]
    figure = "//h:figcaption//h:a/@href"
    links = markup.document(page.markup).xpath(figure, namespaces={"h": markup.XHTML})
    assert links == ["https://example.org/h", "https://creativecommons.org/licenses/by/4.0/"]


def test_what_is_not_stated_is_said_to_be_so_and_not_invented(
    theme: Theme, article: Article
) -> None:
    image = replace(article.images[0], credits=(Credit(title="Harbor", license=BY),))
    page = compose(replace(article, images=(image,)), theme)
    (said,) = texts(page.markup, "//h:section[@class='credits']//h:li")
    assert said.endswith("Harbor, CC BY 4.0; Creator: not stated; Source: not stated")
    colophon = texts(page.markup, "//h:section[@class='colophon']")[0]
    assert "not stated" not in colophon and "urn:uuid" not in colophon


def test_a_composite_names_all_its_makers(theme: Theme, article: Article) -> None:
    credits = (Credit(creator="First"), Credit(creator="Second"))
    page = compose(replace(article, images=(replace(article.images[0], credits=credits),)), theme)
    assert texts(page.markup, "//h:figcaption//*[@role='doc-credit']") == ["First", "Second"]
    assert texts(page.markup, "//h:section[@class='credits']//h:li") == ["Fig. 1 First; Second"]


@pytest.mark.parametrize(
    ("authors", "whom"),
    [
        ((), "nobody is named whom to ask"),
        (("Ada",), "ask Ada before"),
        (("Ada", "Ben", "Cy"), "ask Ada, Ben and Cy before"),
    ],
)
def test_the_colophon_says_whom_to_ask(
    theme: Theme, article: Article, authors: tuple[str, ...], whom: str
) -> None:
    metadata = replace(article.metadata, authors=tuple(Person(name) for name in authors))
    page = compose(replace(article, metadata=metadata), theme)
    assert whom in texts(page.markup, "//h:section[@class='colophon']")[0]


def test_two_files_of_one_name_stay_two_pictures(theme: Theme, article: Article) -> None:
    first = article.images[0]
    images = tuple(replace(first, name=name) for name in ("Über #1.jpg", "uber-1.JPG"))
    body = "".join(f'<figure data-image="{image.name}"></figure>' for image in images)
    page = compose(replace(article, images=images, body=f"<p>x</p>{body}"), theme)
    assert [image.name for image in page.images] == ["uber-1.jpg", "uber-1-2.jpg"]
    ids = markup.document(page.markup).xpath("//@id")
    assert isinstance(ids, list)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("A Note", "A Note"),
        ("End of an Era: U.S. Troops Begin Historic Withdrawal from Iraq - What", "End of an Era"),
        ("word " * 30, "word word word word word word word word word word word…"),
    ],
)
def test_a_running_head_is_short(title: str, short: str) -> None:
    assert short_title(title) == short


@pytest.mark.parametrize(
    "template",
    [
        "{{ article.missing }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ article.title.upper() }}",
        "{% for x in range(10**9) %}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{{ article.title",
    ],
)
def test_a_hostile_or_broken_template_is_an_error(
    theme: Theme, article: Article, template: str
) -> None:
    broken = replace(theme, templates={**theme.templates, "colophon.html.j2": template})
    with pytest.raises(ThemeError) as caught:
        compose(article, broken)
    assert caught.value.problems[0].rule == "theme-template"


def test_a_language_without_words_gets_english_ones(theme: Theme, article: Article) -> None:
    page = compose(replace(article, metadata=replace(article.metadata, lang="fi")), theme)
    assert page.label("credits") == "Image credits"


def test_a_theme_folder_may_be_given_by_path(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/theme.toml").write_text('name = "mine"\nparent = "briefing"\n')
    assert load(str(tmp_path / "mine")).name == "mine"


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("credit.html.j2", ""),
        ("credits.html.j2", ""),
        ("credit.html.j2", "{{ credit.line or '' }}"),
        (
            "figure.html.j2",
            '<figure id="{{ image.id }}"><img src="{{ image.name }}" alt="x"/></figure>',
        ),
    ],
)
def test_a_theme_that_loses_a_credit_is_refused(
    theme: Theme, article: Article, template: str, text: str
) -> None:
    careless = replace(theme, templates={**theme.templates, template: text})
    with pytest.raises(ThemeError) as caught:
        compose(article, careless)
    assert caught.value.problems[0].rule == "theme-credit-lost"
