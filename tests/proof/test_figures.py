"""Groups, decorations, links, drawings and withheld letters: in every format, and spoiled."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from pikepdf import Name

from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.formats import FORMATS
from publish.inspecting import inspect
from publish.model.article import Article, Image
from publish.model.credit import Credit
from publish.model.publication import Brand, Logo, Publication
from publish.page import Page
from publish.pictures.svg.sanitizing import read_svg
from publish.proof import Content, compare, read_page
from tests.proof.conftest import CC_BY, IMAGES, METADATA
from tests.proof.sabotage import part_with, pdf, rules, swapped, zipped

NS = 'xmlns="http://www.w3.org/2000/svg"'
CHART = read_svg(f"<svg {NS} viewBox='0 0 60 30'><path d='M0 0h60v30z'/></svg>".encode())
RULE = read_svg(f"<svg {NS} viewBox='0 0 90 9'><circle r='9'/></svg>".encode())
MARK = f"<svg {NS} viewBox='0 0 20 10'><rect width='20' height='10'/></svg>".encode()
BODY = """<p>Before the pictures.</p>
<figure class="group columns-2" id="fig-pair"><figure data-image="tower.jpg"></figure>
<figure data-image="chart.png" id="fig-own"></figure>
<figcaption><span class="caption">Two at once.</span></figcaption></figure>
<p>Between them, <a href="#fig-own">the second</a> and <a href="#fig-pair">both</a>.</p>
<figure data-image="lines.svg"></figure>
<p>An ornament follows.</p>
<figure data-image="rule.svg"></figure>
<p>The end.</p>"""


def drawn(name: str, data: bytes, **more: object) -> Image:
    credit = Credit(title="Lines", creator="Cleo Example", license=CC_BY)
    return replace(
        Image(name, data, "image/svg+xml", 60, 30, alt="Lines", credits=(credit,)),
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def page() -> Page:
    images = (
        *IMAGES,
        drawn("lines.svg", CHART.data, link="https://example.org/lines", share="50", place="right"),
        drawn("rule.svg", RULE.data, alt=None, decorative=True, place="center", share="40"),
    )
    brand = Brand(name="Example House", logo=Logo(MARK, 200, 100))
    house = Publication("", "6e1c4a5e-1111-5000-8000-000000000009", brand=brand)
    data = replace(METADATA, abstract=None)
    return compose(Article("salt", data, BODY, images, publication=house), load("briefing"))


@pytest.fixture(scope="module")
def expected(page: Page) -> Content:
    return read_page(page)


@pytest.fixture(scope="module")
def files(page: Page) -> Mapping[str, bytes]:
    return {name: format.write(page) for name, format in FORMATS.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_holds_all_of_it(
    name: str, expected: Content, files: Mapping[str, bytes]
) -> None:
    assert compare(expected, FORMATS[name].read(files[name])) == ()
    shown = [figure.legend for figure in expected.decorations if figure.legend]
    assert shown == ["Lines / Cleo Example / CC BY 4.0"]
    assert ("https://example.org/lines", "") in [(x.target, x.text) for x in expected.links]


def test_the_page_has_ids_letters_link_and_decoration(page: Page) -> None:
    for text in (
        '<figure id="fig-own" class="part at-most-60">',
        '<span class="letter">(b)</span>',
        '<a href="https://example.org/lines"><img src="lines.svg"',
        'class="width-50 place-right"',
        'alt="" width="60" height="30" role="presentation"',
    ):
        assert text in page.markup, text


@pytest.mark.parametrize("name", FORMATS)
def test_every_picture_is_credited_to_whoever_asks_the_file(
    name: str, files: Mapping[str, bytes]
) -> None:
    found = inspect(files[name], f"salt.{name}")
    assert found.uncredited == ()
    owners = [credit.fields.get("provider") for i in found.images for credit in i.credits]
    assert "Example House" in owners
    makers = [credit.fields.get("creator") for i in found.images for credit in i.credits]
    assert makers.count("Cleo Example") == 2
    shown = [image for image in found.images if image.name != "cover.jpg"]
    assert len(shown) == 5  # without the badge and the sign in the colophon


# -- spoiled --------------------------------------------------------------------------------


def test_a_decoration_that_word_reads_out(expected: Content, files: Mapping[str, bytes]) -> None:
    def change(content: bytes) -> bytes:
        done = re.sub(rb'(<adec:decorative[^>]*val=")1', rb"\g<1>0", content)
        assert done != content
        return done

    spoiled = zipped(files["docx"], "word/document.xml", change)
    assert "proof-decoration" in rules(expected, "docx", spoiled)


def test_a_decoration_that_an_epub_reads_out(expected: Content, files: Mapping[str, bytes]) -> None:
    part = part_with(files["epub"], 'role="presentation"', ".xhtml")
    spoiled = zipped(files["epub"], part, swapped(' role="presentation"', ""))
    assert "proof-decoration" in rules(expected, "epub", spoiled)


def test_a_decoration_that_a_pdf_reads_out(expected: Content, files: Mapping[str, bytes]) -> None:
    def change(file: pikepdf.Pdf) -> None:
        for sheet in file.pages:
            content = sheet.Contents.read_bytes()
            sheet.Contents = file.make_stream(
                content.replace(b"/Artifact <</Type /Layout>> BDC", b"/P BMC")
            )

    assert "proof-decoration" in rules(expected, "pdf", pdf(files["pdf"], change))


@pytest.mark.parametrize(
    ("name", "part", "old", "new"),
    [
        ("docx", "word/_rels/document.xml.rels", "example.org/lines", "example.org/other"),
        ("epub", "", "https://example.org/lines", "https://example.org/other"),
    ],
)
def test_a_picture_that_leads_elsewhere(
    name: str, part: str, old: str, new: str, expected: Content, files: Mapping[str, bytes]
) -> None:
    place = next(
        entry
        for entry in zipfile.ZipFile(io.BytesIO(files[name])).namelist()
        if entry == part or (not part and entry.endswith("article.xhtml"))
    )
    assert "proof-link" in rules(expected, name, zipped(files[name], place, swapped(old, new, -1)))


def test_a_picture_of_a_pdf_that_leads_nowhere(
    expected: Content, files: Mapping[str, bytes]
) -> None:
    def change(file: pikepdf.Pdf) -> None:
        for sheet in file.pages:
            notes: Any = sheet.obj.get("/Annots")
            for note in notes or ():
                if "lines" in str(note.get("/A", {}).get("/URI", "")):
                    note.A.URI = pikepdf.String("https://example.org/other")

    assert "proof-link" in rules(expected, "pdf", pdf(files["pdf"], change))


def test_a_drawing_that_lost_its_credit(expected: Content, files: Mapping[str, bytes]) -> None:
    def change(file: pikepdf.Pdf) -> None:
        for item in file.objects:
            form = isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Form
            if form and "/Metadata" in item:
                del item["/Metadata"]

    assert "proof-credit-embedded" in rules(expected, "pdf", pdf(files["pdf"], change))
    part = part_with(files["epub"], "Cleo Example", ".svg")
    spoiled = zipped(files["epub"], part, swapped("Cleo Example", "Somebody", -1))
    assert "proof-credit-embedded" in rules(expected, "epub", spoiled)


def test_a_drawing_whose_pixels_lost_the_credit(
    expected: Content, files: Mapping[str, bytes]
) -> None:
    """Who has an older Word sees nothing else."""
    for part in zipfile.ZipFile(io.BytesIO(files["docx"])).namelist():
        data = zipfile.ZipFile(io.BytesIO(files["docx"])).read(part)
        if part.endswith(".png") and b"Cleo Example" in data:
            spoiled = zipped(files["docx"], part, swapped("Cleo Example", "Gleo Example", -1))
            assert "proof-credit-embedded" in rules(expected, "docx", spoiled)
            return
    raise AssertionError("no pixels carry the credit of a drawing")


def test_a_drawing_exchanged_for_another(expected: Content, files: Mapping[str, bytes]) -> None:
    part = part_with(files["epub"], "M0 0h60v30z", ".svg")
    assert "proof-figure" in rules(
        expected, "epub", zipped(files["epub"], part, swapped("h60", "h59"))
    )


def test_an_empty_drawing(expected: Content, files: Mapping[str, bytes]) -> None:
    def change(file: pikepdf.Pdf) -> None:
        for item in file.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Form:
                item.write(b"")

    assert "proof-figure" in rules(expected, "pdf", pdf(files["pdf"], change))


def test_a_group_that_lost_its_caption(expected: Content, files: Mapping[str, bytes]) -> None:
    spoiled = zipped(files["docx"], "word/document.xml", swapped("Two at once.", "Two."))
    assert "proof-words" in rules(expected, "docx", spoiled)


def test_a_letter_that_is_another(expected: Content, files: Mapping[str, bytes]) -> None:
    part = part_with(files["epub"], "(b)", ".xhtml")
    spoiled = zipped(files["epub"], part, swapped('class="letter">(b)', 'class="letter">(a)'))
    assert "proof-caption" in rules(expected, "epub", spoiled)
