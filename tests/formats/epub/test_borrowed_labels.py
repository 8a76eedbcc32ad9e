"""Words that come in English say so in an EPUB's contents, package and landmarks."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from lxml import etree

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats.epub import write
from publish.formats.epub.languages import Words, words_of
from publish.languages.locale import direction
from publish.page import Page
from tests.formats.epub.book import NS, Book

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNKNOWN = ("ur", "tr", "az")
"""Languages that the themes have no words for, in both directions."""


def page(lang: str) -> Page:
    specimen = specimen_article(lang, around=False, guided=False)
    return compose(replace(specimen, abstract=None), load("briefing"))


@cache
def languages() -> tuple[str, ...]:
    known = load("briefing").labels
    assert not set(UNKNOWN) & set(known)
    return (*sorted(known), *UNKNOWN)


@pytest.mark.parametrize("lang", languages())
def test_a_page_says_which_labels_are_borrowed(lang: str) -> None:
    made = page(lang)
    assert ("contents" in made.borrowed) == (lang in UNKNOWN)
    assert ("colophon" in made.borrowed) == (lang in UNKNOWN)
    assert set(made.borrowed) <= dict(made.labels).keys()


@pytest.mark.parametrize("lang", ["de", "he", *UNKNOWN])
def test_borrowed_labels_say_their_language_everywhere(lang: str) -> None:
    made = page(lang)
    book = Book(write(made))
    expected = {"lang": "en", XML_LANG: "en", "dir": "ltr"} if lang in UNKNOWN else {}
    nav = book.tree("nav.xhtml")
    titles = {made.label(key) for key in ("contents", "cover", "start", "credits", "colophon")}
    found = [e for e in nav.iter() if e.text in titles]
    assert len(found) >= 6
    (marks,) = nav.iterfind(".//h:nav[@aria-label]", NS)
    for element in (*found, marks):
        assert {k: v for k, v in element.items() if k in ("lang", XML_LANG, "dir")} == expected
    said = {(k, v) for k, v in expected.items() if k != "lang"}
    (summary,) = book.opf.iterfind(".//{*}meta[@property='schema:accessibilitySummary']")
    assert said <= set(summary.items())
    ncx = etree.fromstring(book.read("toc.ncx"))
    labels = [e for e in ncx.iter("{*}navLabel") if e.findtext("{*}text") in titles]
    assert labels
    assert all(said <= set(label.items()) for label in labels)
    assert nav.get("dir") == direction(lang)


def test_words_in_a_heading_keep_their_language_in_the_contents() -> None:
    heading = etree.fromstring(
        '<h2>Le  mot <span lang="de">Das <b>Schiff</b></span> et <i lang="en">a ship</i></h2>'
    )
    assert words_of(heading) == (
        Words("Le mot "),
        Words("Das Schiff", "de"),
        Words(" et "),
        Words("a ship", "en"),
    )
    assert words_of(etree.fromstring('<h2>  <bdi lang="en">A  b</bdi> </h2>')) == (
        Words("A b", "en"),
    )
    assert words_of(etree.fromstring("<h2/>")) == (Words(""),)
