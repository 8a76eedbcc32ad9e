"""Numbers, and the words that refer to them: given once, in the order of the text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree

from publish.composing import markup
from publish.composing.body import contents
from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.errors import SourceError, ThemeError
from publish.model.article import Article, Guide

FIGURE = '<figure data-image="specimen.jpg" id="fig-a"></figure>'
TABLE = '<table id="{}"><caption>Ships</caption><tbody><tr><td>One</td></tr></tbody></table>'
EQUATION = (
    '<div class="equation" id="eq-a"><p>E = m</p><span class="equation-number">(1)</span></div>'
)


def xref(id: str) -> str:
    return f'<a class="xref" href="#{id}" data-place="7:3"></a>'


def article(body: str, lang: str = "en", **guide: object) -> Article:
    figures = 'data-image="specimen.jpg"' in body
    made = specimen_article(lang)
    made = replace(made, body=body, images=made.images if figures else (), abstract=None)
    return replace(made, guide=replace(Guide(), **guide))  # type: ignore[arg-type]


def page(body: str, lang: str = "en", theme: str = "briefing", **guide: object) -> etree._Element:
    return markup.document(compose(article(body, lang, **guide), load(theme)).markup)


def references(root: etree._Element) -> list[str]:
    links = (a for a in root.iter(markup.tag("a")) if "xref" in markup.classes(a))
    return ["".join(map(str, a.itertext())).replace("\u00a0", " ") for a in links]


def numbers(root: etree._Element) -> list[str]:
    spans = (s for s in root.iter(markup.tag("span")) if "number" in markup.classes(s))
    return ["".join(map(str, s.itertext())).replace("\u00a0", " ") for s in spans]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["Figure 1", "Table 2", "Equation 1", "Section 1.1", "note 1"]),
        ("de", ["Abbildung 1", "Tabelle 2", "Gleichung 1", "Abschnitt 1.1", "Anmerkung 1"]),
        ("fr", ["figure 1", "tableau 2", "équation 1", "section 1.1", "note 1"]),
        ("es", ["figura 1", "tabla 2", "ecuación 1", "sección 1.1", "nota 1"]),
    ],
)
def test_every_kind_is_referred_to_in_the_articles_language(lang: str, said: list[str]) -> None:
    links = ", ".join(map(xref, ["fig-a", "tbl-b", "eq-a", "sub", "fn-1"]))
    body = (
        f'<p>See {links}.<a href="#fn-1" role="doc-noteref"></a></p><h2 id="top">Top</h2>'
        f'<h3 id="sub">Below</h3>{FIGURE}{TABLE.format("tbl-a")}{TABLE.format("tbl-b")}{EQUATION}'
        '<aside id="fn-1" role="doc-footnote"><p>A note.</p></aside>'
    )
    root = page(body, lang, numbered=3)
    assert references(root) == said
    assert numbers(root)[:2] == ["1", "1.1"]
    assert [n.rstrip(".:").casefold() for n in numbers(root)[2:]] == [
        said[0].casefold(),
        said[1].replace("2", "1").casefold(),
        said[1].casefold(),
    ]


def test_what_nobody_refers_to_has_no_number() -> None:
    root = page(f"<p>Text.</p>{FIGURE}{TABLE.format('tbl-a')}<h2 id='top'>Top</h2>")
    assert numbers(root) == []
    assert "data-of" not in etree.tostring(root, encoding="unicode")


def test_a_list_has_what_it_lists_numbered() -> None:
    root = page(f"<p>Text.</p>{TABLE.format('tbl-a')}{FIGURE}", lists=("tables",))
    assert numbers(root) == ["Table 1", "Table 1."]
    (nav,) = root.iter(markup.tag("nav"))
    assert [a.get("href") for a in nav.iter(markup.tag("a"))] == ["#tbl-a"]
    assert "".join(map(str, nav.itertext())).split() == [
        "List",
        "of",
        "tables",
        "Table",
        "1",
        "Ships",
    ]


def test_a_list_says_what_a_caption_cites() -> None:
    cited = '<a href="#ref-a" role="doc-biblioref">Doe 2020</a>'
    table = TABLE.format("tbl-a").replace("Ships", f'Ships <span class="citation">({cited})</span>')
    root = page(f'{table}<p id="ref-a">Doe.</p>', lists=("tables",))
    (nav,) = root.iter(markup.tag("nav"))
    assert "".join(map(str, nav.itertext())).strip().endswith("Ships (Doe 2020)")
    assert [a.get("href") for a in nav.iter(markup.tag("a"))] == ["#tbl-a"]


def test_the_same_place_has_the_same_number_in_contents_and_reference() -> None:
    body = f'<p>{xref("b")}</p><h2 id="a">One</h2><h3 id="b">Two</h3><h2 id="c">Three</h2>'
    root = page(body, numbered=2, contents=3)
    assert numbers(root) == ["1", "1.1", "2"] * 2
    assert references(root) == ["Section 1.1"]


def test_an_unnumbered_heading_is_not_counted_nor_what_is_below_it() -> None:
    body = (
        '<p>Text.</p><h2 id="a" class="unnumbered">Preface</h2><h3 id="b">In it</h3>'
        f'<h2 id="c">One</h2><p>{xref("a")} and {xref("c")}</p>'
    )
    root = page(body, numbered=3)
    assert numbers(root) == ["1"]
    assert references(root) == ["“Preface”", "Section 1"]


def test_a_theme_that_numbers_by_itself_is_not_doubled() -> None:
    body = f'<p>See {xref("b")}.</p><h2 id="a">One</h2><h3 id="b">Two</h3>'
    root = page(body, theme="journal")
    assert references(root) == ["Section 1.1"]
    assert numbers(root) == ["1", "1.1"]
    assert numbers(page("<p>Text.</p><h2 id='a'>One</h2>", theme="journal")) == []
    bare = page("<p>Text.</p><h2 id='a'>One</h2>", theme="journal", numbered=0)
    headings = [h for h in bare.iter(markup.tag("h2")) if h.get("id") == "a"]
    assert [h.get("class") for h in headings] == ["unnumbered"]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("", "Figure 1"),
        ("Fini. ", "Figure 1"),
        ("(", "Figure 1"),
        ("Voir la ", "figure 1"),
        ("(cf. ", "figure 1"),
        ("Voir : ", "figure 1"),
        ("Vraiment ? ", "Figure 1"),
        ("<em>Fini.</em> ", "Figure 1"),
        ("La <em>belle</em> ", "figure 1"),
    ],
)
def test_a_sentence_begins_with_a_capital(before: str, said: str) -> None:
    assert references(page(f"<p>{before}{xref('fig-a')} …</p>{FIGURE}", "fr")) == [said]


def test_digits_are_those_of_the_language() -> None:
    root = page(f"<p>x {xref('fig-a')}</p>{FIGURE}", "fa")
    assert references(root) == ["شکل ۱"]
    assert numbers(root) == ["شکل ۱."]


def test_parts_of_a_figure_have_letters() -> None:
    body = (
        f"<p>{xref('fig-a')}, {xref('fig-g')}</p>"
        f'<figure class="group" id="fig-g">{FIGURE}<figcaption>'
        '<span class="caption">Both</span></figcaption></figure>'
    )
    root = page(body)
    assert references(root) == ["Figure 1a", "Figure 1"]
    assert numbers(root) == ["(a)", "Figure 1."]


def test_a_caption_may_refer_and_its_picture_says_it_too() -> None:
    made = article(f"<p>Text.</p>{FIGURE}{TABLE.format('tbl-a')}")
    image = replace(made.images[0], caption=f"As in {xref('tbl-a')}")
    composed = compose(replace(made, images=(image,)), load("briefing"))
    assert markup.plain(composed.images[0].caption or "") == "As in Table 1"
    assert "data-place" not in composed.markup


@pytest.mark.parametrize(
    ("target", "body", "rule", "why"),
    [
        ("nowhere", "", "xref-nowhere", "#nowhere"),
        ("tbl-a", TABLE.format("tbl-a").replace("<caption>Ships</caption>", ""), "xref-unnumbered",
         "no caption"),
        ("fig-d", '<figure id="fig-d"><img src="a.jpg" alt="" role="presentation"/></figure>',
         "xref-unnumbered", "decoration"),
        ("p", '<p id="p">Text.</p>', "xref-unnumbered", "no figure, table"),
    ],
)  # fmt: skip
def test_what_has_no_number_is_reported_with_its_line(
    target: str, body: str, rule: str, why: str
) -> None:
    made = article(f"<p>{xref(target)}</p>{body}")
    made = replace(made, where=None)
    with pytest.raises(SourceError) as error:
        compose(made, load("briefing"))
    (problem,) = error.value.problems
    assert problem.rule == rule
    assert why in problem.message


def test_an_id_is_given_once() -> None:
    with pytest.raises(SourceError) as error:
        compose(article('<p id="a">x</p><p id="a">y</p>'), load("briefing"))
    assert error.value.problems[0].rule == "id-repeated"


def test_a_theme_cannot_lose_a_list() -> None:
    theme = load("briefing")
    text = re.sub(r"\{% if contents or lists.*\n", "", theme.templates["article.html.j2"])
    theme = replace(theme, templates={**theme.templates, "article.html.j2": text})
    compose(article(f"<p>{xref('fig-a')}</p>{FIGURE}"), theme)
    with pytest.raises(ThemeError) as error:
        compose(article("<p>Text.</p><h2 id='a'>One</h2>", contents=2), theme)
    assert error.value.problems[0].rule == "theme-guide-lost"


def test_a_theme_without_the_words_does_until_it_needs_them() -> None:
    theme = load("briefing")
    words = {k: v for k, v in theme.labels["en"].items() if not k.startswith(("xref-", "number-"))}
    theme = replace(theme, labels={"en": words})
    compose(article(f"<p>Text.</p>{FIGURE}"), theme)
    with pytest.raises(ThemeError) as error:
        compose(article(f"<p>{xref('fig-a')}</p>{FIGURE}"), theme)
    assert error.value.problems[0].rule == "theme-label"


def test_paragraphs_are_counted_through_the_article() -> None:
    body = (
        '<p id="one">A.</p><p>B.</p><h2 id="h">C</h2><p id="two">D.</p><blockquote><p>E.</p>'
        f'</blockquote><p class="table-source">F.</p><p>{xref("two")}, {xref("one")}.</p>'
    )
    root = page(body, paragraphs=True)
    lists = [e for e in root.iter(markup.tag("ol")) if e.get("class") == "paragraphs"]
    assert [(e.get("start"), len(e)) for e in lists] == [(None, 2), ("3", 1), ("4", 1)]
    ids = [item.get("id") for e in lists for item in e]
    assert ids == ["one", "paragraph-2", "two", "paragraph-4"]
    assert references(root) == ["Paragraph 3", "paragraph 1"]
    assert not [e for e in page(body.replace(xref("two"), "").replace(xref("one"), "")).iter()
                if e.get("class") == "paragraphs"]  # fmt: skip


def test_recommendations_are_counted_in_their_lists() -> None:
    body = (
        '<div class="box recommendations"><ol start="3"><li id="rec-a">A<ol><li>B</li></ol></li>'
        f'<li id="rec-b">C</li></ol></div><p>See {xref("rec-b")}.</p>'
    )
    assert references(page(body)) == ["Recommendation 4"]


def test_lists_leave_out_the_source_in_a_caption() -> None:
    caption = 'Hours <em>of fog</em>. <span class="source">Source: the log.</span>'
    assert contents.titled(caption) == "Hours of fog"
    assert contents.titled('Hours. <span class="source">Source: the log.</span>') == "Hours"
    assert contents.titled("Hours of fog.") == "Hours of fog."
