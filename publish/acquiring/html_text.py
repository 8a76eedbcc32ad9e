"""Extracts visible text and links from the HTML in a wiki's metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
from lxml import etree

from publish.values import dataclass

MOST_CHARACTERS = 50_000
BASE = "https://commons.wikimedia.org/"

_HIDDEN_ELEMENTS = frozenset({"style", "script", "template", "head", "noscript"})
_MARKS = frozenset({"reference", "mw-editsection", "mw-cite-backlink"})
"""Classes of a wiki's own additions to a text: numbers of notes, links to edit it."""
_BLOCK_NAMES = (
    "address article blockquote br dd div dl dt figure h1 h2 h3 h4 h5 h6 hr li ol p pre section "
    "table tbody td th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True)
class HtmlText:
    """Visible ``lines`` of text, and the addresses of links, each once."""

    lines: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Texts marked up as names (hCard's ``fn``)."""

    @property
    def text(self) -> str:
        """The whole text on one line."""
        return " ".join(self.lines)


def read_html(html: str, without: re.Pattern[str] | None = None) -> HtmlText:
    """Read a fragment of HTML, however broken; empty if there is no text.

    Numbers of notes are no text, nor are links whose address matches ``without``.
    """
    text = html[:MOST_CHARACTERS].replace("\0", "")
    if not text.strip():
        return HtmlText()
    try:
        parser = lxml.html.HTMLParser(huge_tree=True)
        root = lxml.html.document_fromstring(f"<body>{text}</body>", parser)
    except (etree.LxmlError, ValueError):
        return HtmlText()
    for anchor in [e for e in root.iter("a") if without and without.search(_address(e))]:
        assert isinstance(anchor, lxml.html.HtmlElement)
        anchor.drop_tree()
    names = [_joined(_lines(e)) for e in root.iter() if _is_name(e) and not _is_hidden(e)]
    links = dict.fromkeys(link for e in root.iter("a") if (link := _link(e)))
    return HtmlText(tuple(_lines(root)), tuple(links), tuple(dict.fromkeys(filter(None, names))))


def _lines(root: Any) -> list[str]:
    parts = "".join(_texts(root)).split("\n")
    return [line for part in parts if (line := " ".join(part.split()))]


def _joined(lines: list[str]) -> str:
    return " ".join(lines)


def _texts(root: Any) -> Iterator[str]:
    """Yield texts, with ``\\n`` at the borders of blocks; not recursive, so any depth works."""
    hidden: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if hidden is None:
                yield _collapse(element.tail)
            continue
        block = "\n" if element.tag in _BLOCKS else ""
        if event == "start":
            if hidden is None and _hides(element):
                hidden = element
            if hidden is None:
                yield block + _collapse(element.text)
        elif element is not root:
            if element is hidden:
                hidden = None
                yield _collapse(element.tail)
            elif hidden is None:
                yield block + _collapse(element.tail)


def _collapse(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _hides(element: Any) -> bool:
    if element.tag in _HIDDEN_ELEMENTS or element.get("hidden") is not None:
        return True
    if not _MARKS.isdisjoint((element.get("class") or "").split()):
        return True
    return bool(_HIDDEN.search(element.get("style") or ""))


def _is_hidden(element: Any) -> bool:
    return _hides(element) or any(_hides(above) for above in element.iterancestors())


def _is_name(element: Any) -> bool:
    return isinstance(element.tag, str) and "fn" in (element.get("class") or "").split()


def _address(element: Any) -> str:
    return unquote(element.get("href") or "")


def _link(element: Any) -> str | None:
    """Return a web address; None for links to missing pages."""
    href = (element.get("href") or "").strip()
    missing = "new" in (element.get("class") or "").split()
    try:
        address = urljoin(BASE, href)
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return address if href and usable and not missing and not _is_hidden(element) else None
