"""A web page's folder, opened with what did not write it."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from typing import Any

from publish.formats import FORMATS
from publish.page import Page

VOID = frozenset({"br", "col", "hr", "img", "link", "meta", "wbr"})


@dataclass(frozen=True)
class Element:
    """A start tag."""

    tag: str
    attributes: dict[str, str]


class Site:
    """The folder of ``page``."""

    def __init__(self, page: Page) -> None:
        self.data = FORMATS["html"].write(page)
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            self.files = {
                name.removeprefix(f"{page.slug}/"): archive.read(name)
                for name in archive.namelist()
            }

    @cached_property
    def index(self) -> str:
        return self.files["index.html"].decode()

    @cached_property
    def elements(self) -> list[Element]:
        """The start tags of the page, in order."""
        return elements(self.index)

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of that name."""
        return [element.attributes for element in self.elements if element.tag == tag]

    def meta(self, name: str) -> list[str]:
        """The contents of ``meta`` elements with that name or property."""
        found = self.all("meta")
        return [m["content"] for m in found if name in (m.get("name"), m.get("property"))]

    @cached_property
    def graph(self) -> list[dict[str, Any]]:
        """The nodes of its linked data."""
        _, _, text = self.index.partition('<script type="application/ld+json">')
        nodes: list[dict[str, Any]] = json.loads(text.partition("</script>")[0])["@graph"]
        return nodes


def elements(text: str) -> list[Element]:
    """The start tags in a text, in order."""
    found: list[Element] = []

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append(Element(tag, {name: value or "" for name, value in attrs}))

    Parser().feed(text)
    return found
