"""Notes, references and abstracts, composed: numbers, order, links, and nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from publish.composing import markup
from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import Theme, load
from publish.errors import SourceError, ThemeError
from publish.model.article import Article

NOTE = '<aside id="{0}" role="doc-footnote">{1}</aside>'
CALL = '<a href="#{0}" role="doc-noteref"></a>'


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load("briefing")


def article(body: str, hero: str | None = None) -> Article:
    return replace(specimen_article("en"), body=body, hero=hero)


def found(page_markup: str, role: str) -> list[etree._Element]:
    return [e for e in markup.document(page_markup).iter() if e.get("role") == role]


def test_numbers_go_by_the_order_of_calls_captions_included(theme: Theme) -> None:
    body = (
        f'<p>One{CALL.format("z")}.</p><figure data-image="specimen.jpg"></figure>'
        f"<p>Three{CALL.format('y')}, one{CALL.format('z')}.</p>"
        + NOTE.format("x", "<p>Caption's.</p>")
        + NOTE.format("y", "<p>Last.</p>")
        + NOTE.format("z", "<p>First.</p>")
    )
    source = article(body)
    image = replace(source.images[0], caption=f"A caption{CALL.format('x')}")
    page = compose(replace(source, images=(image,)), theme).markup
    calls = [(e.text, e.get("href"), e.get("id")) for e in found(page, "doc-noteref")]
    assert calls == [
        ("1", "#fn-1", "fnref-1"),
        ("2", "#fn-2", "fnref-2"),
        ("3", "#fn-3", "fnref-3"),
        ("1", "#fn-1", "fnref-1-2"),
    ]
    notes = [(e.get("id"), "".join(map(str, e.itertext()))) for e in found(page, "doc-footnote")]
    assert notes == [("fn-1", "1 First."), ("fn-2", "2 Caption's."), ("fn-3", "3 Last.")]
    assert [e.get("href") for e in found(page, "doc-backlink")] == [
        "#fnref-1", "#fnref-2", "#fnref-3",
    ]  # fmt: skip


def test_the_caption_of_a_hero_comes_first(theme: Theme) -> None:
    notes = NOTE.format("a", "<p>A.</p>") + NOTE.format("b", "<p>B.</p>")
    source = article(f"<p>Text{CALL.format('a')}.</p>{notes}", hero="specimen.jpg")
    image = replace(source.images[0], caption=f"Hero{CALL.format('b')}")
    page = compose(replace(source, images=(image,)), theme).markup
    assert ["".join(map(str, e.itertext())) for e in found(page, "doc-footnote")] == [
        "1 B.",
        "2 A.",
    ]


def test_a_note_that_begins_with_a_list_has_its_number_on_a_line(theme: Theme) -> None:
    page = compose(
        article(f"<p>T{CALL.format('a')}</p>" + NOTE.format("a", "<ul><li>x</li></ul>")), theme
    )
    (note,) = found(page.markup, "doc-footnote")
    assert [etree.QName(e).localname for e in note] == ["p", "ul"]


@pytest.mark.parametrize(
    "body", [f"<p>T{CALL.format('a')}</p>", "<p>T</p>" + NOTE.format("a", "<p>x</p>")]
)
def test_a_call_without_a_note_and_a_note_without_a_call_are_errors(
    body: str, theme: Theme
) -> None:
    with pytest.raises(SourceError):
        compose(article(body), theme)


def test_references_get_a_heading_and_are_linked_as_such(theme: Theme) -> None:
    page = compose(specimen_article("de"), theme).markup
    (section,) = found(page, "doc-bibliography")
    assert section[0].text == "Literatur"
    assert section.get("aria-labelledby") == section[0].get("id") == "references-title"
    assert [e.get("href") for e in found(page, "doc-biblioref")] == ["#ref-author"]


@pytest.mark.parametrize("name", ["briefing", "dispatch", "journal", "report"])
@pytest.mark.parametrize(("lang", "word"), [("en", "Abstract"), ("fr", "Résumé")])
def test_the_abstract_is_under_a_heading(name: str, lang: str, word: str) -> None:
    page = compose(specimen_article(lang), load(name)).markup
    (section,) = found(page, "doc-abstract")
    assert [h.text for h in section.iter(markup.tag("h2"))] == [word]


def without(theme: Theme, template: str, printed: str) -> Theme:
    text = theme.templates[template]
    assert printed in text
    return replace(theme, templates={**theme.templates, template: text.replace(printed, "")})


@pytest.mark.parametrize(
    ("template", "printed", "rule"),
    [
        ("abstract.html.j2", "{{ article.abstract }}", "theme-abstract-lost"),
        ("article.html.j2", "{{ body }}", "theme-note-lost"),
    ],
)
def test_a_theme_that_loses_them_is_refused(
    template: str, printed: str, rule: str, theme: Theme
) -> None:
    bare = replace(
        specimen_article("en"),
        body=f"<p>T{CALL.format('a')}</p>{NOTE.format('a', '<p>x</p>')}",
        images=(),
    )
    with pytest.raises(ThemeError) as caught:
        compose(bare, without(theme, template, printed))
    assert rule in {problem.rule for problem in caught.value.problems}


def test_an_abstract_is_a_description_where_there_is_no_shorter_one() -> None:
    from publish.metadata.fields import expected

    data = replace(specimen_article("en").metadata, abstract="What was found.", standfirst=None)
    assert expected(data, "opf")["dc:description"] == ("What was found.",)
    assert expected(data, "opf")["dcterms:abstract"] == ("What was found.",)
    both = replace(data, description="In short.")
    assert expected(both, "core")["dc:description"] == ("In short.",)
    assert expected(both, "xmp")["publish:abstract"] == ("What was found.",)
