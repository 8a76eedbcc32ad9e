"""A picture with Content Credentials in every format: untouched, its credit around it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.formats import FORMATS
from publish.model.article import Article
from publish.page import Page
from publish.proof import Content, compare, read_page
from tests.judges import BY_FORMAT, judge
from tests.pictures import private_pictures
from tests.proof.conftest import BODY, IMAGES, METADATA
from tests.proof.sabotage import media, part_with, pdf, rules, swapped, zipped

TOWER = private_pictures.sealed("JPEG")
SEALED = (replace(IMAGES[0], data=TOWER, width=13, height=7), IMAGES[1])


@pytest.fixture(scope="module")
def page() -> Page:
    return compose(Article("salt", METADATA, BODY, SEALED), load("briefing"))


@pytest.fixture(scope="module")
def expected(page: Page) -> Content:
    return read_page(page)


@pytest.fixture(scope="module")
def files(page: Page) -> Mapping[str, bytes]:
    return {name: format.write(page) for name, format in FORMATS.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_the_credit_and_the_bytes(
    name: str, expected: Content, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    assert compare(expected, FORMATS[name].read(files[name])) == ()
    if name == "pdf":
        assert TOWER in files[name]
    else:
        with zipfile.ZipFile(io.BytesIO(files[name])) as package:
            assert TOWER in map(package.read, package.namelist())
    file = tmp_path / f"salt.{name}"
    file.write_bytes(files[name])
    for program in (program for program, form in BY_FORMAT if form == name):
        assert judge(program, [file]) == {file: ()}


@pytest.mark.parametrize("name", ["epub", "docx"])
def test_one_byte_changed(name: str, expected: Content, files: Mapping[str, bytes]) -> None:
    part = media(files[name], b"\xff\xd8")
    spoiled = zipped(files[name], part, lambda data: data.replace(b"signed", b"singed"))
    problems = compare(expected, FORMATS[name].read(spoiled))
    assert [problem.rule for problem in problems] == ["proof-credit-embedded"]
    assert "its Content Credentials are broken" in problems[0].message


def test_its_credit_lost_from_what_is_around_it(
    expected: Content, files: Mapping[str, bytes]
) -> None:
    def change(file: object) -> None:
        import pikepdf

        assert isinstance(file, pikepdf.Pdf)
        (image,) = (
            o for o in file.objects if isinstance(o, pikepdf.Stream) and o.get("/Width") == 13
        )
        del image["/Metadata"]

    assert rules(expected, "pdf", pdf(files["pdf"], change)) == ["proof-credit-embedded"]
    opf = part_with(files["epub"], "<package", ".opf")
    lost = zipped(files["epub"], opf, swapped('refines="#image-1"', 'refines="#nav"', -1))
    assert rules(expected, "epub", lost) == ["proof-credit-embedded"]
    record = part_with(files["docx"], "<creator>Cora Camera</creator>")
    lost = zipped(files["docx"], record, swapped("<creator>Cora Camera</creator>", ""))
    assert rules(expected, "docx", lost) == ["proof-credit-embedded"]
