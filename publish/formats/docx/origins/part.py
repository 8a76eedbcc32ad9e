"""The map from bookmarks to the source as custom XML, beside credits and formulas.

It names files and lines, and holds no word of them: evidence, comments and channels stay at home.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from posixpath import dirname

from lxml import etree

from publish import xml_parsing
from publish.formats.docx.origins.lines import Placed, from_folder
from publish.metadata.namespaces import PUBLISH
from publish.model.source_texts import SourceTexts
from publish.page import Page


def origins(page: Page, placed: Mapping[str, Placed]) -> bytes:
    """The part: what the document was made from, and the place of each block.

    ``revision`` is the SHA-256 of all texts of the source: the same source has the same.
    ``block`` has the name of its bookmark, its kind, and ``file`` and ``line`` or ``generated``.
    """
    root = xml_parsing.parse(f'<origins xmlns="{PUBLISH}"/>')
    _add(root, "identifier", page.metadata.identifier)
    _add(root, "slug", page.slug)
    _add(root, "revision", revision(page.texts))
    files = dict.fromkeys(p.where.file for p in placed.values() if p.where)
    numbers = {name: str(number) for number, name in enumerate(files, 1)}
    for name, number in numbers.items():
        _add(root, "file", name).set("number", number)
    for name, one in placed.items():
        block = _add(root, "block", None)
        block.set("name", name)
        block.set("kind", one.kind)
        if one.generated:
            block.set("generated", "true")
        if one.where:
            block.set("file", numbers[one.where.file])
            block.set("line", str(one.where.line))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def revision(texts: SourceTexts) -> str:
    """The SHA-256 in hex of the texts of a source and their names, the article's first."""
    whole = hashlib.sha256()
    folder = dirname(texts.start.file) if texts.start else ""
    for name, text in texts.files:
        for part in (from_folder(name, folder).encode(), text.encode()):
            whole.update(len(part).to_bytes(8) + part)
    return whole.hexdigest()


def _add(parent: etree._Element, name: str, text: str | None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{PUBLISH}}}{name}")
    element.text = text
    return element
