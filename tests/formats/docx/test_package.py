"""The file: the same bytes every time, the metadata of the article, nobody's leftovers."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from fontTools.ttLib import TTFont

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats import docx
from publish.formats.docx.parts import package
from publish.keeping.kept import KeptWork
from publish.keeping.store import Store
from publish.metadata.fields import expected
from tests import judges
from tests.formats.docx.document import Document, R, W, text, written
from tests.samples import METADATA, VOCABULARY, faces, page

ROOT = Path(__file__).parents[3]


def test_the_same_page_gives_the_same_bytes() -> None:
    assert docx.write(page()) == docx.write(page())


def test_the_bytes_do_not_depend_on_the_process(tmp_path: Path) -> None:
    """Hash seed, time zone and folder are another's."""
    program = (
        "import hashlib; from publish.formats import docx; from tests.samples import page; "
        "print(hashlib.sha256(docx.write(page())).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)},
        ).stdout
        for folder, seed, zone in ((ROOT, "1", "UTC"), (tmp_path, "2", "Asia/Tokyo"))
    }
    assert len(found) == 1


def test_no_entry_has_a_time() -> None:
    entries = written().archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert [entry.filename for entry in entries][:2] == ["[Content_Types].xml", "_rels/.rels"]


def test_nothing_is_left_of_a_template() -> None:
    document = written()
    assert not [n for n in document.names if "thumbnail" in n or "theme" in n or "Effects" in n]
    whole = b"".join(document.archive.read(name) for name in document.names)
    assert b"python-docx" not in whole
    assert b"2013-12-23" not in whole


@pytest.mark.parametrize("column", ["core", "app", "custom"])
def test_the_metadata_is_that_of_the_table(column: str) -> None:
    document = written()
    root = document.xml(f"docProps/{column}.xml")
    said = {}
    for element in root:
        name = element.get("name") or element.tag.rpartition("}")[2]
        said[name] = ("".join(str(t) for t in element.itertext()),)
    wanted = expected(METADATA, column)
    assert wanted
    for name, values in wanted.items():
        assert said[name.rpartition(":")[2]] == values


def test_the_fonts_are_embedded() -> None:
    document = Document(docx.write(page()))
    table = document.xml("word/fontTable.xml")
    targets = document.relations("fontTable")
    found = {}
    for font in table.iter(f"{W}font"):
        for element in font:
            if element.tag.startswith(f"{W}embed"):
                target = targets[element.get(f"{R}id") or ""]
                file = bytearray(document.archive.read(f"word/{target}"))
                key = UUID(element.get(f"{W}fontKey") or "").bytes[::-1]
                for n in range(32):
                    file[n] ^= key[n % 16]
                name = element.tag.removeprefix(f"{W}embed")
                found[font.get(f"{W}name"), name] = bytes(file)
    assert sorted(found.values()) == sorted(face.data for face in faces())
    for (family, shape), data in found.items():
        names = TTFont(io.BytesIO(data))["name"]
        assert names.getDebugName(1) == family
        assert names.getDebugName(2) == shape
    settings = document.xml("word/settings.xml")
    assert settings.find(f"{W}embedTrueTypeFonts") is not None


def test_fonts_need_not_be_embedded() -> None:
    document = written()
    assert not [name for name in document.names if name.endswith(".odttf")]
    assert document.xml("word/settings.xml").find(f"{W}embedTrueTypeFonts") is None
    known = {f.get(f"{W}name") for f in document.xml("word/fontTable.xml").iter(f"{W}font")}
    used = {e.get(f"{W}ascii") for e in document.xml("word/styles.xml").iter(f"{W}rFonts")}
    assert used <= known


def test_the_settings() -> None:
    settings = written().xml("word/settings.xml")
    assert settings.find(f"{W}doNotAutoCompressPictures") is not None
    assert settings.find(f"{W}autoHyphenation") is None
    modes = {e.get(f"{W}name"): e.get(f"{W}val") for e in settings.iter(f"{W}compatSetting")}
    assert modes["compatibilityMode"] == "15"
    hyphenated = written(css="p { hyphens: auto }").xml("word/settings.xml")
    assert hyphenated.find(f"{W}autoHyphenation") is not None


def test_the_section_has_the_size_of_the_page() -> None:
    document = written()
    size = next(document.body.iter(f"{W}pgSz"))
    margin = next(document.body.iter(f"{W}pgMar"))
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    assert [margin.get(f"{W}{s}") for s in ("top", "right", "bottom", "left")] == [
        "1417",
        "1701",
        "1531",
        "2268",
    ]


def furniture(document: Document) -> dict[tuple[str, str], str]:
    """The text of headers and footers, fields in braces, by kind and pages."""
    found = {}
    for reference in next(document.body.iter(f"{W}sectPr")):
        kind = reference.tag.removeprefix(W).removesuffix("Reference")
        if kind in ("header", "footer"):
            target = document.relations()[reference.get(f"{R}id") or ""]
            root = document.xml(f"word/{target}")
            for code in root.iter(f"{W}instrText"):
                code.tag = f"{W}t"
                code.text = f"{{{(code.text or '').strip()}}}"
            found[kind, reference.get(f"{W}type") or ""] = text(root)
    return found


def test_headers_and_footers() -> None:
    assert furniture(written()) == {
        ("header", "default"): "Salt",
        ("footer", "default"): "\tPage {PAGE}1 of {NUMPAGES}1",
        ("header", "first"): "",
        ("footer", "first"): "\tPage {PAGE}1 of {NUMPAGES}1",
    }


def test_left_and_right_pages() -> None:
    css = '@page :left { @top-left { content: "Left" } @top-center { content: string(section) } }'
    document = written(css=css)
    lines = furniture(document)
    assert lines["header", "even"] == 'Left\t{STYLEREF "heading 1"}First & second'
    assert document.xml("word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    mirrored = written(css="@page :left { margin-left: 30mm; margin-right: 40mm }")
    assert mirrored.xml("word/settings.xml").find(f"{W}mirrorMargins") is not None


def test_a_page_from_right_to_left() -> None:
    given = page("<p>مرحبا</p>", bare=True)
    markup = given.markup.replace('dir="ltr"', 'dir="rtl"').replace("en-GB", "ar")
    metadata = replace(given.metadata, lang="ar")
    document = Document(docx.write(replace(given, markup=markup, metadata=metadata)))
    assert next(document.body.iter(f"{W}sectPr")).find(f"{W}bidi") is not None


def test_the_judges_find_nothing(tmp_path: Path) -> None:
    """Everything the vocabulary has, with fonts and without, in a plain look and a strange one."""
    strange = (
        "blockquote { background: #fdf3e7; border: 1pt solid #cc9966; padding: 8pt 14pt }"
        "h2 { border-bottom: 1pt solid red; text-transform: uppercase }"
        "body { text-align: justify }"
        "h3 { font-variant-caps: small-caps } table { width: auto; margin: 0 auto }"
        "tbody tr:nth-child(even) { background: #eee } ul { list-style-type: '– ' }"
        "p { hyphens: auto; text-indent: 1em } pre { page-break-before: always }"
        "@page :left { @top-right { content: string(section) } }"
    )
    paths = []
    for number, (css, embed) in enumerate((("", True), ("", False), (strange, False))):
        path = tmp_path / f"sample-{number}.docx"
        path.write_bytes(docx.write(page(css=css), embed_fonts=embed))
        paths.append(path)
    for name in ("Open XML validator", "LibreOffice"):
        found = judges.judge(name, paths)
        assert [complaint for complaints in found.values() for complaint in complaints] == []


def test_lines_break_where_the_pdf_breaks_them(tmp_path: Path) -> None:
    """LibreOffice sets the document with the fonts that are in it as WeasyPrint sets the page."""
    import weasyprint

    from publish.cascade.fetching import BASE, font_faces, page_files

    long = " ".join(f"Sentence {n} is made of words that fill the measure." for n in range(40))
    given = page(VOCABULARY + f"<p>{long}</p><div class='box note'><p>{long}</p></div>")
    files = page_files(given)
    fonts = weasyprint.text.fonts.FontConfiguration()
    css = font_faces(given.look.fonts) + given.look.style
    sheet = weasyprint.CSS(string=css, url_fetcher=files, base_url=BASE, font_config=fonts)
    html = weasyprint.HTML(string=given.markup, url_fetcher=files, base_url=BASE)
    pdf = tmp_path / "page.pdf"
    html.write_pdf(pdf, stylesheets=[sheet], font_config=fonts)
    path = tmp_path / "page.docx"
    path.write_bytes(docx.write(given))
    ours = judges.pdf_text(judges.as_pdf([path])[path])
    theirs = judges.pdf_text(pdf)
    lines = [line for line in theirs.splitlines() if line.startswith(("Sentence", "words"))]
    assert len(lines) > 10
    assert [line for line in lines if line not in ours.splitlines()] == []


def test_the_archive_is_sound() -> None:
    with zipfile.ZipFile(io.BytesIO(docx.write(page()))) as archive:
        assert archive.testzip() is None


def test_words_around_page_numbers_say_their_language_and_run_one_way() -> None:
    """In a document from right to left, in a language that the theme has no words for."""
    made = compose(specimen_article("ur", around=False, guided=False), load("briefing"))
    document = Document(docx.write(made, embed_fonts=False))
    feet = [name for name in document.names if name.startswith("word/footer")]
    assert feet
    for name in feet:
        runs = list(document.xml(name).iter(f"{W}r"))
        numbers = runs[max(n for n, run in enumerate(runs) if run.find(f"{W}tab") is not None) :]
        assert not any(run.find(f"{W}rPr/{W}rtl") is not None for run in numbers)
        said = {text(run).strip(): run.find(f"{W}rPr/{W}lang") for run in numbers}
        for word in ("Page", "of"):
            lang = said[word]
            assert lang is not None
            assert lang.get(f"{W}val") == "en"


def test_fonts_are_compressed_once_as_the_standard_library_does_it(tmp_path: Path) -> None:
    data = faces()[0].data
    usual = io.BytesIO()
    with zipfile.ZipFile(usual, "w") as archive:
        package._write(archive, "/word/fonts/font1.bintf", data)
    store = Store(tmp_path / "kept")
    for kept in (KeptWork(store, "machine"), KeptWork(store, "machine"), KeptWork()):
        package._deflated.cache_clear()
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            package._write(archive, "/word/fonts/font1.odttf", data, kept)
        assert file.getvalue() == usual.getvalue().replace(b"font1.bintf", b"font1.odttf")
