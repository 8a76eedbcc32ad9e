"""A DOCX of a sample, read as zip and XML."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from publish.formats import docx
from publish.page import Page
from tests.samples import VOCABULARY, page

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Document:
    """A DOCX, opened as zip and XML."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.archive.namelist()
        self.body = self.xml("word/document.xml")[0]

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.archive.read(name))

    def paragraphs(self) -> list[tuple[str, str]]:
        """Style name and text of every paragraph, also those in tables."""
        names = {key: style.find(f"{W}name") for key, style in self.styles().items()}
        found = []
        for paragraph in self.body.iter(f"{W}p"):
            name = names[paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")]  # type: ignore[union-attr, index]
            found.append((name.get(f"{W}val") or "", text(paragraph)))  # type: ignore[union-attr]
        return found

    def styles(self) -> dict[str, etree._Element]:
        root = self.xml("word/styles.xml")
        return {style.get(f"{W}styleId") or "": style for style in root.iter(f"{W}style")}

    def style(self, name: str) -> etree._Element:
        """The style that Word knows by ``name``."""
        for style in self.styles().values():
            if style.find(f"{W}name").get(f"{W}val") == name:  # type: ignore[union-attr]
                return style
        raise KeyError(name)

    def relations(self, part: str = "document") -> dict[str, str]:
        root = self.xml(f"word/_rels/{part}.xml.rels")
        return {relation.get("Id") or "": relation.get("Target") or "" for relation in root}


def text(element: etree._Element) -> str:
    """The text under ``element``, as Word shows it."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t", f"{W}softHyphen": "\u00ad"}
    pieces = (
        (piece.text or "") if piece.tag == f"{W}t" else signs.get(str(piece.tag), "")
        for piece in element.iter(f"{W}t", *signs)
    )
    return "".join(pieces)


def written(body: str = VOCABULARY, *, css: str = "", bare: bool = False) -> Document:
    """The DOCX of a Page of ``body``."""
    return Document(docx.write(page(body, css=css, bare=bare), embed_fonts=False))


def words(markup: str) -> list[str]:
    """Every word of a Page's body, in order; lines of a listing and cells divide words too."""
    root = etree.fromstring(markup.encode())
    body = root.find("{*}body")
    assert body is not None
    return re.findall(r"\S+", "".join(_texts(body)))


_INLINE = {"em", "strong", "code", "s", "sub", "sup", "a", "time"}


def _texts(element: etree._Element) -> Iterator[str]:
    apart = etree.QName(element).localname not in _INLINE
    if apart:
        yield " "
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    if apart:
        yield " "


def other(page: Page, **changes: object) -> Page:
    """``page`` with another look."""
    return replace(page, look=replace(page.look, **changes))  # type: ignore[arg-type]
