"""Required texts: the elements of the vocabulary, and the texts of a Page in them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.owed import Owed
from publish.proof.readers.xhtml import plain_text
from publish.proof.readers.xhtml_elements import kinds

_HTML = "{http://www.w3.org/1999/xhtml}"
_KINDS = {
    "doc-credit": "the credit",
    "doc-credits": "the list of credits",
    "correction-notice": "the correction notice",
    "update-notice": "the notice of an update",
    "doc-errata": "the correction",
    "draft": "the stamp",
    "embargo": "the stamp",
    "retracted": "the stamp",
    "withheld": "the note in place of a picture",
}
"""The kinds of required elements, with their names in messages."""
_BLOCKS = frozenset({f"{_HTML}{tag}" for tag in ("p", "li", "div", "ul", "ol", "section")})


def owed_texts(root: etree._Element) -> Iterator[Owed]:
    """The texts of a document that must be seen, in their order."""
    for name, block in owed_elements(root):
        if text := plain_text(block):
            yield Owed(name, text)


def owed_elements(body: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The blocks of text that must be seen, each with what it is, in their order."""
    for element in body.iter(f"{_HTML}*"):
        name = next((_KINDS[kind] for kind in sorted(kinds(element) & _KINDS.keys())), "")
        if not name or element.get("hidden") is not None:
            continue
        blocks = [part for part in element.iter(*_BLOCKS) if not _holds_blocks(part)]
        for block in blocks or [element]:
            yield name, block


def _holds_blocks(element: etree._Element) -> bool:
    return any(child.tag in _BLOCKS for child in element.iter(*_BLOCKS) if child is not element)
