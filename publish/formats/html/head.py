"""The metadata of a web page, for search engines, social networks and programs.

RDFa states the article's metadata (RDFa 1.1, its initial context), JSON-LD the article and every
picture's credits in schema.org's terms (Google's "Image metadata"), Open Graph the preview in a
network, TDMRep whether it may be mined.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from publish.formats.html.document import STYLESHEET
from publish.formats.html.pictures import Picture
from publish.metadata.fields import properties
from publish.metadata.namespaces import NAMESPACES
from publish.metadata.property import Kind, Property
from publish.metadata.values import summary, tdm_policy, tdm_reservation, timestamp
from publish.page import Page

PREFIXES = {
    "tdm": "http://www.w3.org/ns/tdmrep#",
    **{prefix: NAMESPACES[prefix] for prefix in ("Iptc4xmpExt", "plus", "publish")},
}
"""Vocabularies that RDFa's initial context does not have."""
_PRIVATE = frozenset({"draft", "embargo"})
"""Stamps of what no search engine may list."""
_PICTURE_TYPE = "ImageObject"


def head(page: Page, shown: Mapping[str, Picture]) -> Iterator[etree._Element]:
    """The content of the page's ``head``."""
    data = page.metadata
    yield _element("meta", charset="utf-8")
    yield _element("title", data.title)
    yield _named("viewport", "width=device-width, initial-scale=1")
    yield from _for_engines(page)
    if data.canonical:
        yield _element("link", rel="canonical", href=data.canonical)
    if data.license and data.license.url:
        yield _element("link", rel="license", href=data.license.url)
    yield _element("link", rel="stylesheet", href=STYLESHEET)
    yield from _previews(page, shown)
    for statement in properties(data, "rdfa"):
        yield _stated(statement)
    yield _element("script", graph(page, shown), type="application/ld+json")


def _for_engines(page: Page) -> Iterator[etree._Element]:
    data = page.metadata
    texts = {
        "description": next(filter(None, summary(data)), None),
        "author": ", ".join(who.name for who in data.authors),
        "keywords": ", ".join(data.keywords),
        "generator": "Publish",
        "tdm-reservation": next(filter(None, tdm_reservation(data)), None),
        "tdm-policy": next(filter(None, tdm_policy(data)), None),
        "robots": None if _is_public(page) else "noindex, nofollow",
    }
    return (_named(name, " ".join(text.split())) for name, text in texts.items() if text)


def _is_public(page: Page) -> bool:
    return _PRIVATE.isdisjoint(stamp.kind for stamp in page.stamps)


def _previews(page: Page, shown: Mapping[str, Picture]) -> Iterator[etree._Element]:
    """Open Graph, and the card of networks that need a name of their own for it."""
    data = page.metadata
    hero = next((image for image in page.images if image.name in shown), None)
    found: dict[str, str | None] = {
        "og:type": "article",
        "og:title": data.title,
        "og:description": next(filter(None, summary(data)), None),
        "og:url": data.canonical,
        "og:site_name": data.publisher,
        "og:locale": data.lang.replace("-", "_"),
        "article:published_time": data.date.isoformat(),
        "article:modified_time": timestamp(data.modified),
    }
    if hero and data.canonical:
        found["og:image"] = urljoin(data.canonical, shown[hero.name].path)
        found["og:image:alt"] = hero.alt or None
    for name, text in found.items():
        if text:
            yield _element("meta", property=name, content=" ".join(text.split()))
    yield _named("twitter:card", "summary_large_image" if hero else "summary")


def _stated(statement: Property) -> etree._Element:
    prefix = statement.name.partition(":")[0]
    about = {"prefix": f"{prefix}: {PREFIXES[prefix]}"} if prefix in PREFIXES else {}
    if statement.kind is Kind.RESOURCE:
        return _element("link", **about, property=statement.name, href=statement.value)
    return _element("meta", **about, property=statement.name, content=statement.value)


def graph(page: Page, shown: Mapping[str, Picture]) -> str:
    """The article and its pictures as linked data; their addresses are those of the files."""
    found = json.loads(page.graph or b"{}")
    address = page.metadata.canonical
    for node in found.get("@graph", ()):
        if node.get("@type") == _PICTURE_TYPE:
            path = shown[node["contentUrl"]].path
            node["contentUrl"] = urljoin(address, path) if address else path
        else:
            node |= _about(page, shown)
    return json.dumps(found, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def _about(page: Page, shown: Mapping[str, Picture]) -> dict[str, Any]:
    """The article's statements that only a page on the web has."""
    data, address = page.metadata, page.metadata.canonical
    paths = [shown[image.name].path for image in page.images if image.name in shown]
    stated = {
        "url": address,
        "mainEntityOfPage": address,
        "description": next(filter(None, summary(data)), None),
        "keywords": list(data.keywords),
        "image": [urljoin(address, path) if address else path for path in paths],
    }
    return {name: value for name, value in stated.items() if value}


def _named(name: str, content: str) -> etree._Element:
    return _element("meta", name=name, content=content)


def _element(tag: str, text: str = "", /, **attributes: str) -> etree._Element:
    made = etree.Element(tag, attributes)
    made.text = text or None
    return made
