"""A house's own Word file wins over what is computed, and no credit is lost by it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt, RGBColor
from PIL import Image

from publish.composing.theme.loading import load
from publish.errors import SourceError, ThemeError, Where
from publish.formats import FORMATS
from publish.model.publication import Template
from publish.page import Page, Stamp
from publish.proof.report import verify
from publish.reading.publication.settings import read_publication
from tests import judges
from tests.formats.docx.document import Document, W, text
from tests.judges.programs import call, program
from tests.samples import page

WORD = FORMATS["docx"]
TOML = Where("publish.toml", 7)
PUBLICATION = '[publication]\nid = "0c1a6b1e-5f0a-4c57-8f38-0d6d5a3f6c11"\n'


def reference(change: Callable[[Any], object] = lambda made: None) -> bytes:
    """A house's file: an octavo page, a header with a picture, three styles of its own."""
    made: Any = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(170), Mm(240)
    section.left_margin = section.right_margin = Mm(30)
    mark = io.BytesIO()
    Image.new("RGB", (9, 9), "#703").save(mark, "PNG")
    section.header.paragraphs[0].add_run("House Example ").add_picture(mark, Mm(6))
    for name, kind in (("Autor", WD_STYLE_TYPE.PARAGRAPH), ("Wort", WD_STYLE_TYPE.CHARACTER)):
        made.styles.add_style(name, kind).font.color.rgb = RGBColor(0, 0x66, 0x44)
    klein = made.styles.add_style("Klein", WD_STYLE_TYPE.PARAGRAPH)
    klein.base_style, klein.font.size = made.styles["Autor"], Pt(7)
    change(made)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def template(data: bytes, **styles: str) -> Template:
    names = tuple((role.replace("_", " "), name) for role, name in styles.items())
    lines = tuple((role, n) for n, (role, _) in enumerate(names, 9))
    return Template("house.docx", data, names, TOML, lines)


def with_house(data: bytes, **styles: str) -> Page:
    return page(template=template(data, **styles))


def read_back(whole: Page, data: bytes) -> list[str]:
    report = verify({"docx": data}, whole, lambda _: WORD.reader)
    return [str(problem) for problem in report.problems]


@cache
def usual() -> list[str]:
    """Findings about the sample without a house: its picture carries no credit in its bytes."""
    return read_back(page(), WORD.write(page()))


@pytest.fixture(scope="module")
def house() -> bytes:
    return reference()


@pytest.fixture(scope="module")
def made(house: bytes) -> tuple[Page, bytes]:
    whole = with_house(house, Byline="Autor", Credit="Klein", Heading_2="Klein")
    return whole, WORD.write(whole)


def test_the_proof_finds_everything_in_the_houses_looks(made: tuple[Page, bytes]) -> None:
    assert read_back(*made) == usual()


def test_a_style_has_the_houses_name_and_still_says_what_it_is(made: tuple[Page, bytes]) -> None:
    document = Document(made[1])
    byline = document.style("Autor")
    assert byline.find(f"{W}rPr/{W}color").get(f"{W}val") == "006644"  # type: ignore[union-attr]
    carrier = document.styles()[byline.find(f"{W}basedOn").get(f"{W}val") or ""]  # type: ignore[union-attr]
    assert carrier.find(f"{W}name").get(f"{W}val") == "Byline"  # type: ignore[union-attr]
    assert any(name == "Autor" for name, _ in document.paragraphs())
    # Contents and the outline go by Word's own name.
    heading = document.style("heading 2")
    assert heading.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == "1"  # type: ignore[union-attr]


def test_the_page_and_the_header_are_the_houses(made: tuple[Page, bytes]) -> None:
    document = Document(made[1])
    size = document.body.find(f".//{W}pgSz")
    assert size is not None
    assert size.get(f"{W}w") == str(round(Mm(170).twips))
    header = document.xml("word/house-header-default.xml")
    assert text(header) == "House Example "
    assert [name for name in document.names if name.startswith("word/media/house")]
    assert len(document.names) == len(set(document.names))
    # Pictures fit the house's text area: 110 mm.
    widths = [int(e.get("cx") or 0) for e in document.body.iter("{*}extent")]
    assert widths
    assert max(widths) <= Mm(170)


def test_styles_refer_to_styles_that_there_are(made: tuple[Page, bytes]) -> None:
    document = Document(made[1])
    names = [s.find(f"{W}name").get(f"{W}val").lower() for s in document.styles().values()]  # type: ignore[union-attr]
    assert len(names) == len(set(names))
    parts = [f"word/{n}.xml" for n in ("document", "styles", "house-header-default")]
    for part in parts:
        for tag in ("basedOn", "next", "pStyle", "rStyle", "tblStyle"):
            used = {e.get(f"{W}val") for e in document.xml(part).iter(f"{W}{tag}")}
            assert used <= document.styles().keys(), (part, tag)


def test_nothing_reaches_over_the_edge_of_the_houses_paper(house: bytes) -> None:
    """A theme may have margins twice as wide, and figures that use them."""
    css = "figure, h2 { margin-left: -64mm; margin-right: -50mm }"
    document = Document(WORD.write(page(css=css, template=template(house))))
    edge = round(Mm(15).twips) + 1
    for indent in document.xml("word/styles.xml").iter(f"{W}ind"):
        sides = [int(indent.get(f"{W}{side}") or 0) for side in ("left", "right")]
        assert min(sides) >= -edge
    widths = [int(e.get("cx") or 0) for e in document.body.iter("{*}extent")]
    assert Mm(130) < max(widths) <= Mm(141)


def test_a_color_gives_way_in_a_box_where_it_cannot_be_read(house: bytes) -> None:
    css = ".box { background: #012 } .box .note-title { color: #fff }"
    page_of = page(css=css, template=template(house, Note_Title="Autor"))
    style = Document(WORD.write(page_of)).style("Autor")
    assert style.find(f"{W}rPr/{W}color").get(f"{W}val").lower() == "ffffff"  # type: ignore[union-attr]


def test_complex_scripts_have_the_houses_size_too(made: tuple[Page, bytes]) -> None:
    klein = Document(made[1]).style("Klein").find(f"{W}rPr")
    assert [e.get(f"{W}val") for e in klein.iterchildren(f"{W}sz", f"{W}szCs")] == ["14", "14"]  # type: ignore[union-attr]


def test_a_stamp_is_in_the_houses_header(house: bytes) -> None:
    stamp = Stamp("draft", "Draft of today", "Draft")
    whole = replace(with_house(house), stamps=(stamp,))
    header = Document(WORD.write(whole)).xml("word/house-header-default.xml")
    assert "Draft of today" in text(header)
    assert "House Example" in text(header)


def test_a_report_says_what_came_from_where(house: bytes) -> None:
    notes = WORD.written(with_house(house, Byline="Autor")).notes
    measures: Any = notes.measures
    assert measures["styles"]["Byline"] == "Autor"
    assert (measures["page"], measures["headers"], measures["footers"]) == (
        "house",
        "house",
        "computed",
    )
    assert "Credit" in measures["computed"]
    assert "Byline (Autor)" in notes.details[0].message
    assert WORD.written(page()).notes.measures == {}


def test_only_word_documents_depend_on_it(house: bytes) -> None:
    whole = with_house(house)
    assert WORD.own(whole).template
    assert all(f.own(whole).template is None for f in FORMATS.values() if f is not WORD)


def test_the_judges_accept_it(made: tuple[Page, bytes], tmp_path: Path) -> None:
    path = tmp_path / "house.docx"
    path.write_bytes(made[1])
    assert judges.judge("Open XML validator", [path])[path] == ()


# -- LibreOffice ----------------------------------------------------------------------------

FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">
<office:styles>
<style:style style:name="Standard" style:family="paragraph" style:class="text">
<style:text-properties fo:font-family="Liberation Sans"/></style:style>
<style:style style:name="Heading" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:color="#7a1f3d" fo:font-weight="bold"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Heading">
<style:text-properties fo:font-size="30pt"/></style:style>
<style:style style:name="Autor" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:font-style="italic"/></style:style></office:styles>
<office:automatic-styles><style:page-layout style:name="P">
<style:page-layout-properties fo:page-width="17cm" fo:page-height="24cm" fo:margin="2cm"/>
<style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P">
<style:header><text:p>Haus Muster</text:p></style:header>
<style:footer><text:p>Seite <text:page-number>1</text:page-number></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text><text:p text:style-name="Title">T</text:p>
<text:p text:style-name="Autor">A</text:p></office:text></office:body></office:document>"""


def test_a_template_made_in_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "house.fodt").write_text(FLAT)
    profile = (tmp_path / "profile").as_uri()
    command: list[str | Path] = [
        program("LibreOffice"),
        f"-env:UserInstallation={profile}",
        "--headless",
    ]
    options: list[str | Path] = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", tmp_path]
    call([*command, *options, tmp_path / "house.fodt"])
    whole = with_house((tmp_path / "house.docx").read_bytes(), Byline="Autor")
    path = tmp_path / "made.docx"
    path.write_bytes(data := WORD.write(whole))
    assert read_back(whole, data) == usual()
    assert judges.judge("Open XML validator", [path])[path] == ()
    with pikepdf.open(judges.as_pdf([path])[path]) as pdf:
        boxes = {tuple(round(float(n)) for n in p.mediabox[2:]) for p in pdf.pages}
        pages = len(pdf.pages)
    assert boxes == {(482, 680)}
    shown = judges.pdf_text(judges.as_pdf([path])[path])
    assert shown.count("Haus Muster") == pages
    assert f"Seite {pages}" in shown


# -- what cannot be used --------------------------------------------------------------------


def part(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The package with other bytes in a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            if entry == name:
                assert old in content
                content = content.replace(old, new)
            target.writestr(entry, content)
    return out.getvalue()


MAIN = b"wordprocessingml.document.main+xml"
STYLES = b"<w:styles "
BAD: dict[str, Callable[[bytes], bytes]] = {
    "no Word file": lambda data: data[:99],
    "has macros": lambda data: part(
        data,
        "[Content_Types].xml",
        b"application/vnd.openxmlformats-officedocument." + MAIN,
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    ),
    "is no Word": lambda data: part(data, "[Content_Types].xml", MAIN, b"spreadsheet+xml"),
    "a DOCTYPE": lambda data: part(
        data, "word/styles.xml", STYLES, b'<!DOCTYPE s [<!ENTITY a "b">]><w:styles '
    ),
    "is not XML": lambda data: part(data, "word/styles.xml", STYLES, b"<w:stiles "),
    "a linked file": lambda data: part(
        data,
        "word/_rels/header1.xml.rels",
        b'Target="media/image1.png"',
        b'Target="https://example.org/x.png" TargetMode="External"',
    ),
}


@pytest.mark.parametrize("words", BAD)
def test_a_file_that_cannot_be_used_is_named(words: str, house: bytes) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        WORD.write(with_house(BAD[words](house)))
    (problem,) = caught.value.problems
    assert (problem.rule, problem.where, bool(problem.fix)) == ("reference-file", TOML, True)


@pytest.mark.parametrize(
    ("styles", "words"),
    [
        ({"Byline": "Autorr"}, "Autor"),
        ({"Bylin": "Autor"}, "Byline"),
        ({"Byline": "Wort"}, "paragraph style"),
        ({"Strong": "Autor"}, "character style"),
    ],
)
def test_a_style_that_does_not_fit_is_named(
    styles: dict[str, str], words: str, house: bytes
) -> None:
    with pytest.raises(SourceError) as caught:
        WORD.write(with_house(house, **styles))
    (problem,) = caught.value.problems
    assert problem.rule == "reference-style"
    assert problem.where == Where("publish.toml", 9)
    assert words in problem.fix


WRONG = {
    '[word]\nreference = "none.docx"': ("reference-file", 4),
    "[word]\nreference = 7": ("value-type", 4),
    '[word]\nreferenc = "house.docx"': ("unknown-key", 4),
    '[word]\nreference = "house.docx"\n[word.styles]\nByline = 3': ("value-type", 6),
    '[word.styles]\nByline = "Autor"': ("value-type", 3),
}


@pytest.mark.parametrize("lines", WRONG)
def test_a_wrong_setting_has_its_line(lines: str, house: bytes, tmp_path: Path) -> None:
    (tmp_path / "house.docx").write_bytes(house)
    file = tmp_path / "publish.toml"
    file.write_text(f"{PUBLICATION}{lines}\n")
    with pytest.raises(SourceError) as caught:
        read_publication(file)
    problem = caught.value.problems[0]
    assert problem.where is not None
    assert (problem.rule, problem.where.line) == WRONG[lines]


def test_a_theme_brings_one(house: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "themes" / "own"
    folder.mkdir(parents=True)
    (folder / "house.docx").write_bytes(house)
    file, parent = folder / "theme.toml", 'parent = "briefing"\n[word]\n'
    file.write_text(f'{parent}reference = "house.docx"\n[word.styles]\nByline = "Autor"\n')
    found = load("own", tmp_path).word
    assert found is not None
    assert (found.styles, found.data) == ((("Byline", "Autor"),), house)
    assert str(found.place("Byline")).endswith("theme.toml:5")
    for wrong, rule in (
        ('reference = "none.docx"', "reference-file"),
        ("reference = 3", "value-type"),
        ('styl = "a"', "unknown-key"),
    ):
        file.write_text(f"{parent}{wrong}\n")
        with pytest.raises(ThemeError) as caught:
            load("own", tmp_path)
        problem = caught.value.problems[0]
        assert (problem.rule, str(problem.where)) == (rule, f"{file}:3")


def test_the_settings_name_it(house: bytes, tmp_path: Path) -> None:
    (tmp_path / "house.docx").write_bytes(house)
    file = tmp_path / "publish.toml"
    file.write_text(
        f'{PUBLICATION}[word]\nreference = "house.docx"\n[word.styles]\nByline = "Autor"\n'
    )
    word = read_publication(file).word
    assert word is not None
    assert (word.name, word.styles, word.data) == ("house.docx", (("Byline", "Autor"),), house)
    assert str(word.place("Byline")).endswith("publish.toml:6")
