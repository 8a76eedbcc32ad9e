"""The cited entries of a DOCX's bibliography: the links to each, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from publish.content import Entry
from publish.proof.readers.citations import entries
from publish.proof.readers.docx.styles import Style, W, style_key

_BIBLIOGRAPHY = "bibliography"
"""The name of the style of entries."""


def read_entries(
    body: etree._Element, notes: etree._Element | None, styles: Mapping[str, Style]
) -> tuple[Entry, ...]:
    """The cited entries: paragraphs in the style Bibliography that bookmarks name."""
    parts = (body,) if notes is None else (body, notes)
    texts: dict[str, str] = {}
    anchors: dict[str, list[str]] = {}
    """The bookmarks that links in an entry lead to."""
    for paragraph in body.iter(f"{W}p"):
        names = _bookmarks(paragraph)
        style = styles.get(style_key(paragraph), Style())
        if _BIBLIOGRAPHY in style.names and names:
            texts[names[0]] = _text(paragraph)
            anchors[names[0]] = [anchor for anchor, _ in _links(paragraph)]
    calls: dict[str, str] = {}
    for part in parts:
        for anchor, words in _links(part):
            if anchor in texts:
                calls[anchor] = calls.get(anchor, "") + words
    known = {name for part in parts for name in _bookmarks(part)}
    ways = {id: sum(1 for anchor in own if anchor in known) for id, own in anchors.items()}
    return entries(texts, calls, ways)


def _bookmarks(element: etree._Element) -> list[str]:
    return [mark.get(f"{W}name") or "" for mark in element.iter(f"{W}bookmarkStart")]


def _links(part: etree._Element) -> Iterator[tuple[str, str]]:
    for link in part.iter(f"{W}hyperlink"):
        if anchor := link.get(f"{W}anchor"):
            yield anchor, _text(link)


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))
