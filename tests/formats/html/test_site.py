"""The folder of a web page: what a browser, a search engine and a CMS find in it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from publish import Page, compose, load_theme, read
from publish.page import Stamp
from publish.pictures.embedding import extract
from tests.formats.html.site import Site, elements

ROOT = Path(__file__).parents[3]


@cache
def page(theme: str = "briefing") -> Page:
    return compose(read(ROOT / "sources/every-element"), load_theme(theme))


@cache
def site(theme: str = "briefing") -> Site:
    return Site(page(theme))


def test_the_same_page_gives_the_same_bytes() -> None:
    assert Site(page()).data == site().data


def test_everything_that_it_names_is_in_the_folder_and_nothing_else() -> None:
    found = site()
    named = {"index.html", "fragment.html"}
    for element in found.elements:
        named |= {element.attributes[name] for name in ("src",) if name in element.attributes}
        named |= {
            part.split()[0] for part in element.attributes.get("srcset", "").split(",") if part
        }
        if element.tag == "link" and element.attributes.get("rel") == "stylesheet":
            named.add(element.attributes["href"])
    named |= set(re.findall(r"url\((fonts/[^)]+)\)", found.files["style.css"].decode()))
    assert set(found.files) == named


def test_it_works_under_a_strict_content_security_policy() -> None:
    found = site()
    scripts = [script.get("type") for script in found.all("script")]
    assert scripts == ["application/ld+json"], "a block of data is no script"
    assert not found.all("style")
    for element in found.elements:
        assert not {"style", "onload", "onclick"} & element.attributes.keys()
    assert "@import" not in found.files["style.css"].decode()
    assert not re.search(r"url\((?!fonts/)", found.files["style.css"].decode())


@pytest.mark.parametrize("theme", ["briefing", "journal"])
def test_every_letter_has_a_font_of_the_theme(theme: str) -> None:
    found = site(theme)
    faces = [data for name, data in found.files.items() if name.startswith("fonts/")]
    assert {data[:4] for data in faces} == {b"wOF2"}
    first, *_ = fonts = [set(map(chr, TTFont(io.BytesIO(data)).getBestCmap())) for data in faces]
    body = found.index.partition("<body")[2]
    text = re.sub(r"<[^>]*>", " ", re.sub(r"<annotation.*?</annotation>", "", body))
    assert {c for c in text if c.isalnum() and c.isascii()} <= set().union(*fonts)
    # A relative of the text face does not stand in for it in running text.
    assert {c for words in re.findall(r"<p>([\w .,]+)", body) for c in words} <= first


def test_every_picture_has_several_widths_with_its_credit_in_each() -> None:
    found = site()
    coast = next(image for image in found.all("img") if image["src"] == "images/coast.jpg")
    files = [part.split() for part in coast["srcset"].split(",")]
    assert [name for name, _ in files] == [
        "images/coast-480w.jpg",
        "images/coast-960w.jpg",
        "images/coast.jpg",
    ]
    packet = extract("image/jpeg", found.files["images/coast.jpg"])
    for name, width in files:
        data = found.files[name]
        assert Image.open(io.BytesIO(data)).width == int(width.removesuffix("w"))
        assert extract("image/jpeg", data) == packet is not None
        assert len(data) <= len(found.files["images/coast.jpg"])
    assert coast["sizes"] and coast["width"] and coast["height"]


def test_only_the_first_picture_is_loaded_at_once() -> None:
    first, *others = site().all("img")
    assert "loading" not in first
    assert {image["loading"] for image in others} == {"lazy"}


def test_a_picture_with_content_credentials_has_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.formats.html.pictures.is_signed", lambda kind, data: True)
    found = Site(page())
    assert not any("srcset" in image for image in found.all("img"))


def test_linked_data_have_the_article_and_every_credit() -> None:
    article, *pictures = site().graph
    data = page().metadata
    assert article["@type"] == "Article" and article["headline"] == data.title
    assert [node["contentUrl"].rpartition("/")[2] for node in pictures] == [
        image.name for image in page().images
    ]
    for node, image in zip(pictures, page().images, strict=True):
        assert node["@type"] == "ImageObject"
        assert node["creditText"] and node["creator"]["name"] == image.credits[0].creator
        license = image.credits[0].license
        assert license and node["license"] == license.url


def test_addresses_are_whole_where_the_article_has_one() -> None:
    data = replace(page().metadata, canonical="https://example.org/light/")
    found = Site(replace(page(), metadata=data))
    assert [link["href"] for link in found.all("link") if link.get("rel") == "canonical"] == [
        "https://example.org/light/"
    ]
    assert found.meta("og:url") == ["https://example.org/light/"]
    assert found.meta("og:image") == ["https://example.org/light/images/coast.jpg"]
    article, first, *_ = found.graph
    assert article["mainEntityOfPage"] == "https://example.org/light/"
    assert first["contentUrl"] == "https://example.org/light/images/coast.jpg"


def test_no_engine_lists_a_draft() -> None:
    assert site().meta("robots") == []
    draft = replace(page(), stamps=(Stamp("draft", "Draft, not for release", "DRAFT"),))
    assert Site(draft).meta("robots") == ["noindex, nofollow"]
    gone = replace(page(), stamps=(Stamp("retracted", "Retracted", "RETRACTED"),))
    assert Site(gone).meta("robots") == [], "readers must find that it was retracted"


def test_mining_is_reserved_in_the_head() -> None:
    data = replace(
        page().metadata,
        data_mining="DMI-PROHIBITED",
        data_mining_policy="https://example.org/mining",
    )
    found = Site(replace(page(), metadata=data))
    assert found.meta("tdm-reservation") == ["1"]
    assert found.meta("tdm-policy") == ["https://example.org/mining"]


def test_a_fragment_has_the_article_without_its_furniture() -> None:
    text = site().files["fragment.html"].decode()
    first, *_ = found = elements(text)
    assert first.tag == "article" and first.attributes == {"lang": "en", "dir": "ltr"}
    kinds = {kind for e in found for kind in e.attributes.get("class", "").split()}
    assert not kinds & {"title-block", "title", "byline", "guide", "colophon"}
    assert {"credits", "credit", "notes", "correction-notice"} <= kinds
    shown = [e.attributes["alt"] for e in found if e.tag == "img"]
    assert shown == [i["alt"] for i in site().all("img") if "license-badge" not in i["src"]]


def test_text_runs_as_the_article_does() -> None:
    arabic = compose(read(ROOT / "tests/cases/arabic"), load_theme("briefing"))
    assert '<html lang="ar" dir="rtl">' in Site(arabic).index
