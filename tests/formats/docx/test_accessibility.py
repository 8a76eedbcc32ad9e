"""The rules of Word's own checker, one test each, on an article with every element.

Microsoft, "Rules for the Accessibility Checker" (support.microsoft.com): errors, warnings, tips.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from lxml import etree

from publish.proof.readers.docx.sight import DocxSight, _ink, _runs
from tests.built import CASES, file
from tests.formats.docx.document import Document, W, text

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
LEAST_CONTRAST = 4.5
"""WCAG 2.2 SC 1.4.3 for text of any size."""
LARGE = 3.0
"""The same for 18 points, or 14 if bold."""
ARTICLES = ("every-element", "end-of-an-era", *(name for name in ("blocks",) if name in CASES))


@pytest.fixture(scope="module", params=ARTICLES)
def document(request: pytest.FixtureRequest) -> Document:
    return Document(file(request.param, "docx").read_bytes())


def test_it_has_a_title_and_a_language(document: Document) -> None:
    core = document.xml("docProps/core.xml")
    assert core.findtext("{*}title")
    default = document.xml("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert default is not None
    assert core.findtext("{*}language") in default.attrib.values()


def test_nobody_is_locked_out(document: Document) -> None:
    """No protection keeps a screen reader from the text."""
    settings = document.xml("word/settings.xml")
    assert settings.find(f"{W}documentProtection") is None
    assert settings.find(f"{W}writeProtection") is None


def test_headings_are_styles_and_leave_out_no_level(document: Document) -> None:
    levels = [int(name[-1]) for name, _ in document.paragraphs() if name.startswith("heading ")]
    steps = [after - before for before, after in pairwise(levels)]
    assert levels[:1] in ([], [1])
    assert all(step <= 1 for step in steps)


def test_every_picture_has_an_alternative_text_or_is_decoration(document: Document) -> None:
    for picture in document.body.iter(f"{WP}docPr"):
        decorative = picture.find(".//{*}decorative")
        assert bool(picture.get("descr")) != (decorative is not None)
    for shape in (e for n in document.names if "header" in n for e in _shapes(document.xml(n))):
        assert shape.get("alt")


def test_nothing_floats(document: Document) -> None:
    """Screen readers pass by what is not in the line; a figure beside the text is a paragraph."""
    assert [e.tag for e in document.body.iter(f"{WP}anchor", f"{W}pict", f"{W}object")] == []


def test_tables_have_a_head(document: Document) -> None:
    for table in document.body.iter(f"{W}tbl"):
        rows = list(table.iterchildren(f"{W}tr"))
        if len(rows) == 1:
            continue  # a box, or a row of pictures: no head could say more
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        look = table.find(f"{W}tblPr/{W}tblLook")
        assert look is not None and look.get(f"{W}firstRow") == "1"


def test_no_table_is_in_a_cell_of_data(document: Document) -> None:
    for inner in document.body.iterfind(f".//{W}tbl//{W}tbl"):
        outer = next(inner.iterancestors(f"{W}tbl"))
        assert len(list(outer.iterchildren(f"{W}tr"))) == 1


def test_no_space_is_made_of_empty_lines(document: Document) -> None:
    """Screen readers say "blank" for each; the lines of a listing are the author's."""
    empty = 0
    for name, words in document.paragraphs():
        empty = 0 if words.strip() or name == "Source Code" else empty + 1
        assert empty < 4 or name in ("Figure", "Equation", "Page Break", "Spacer")


def test_links_have_words(document: Document) -> None:
    for link in document.body.iter(f"{W}hyperlink"):
        assert text(link).strip() or link.find(f".//{A}blip") is not None


def test_text_has_contrast(document: Document) -> None:
    styles, pale = document.xml("word/styles.xml"), []
    main = document.xml("word/document.xml")
    sight = DocxSight(None, main, styles)  # type: ignore[arg-type]  # no headers are asked for
    for run in _runs(main):
        look = sight._formats.run(run.element, run.paragraph)
        block = sight._formats.paragraph(run.paragraph)
        ground = sight._ground(run, look, block)
        ink, least = _ink(look, ground), LARGE if _is_large(look) else LEAST_CONTRAST
        if ink is None or round(ink.contrast(ground), 2) < least:
            pale.append((run.text, ink and ink.name, ground.name))
    assert pale == []


def _is_large(look: dict[str, etree._Element]) -> bool:
    size = look.get("sz")
    half_points = int(size.get(f"{W}val") or 20) if size is not None else 20
    return half_points >= 36 or (half_points >= 28 and "b" in look)


def _shapes(root: etree._Element) -> list[etree._Element]:
    return list(root.iter("{urn:schemas-microsoft-com:vml}shape"))
