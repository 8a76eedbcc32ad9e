"""Other programs see what Word sees: bold words, alternative texts, the faces of the theme."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pikepdf
import pytest

from publish.fonts import sfnt
from publish.formats.docx.styles.faces import obfuscated
from tests import judges
from tests.built import file
from tests.formats.docx.document import Document, R, W, text
from tests.judges.programs import call, program
from tests.judges.readers import letters

ARTICLE = "every-element"


@pytest.fixture(scope="module")
def document() -> Document:
    return Document(file(ARTICLE, "docx").read_bytes())


@pytest.fixture(scope="module")
def pandoc() -> Any:
    """The document as pandoc reads it."""
    result = call([program("pandoc"), "--to", "json", file(ARTICLE, "docx")])
    assert not result.returncode, result.stderr
    return json.loads(result.stdout)["blocks"]


def test_pandoc_keeps_every_bold_word(document: Document, pandoc: Any) -> None:
    bold = [
        text(run) for run in document.body.iter(f"{W}r") if _style(run).split("in")[0] == "Strong"
    ]
    assert len(bold) >= 5
    kept = " ".join(_words(strong["c"]) for strong in _all(pandoc, "Strong"))
    assert [words for words in bold if words.strip() and words.strip() not in kept] == []


def test_pandoc_keeps_every_alternative_text(document: Document, pandoc: Any) -> None:
    kept = [_words(image["c"][1]) for image in _all(pandoc, "Image")]
    described = document.body.iter("{*}docPr")
    alternatives = [" ".join(alt.split()) for e in described if (alt := e.get("descr"))]
    assert len(alternatives) >= 5
    assert [alt for alt in alternatives if alt not in kept] == []


def test_no_program_thickens_a_bold_face(document: Document) -> None:
    """LibreOffice thickens by painting outlines, too (ISO 32000-2 §9.3.6: mode 2)."""
    path = file(ARTICLE, "docx")
    with pikepdf.open(judges.as_pdf([path])[path]) as pdf:
        modes = [
            int(instruction.operands[0])
            for page in pdf.pages
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "Tr"
        ]
        fonts = {str(font["/BaseFont"]) for font in _fonts(pdf)}
    assert 2 not in modes
    assert any(name.endswith("PublishSans3-Bold") for name in fonts)
    # Whatever is bold has a bold face, which says so to systems that look for one.
    faces = {name: face for name, face in _embedded(document) if name[1].startswith("embedBold")}
    bold = {
        named.get(f"{W}ascii")
        for style in document.styles().values()
        if style.find(f"{W}rPr/{W}b") is not None
        and (named := style.find(f"{W}rPr/{W}rFonts")) is not None
    }
    assert bold
    assert bold <= {family for family, _ in faces}
    for data in faces.values():
        tables = sfnt.tables(data)
        assert struct.unpack_from(">H", tables[b"OS/2"], 4) == (700,)
        assert tables[b"OS/2"][63] & 0x20
        assert tables[b"head"][45] & 1


@pytest.fixture(scope="module")
def saved() -> Document:
    """The document as LibreOffice saves it."""
    return Document(judges.saved_by_libreoffice(file(ARTICLE, "docx")).read_bytes())


def test_the_way_back_survives_a_save(document: Document, saved: Document) -> None:
    """In LibreOffice what is in frames loses its bookmark; the map and all else stay."""
    before, after = _marked(document), _marked(saved)
    assert len(before) > 300
    blocks = {b.get("name"): b for b in document.xml("customXml/item3.xml").iter("{*}block")}
    assert {
        (blocks[name].get("kind") or "").rpartition(" of ")[2]
        for name in before.keys() - after.keys()
    } <= {"lamp.gif", "picture lamp.gif"}
    # What it shows twice has a copy with another name.
    changed = {name for name in before.keys() & after if before[name] != after[name]}
    # Page numbers and numbers of captions are counted anew, and boxes to tick are others.
    authors = {blocks[n].get("kind") for n in changed if not blocks[n].get("generated")}
    assert authors <= {"list item", "caption of table"}
    (origins,) = (saved.xml(name) for name in saved.names if _is_origins(saved, name))
    names = [block.get("name") for block in origins.iterfind("{*}block")]
    assert names == [b.get("name") for b in document.xml("customXml/item3.xml").iter("{*}block")]


def test_pictures_survive_a_save(document: Document, saved: Document) -> None:
    """LibreOffice drops the SVG; its PNG is there to the byte, with the credit in it."""
    kept = {saved.archive.read(n) for n in saved.names if n.startswith("word/media/")}
    media = [n for n in document.names if n.startswith("word/media/")]
    lost = [n for n in media if document.archive.read(n) not in kept]
    assert [n for n in lost if not n.endswith(".svg")] == []
    assert any(n.endswith(".svg") for n in media)


def test_an_older_word_finds_nothing_wrong() -> None:
    """The judges ask for today's Word."""
    result = call([program("Open XML validator"), file(ARTICLE, "docx"), "Office2019"])
    assert json.loads(result.stdout)["errors"] == []


def _marked(document: Document) -> dict[str, str]:
    marks = list(document.body.iter(f"{W}bookmarkStart"))
    found = {mark.get(f"{W}name") or "": mark.getparent() for mark in marks}
    return {n: letters(text(p)) for n, p in found.items() if n.startswith("_p") and p is not None}


def _is_origins(document: Document, name: str) -> bool:
    in_store = name.startswith("customXml/item") and "Props" not in name
    return in_store and document.xml(name).tag.endswith("}origins")


def _style(run: Any) -> str:
    style = run.find(f"{W}rPr/{W}rStyle")
    return "" if style is None else style.get(f"{W}val")


def _all(node: Any, kind: str) -> Iterator[Any]:
    """Every element of a kind in what pandoc reads."""
    if isinstance(node, dict):
        if node.get("t") == kind:
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from _all(child, kind)


def _words(node: Any) -> str:
    """The words in what pandoc reads."""
    if isinstance(node, dict):
        if node.get("t") in ("Str", "Code"):
            return str(node["c"] if node["t"] == "Str" else node["c"][1])
        return " " if node.get("t") in ("Space", "SoftBreak") else _words(node.get("c", []))
    return "".join(map(_words, node)) if isinstance(node, list) else ""


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    return (o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o)


def _embedded(document: Document) -> Iterator[tuple[tuple[str, str], bytes]]:
    """The embedded fonts by family and face."""
    targets = document.relations("fontTable")
    for font in document.xml("word/fontTable.xml"):
        for face in font.iterfind("*"):
            if key := face.get(f"{W}fontKey"):
                data = document.archive.read(f"word/{targets[face.get(f'{R}id') or '']}")
                name = font.get(f"{W}name") or "", str(face.tag).removeprefix(W)
                yield name, obfuscated(data, UUID(key))
