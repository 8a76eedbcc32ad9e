"""The way back: every block's bookmark, and the map from bookmarks to the source."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from publish.formats import FORMATS, docx
from publish.model.source_texts import SourceTexts
from tests.built import ROOT, file
from tests.formats.docx.document import Document, W, text
from tests.samples import page

ARTICLE = "every-element"
FOLDER = ROOT / "sources" / ARTICLE


@pytest.fixture(scope="module")
def document() -> Document:
    return Document(file(ARTICLE, "docx").read_bytes())


def origins(document: Document) -> etree._Element:
    return document.xml("customXml/item3.xml")


def marked(document: Document) -> dict[str, str]:
    """The text of each block by the name of its bookmark."""
    parts = [document.body, document.xml("word/footnotes.xml")]
    marks = [mark for part in parts for mark in part.iter(f"{W}bookmarkStart")]
    names = {mark.get(f"{W}name") or "": mark.getparent() for mark in marks}
    return {n: text(p) for n, p in names.items() if n.startswith("_p") and p is not None}


def letters(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def test_every_block_with_words_has_a_bookmark(document: Document) -> None:
    blocks = [p for p in document.body.iter(f"{W}p") if text(p).strip()]
    for paragraph in blocks:
        names = [m.get(f"{W}name") or "" for m in paragraph.iter(f"{W}bookmarkStart")]
        assert sum(name.startswith("_p") for name in names) == 1, text(paragraph)
    assert set(marked(document)) == {b.get("name") for b in origins(document).iter("{*}block")}


def test_each_block_has_the_line_that_says_it(document: Document) -> None:
    root, said = origins(document), marked(document)
    names = {f.get("number"): f.text or "" for f in root.iterfind("{*}file")}
    lines = {number: (FOLDER / name).read_text().split("\n") for number, name in names.items()}
    blocks = [b for b in root.iterfind("{*}block") if not b.get("generated")]
    assert len(blocks) > 200
    unplaced = [b.get("kind") for b in blocks if not b.get("line")]
    # The number of an equation is composing's; the equation beside it has its line.
    assert unplaced == ["equation"]
    for block in blocks:
        if not block.get("line") or (block.get("kind") or "").startswith(("picture ", "equation")):
            continue
        line = letters(lines[block.get("file")][int(block.get("line") or 0) - 1])
        words = [letters(w) for w in re.split(r"\s+", said[block.get("name") or ""]) if letters(w)]
        assert not words or any(word in line for word in words), (block.attrib, words)
    places = {b.get("kind"): (names[b.get("file")], said[b.get("name") or ""]) for b in blocks
              if b.get("file")}  # fmt: skip
    assert places["ships.csv r3c2"] == ("ships.csv", "268")
    assert places["caption of lamp.gif"][0] == "article.md"
    assert {"../shared/about.md", "ships.csv"} <= set(names.values())


def test_what_no_place_says_is_generated(document: Document) -> None:
    generated = {b.get("kind") for b in origins(document).iter("{*}block") if b.get("generated")}
    assert {
        "byline",
        "list",
        "references",
        "credits",
        "colophon",
        "credit of ships.svg",
    } <= generated
    assert not {"paragraph", "heading of text", "note", "caption", "title"} & generated


def test_the_map_has_no_word_of_the_source(document: Document) -> None:
    texts = {etree.QName(e).localname for e in origins(document).iter("*") if e.text}
    assert texts == {"identifier", "slug", "revision", "file"}


def test_a_bookmark_keeps_its_name_while_nobody_edits_its_block() -> None:
    def names(body: str) -> list[str]:
        data = docx.write(page(body, bare=True), embed_fonts=False)
        return re.findall(
            r'w:name="(_p\w+)"', Document(data).archive.read("word/document.xml").decode()
        )

    before, after = names("<p>One.</p><p>Two.</p>"), names("<p>One.</p><p>New.</p><p>Two.</p>")
    assert len(before) == len(set(before))
    assert set(before) < set(after)
    assert len(names("<p>Twice.</p><p>Twice.</p>")) == len(set(names("<p>Twice.</p><p>Twice.</p>")))


def test_the_place_of_the_folder_changes_no_byte() -> None:
    text = "---\ntitle: A\n---\n\nOne line of the article.\n"
    found = {
        docx.write(
            replace(page("<p>One line of the article.</p>", bare=True), texts=SourceTexts(files))
        )
        for files in (
            (("article.md", text), ("../shared/b.md", "B")),
            (("/home/a/x/article.md", text), ("/home/a/shared/b.md", "B")),
        )
    }
    assert len(found) == 1


def test_the_proof_finds_a_lost_bookmark(document: Document) -> None:
    assert FORMATS["docx"].read(file(ARTICLE, "docx").read_bytes()).astray == ()
    name = origins(document).findall("{*}block")[5].get("name") or ""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in document.names:
            data = document.archive.read(part)
            if part == "word/document.xml":
                data = data.replace(name.encode(), b"other")
            archive.writestr(part, data)
    (said,) = FORMATS["docx"].read(out.getvalue()).astray
    assert said == f"{name} is in the map 1 times, and in the text 0 times"
