"""The tags of a PDF as other programs read them: poppler, and a plain walk with pikepdf.

The proof reads the tree with code of its own; these share none of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.built import ROOT, SOURCES, file
from tests.judges.readers import letters, struct_text

NAMES = ("end-of-an-era", "every-element", "notes", "tables", "pictures", "structure", "hebrew")
"""Whole articles; notes, tables over pages, floats and columns; from right to left."""
IN_ORDER = ("end-of-an-era", "notes")
"""Those whose expected blocks are in the order of the source, with their notes at the end."""
_TYPES = {
    **{f"/H{level}": f"h{level}" for level in range(1, 7)},
    "/Table": "table",
    "/BlockQuote": "blockquote",
    "/Figure": "img",
    "/Formula": "math",
    "/TH": "th",
    "/TD": "td",
    "/Code": "code",
    "/Reference": "call",
    "/Note": "note",
}


def blocks(name: str) -> list[str]:
    folder = SOURCES[name]
    if not (folder / "expected").is_dir():
        folder = ROOT / "tests/sources" / name
    return [letters(line) for line in (folder / "expected/blocks.txt").read_text().splitlines()]


def read_out(text: str) -> tuple[str, str]:
    """The letters of the text and those of its notes, in the order of the tree."""
    text_of: list[str] = []
    notes: list[str] = []
    note = -1
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip())
        if depth <= note:
            note = -1
        if note < 0 and re.match(r" *(Note|FENote)\b", line):
            note = depth
        if words := re.fullmatch(r' *"(.*)"', line):
            (text_of if note < 0 else notes).append(words[1])
    return letters("".join(text_of)), letters("".join(notes))


@pytest.mark.parametrize("name", IN_ORDER)
def test_poppler_reads_the_article_from_top_to_bottom(name: str) -> None:
    text, notes = read_out(struct_text(file(name, "pdf")))
    at, out_of_order = 0, []
    for block in filter(None, blocks(name)):
        found = text.find(block, at)
        if found >= 0:
            at = found + len(block)
        elif block not in notes:
            out_of_order.append(block)
    assert out_of_order == []


@pytest.mark.parametrize("name", NAMES)
def test_a_walk_finds_the_elements_of_the_attached_article(name: str) -> None:
    """The XHTML that is in the file has as many of each, in the same order."""
    with pikepdf.open(file(name, "pdf")) as pdf:
        attached = next(f for n, f in pdf.attachments.items() if n.endswith(".xhtml"))
        root = ElementTree.fromstring(attached.get_file().read_bytes())
        assert list(walked(pdf.Root.StructTreeRoot)) == list(owed(root))


@pytest.mark.parametrize("name", NAMES)
def test_all_content_has_one_place_in_the_tree(name: str) -> None:
    """The tree and its index of parents agree (ISO 32000-1 §14.7.4.4)."""
    with pikepdf.open(file(name, "pdf")) as pdf:
        tree = pdf.Root.StructTreeRoot
        numbers = list(tree.ParentTree.Nums)
        index = {int(numbers[n]): numbers[n + 1] for n in range(0, len(numbers), 2)}
        pages = {page.obj.objgen: index[int(page.obj.StructParents)] for page in pdf.pages}
        seen = Counter((page, mcid) for page, mcid, _ in marks(tree))
        assert [mark for mark, count in seen.items() if count > 1] == []
        for page, mcid, owner in marks(tree):
            assert pages[page][mcid].objgen == owner
        owned = sum(isinstance(mark, Dictionary) for each in pages.values() for mark in each)
        assert owned == len(seen)


def kids(element: Any) -> Iterator[Any]:
    inside = element.get("/K", Array())
    yield from inside if isinstance(inside, Array) else [inside]


def walked(element: Any) -> Iterator[str]:
    """The types that HTML has elements for; notes and calls are for a test of their own."""
    for kid in kids(element):
        if isinstance(kid, Dictionary) and "/S" in kid and kid.S != Name.Note:
            if name := _TYPES.get(str(kid.S)):
                yield name
            yield from walked(kid)


def owed(element: ElementTree.Element) -> Iterator[str]:
    for child in element:
        tag = child.tag.rpartition("}")[2]
        if child.get("role") == "doc-footnote" or child.get("data-repeated") is not None:
            continue
        if tag == "a" and child.get("role") == "doc-noteref":
            yield "call"
        elif tag in _TYPES.values() and child.get("role") != "presentation":
            yield tag
        yield from owed(child)


def marks(element: Any, page: Any = None) -> Iterator[tuple[Any, int, Any]]:
    """Every piece of marked content: its page, its number, and the element that it is in."""
    page = element.Pg.objgen if "/Pg" in element else page
    for kid in kids(element):
        if isinstance(kid, int):
            yield page, kid, element.objgen
        elif "/MCID" in kid:
            yield kid.Pg.objgen if "/Pg" in kid else page, int(kid.MCID), element.objgen
        elif "/S" in kid:
            yield from marks(kid, page)
