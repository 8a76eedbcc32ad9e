"""PDF/A-4f and PDF/UA-2 in one file, and what is attached to a PDF."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats import FORMATS
from publish.formats.pdf.structure.tree import elements, kids
from publish.formats.proving import verify
from publish.model.edition import A4F_UA2, SCREEN, Edition
from publish.page import Page
from tests.judges.verdicts import verapdf

MODERN = Edition("modern", A4F_UA2, attachments=True)


@pytest.fixture(scope="module")
def page() -> Page:
    return replace(compose(specimen_article("en"), load("briefing")), edition=MODERN)


@pytest.fixture(scope="module")
def data(page: Page) -> bytes:
    return FORMATS["pdf"].write(page)


@pytest.fixture(scope="module")
def pdf(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def tags_of(pdf: pikepdf.Pdf, name: str) -> list[pikepdf.Dictionary]:
    return [e for e, _ in elements(pdf.Root.StructTreeRoot) if str(e.S) == f"/{name}"]


def proved(page: Page, data: bytes) -> list[str]:
    report = verify({"pdf": data}, lambda _: page, lambda _: "pdf")
    return [problem.message for problem in report.problems]


def test_the_judges_of_both_standards_pass_it(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "modern.pdf"
    file.write_bytes(data)
    assert verapdf("4f", "ua2")([file]) == [()]


def test_nothing_is_lost_and_the_claim_is_true(page: Page, data: bytes) -> None:
    assert proved(page, data) == []
    assert FORMATS["pdf"].write(page) == data
    (problem,) = proved(replace(page, edition=SCREEN), data)
    assert "the file claims “a4f+ua2”, and was made as “a3a+ua1”" in problem


def test_notes_and_their_calls_know_each_other(pdf: pikepdf.Pdf) -> None:
    notes, calls = tags_of(pdf, "FENote"), tags_of(pdf, "Reference")
    assert notes and not tags_of(pdf, "Note")
    assert {str(call.Ref[0].ID) for call in calls} == {str(note.ID) for note in notes}
    for note in notes:
        assert all(back.objgen in {call.objgen for call in calls} for back in note.Ref)


def test_captions_are_in_figures_and_formulas_have_mathml(pdf: pikepdf.Pdf) -> None:
    assert [[kid.S for kid in kids(figure)] for figure in tags_of(pdf, "Figure")] == [
        [Name.Caption]
    ]
    formulas = tags_of(pdf, "Formula")
    assert formulas
    for formula in formulas:
        assert formula.AF[0].EF.F.read_bytes().startswith(b"<math")


def test_links_and_bookmarks_lead_to_elements(pdf: pikepdf.Pdf) -> None:
    inside = [a for sheet in pdf.pages for a in sheet.obj.get("/Annots", []) if "/URI" not in a.A]
    assert inside and all("/Dest" not in link and "/S" in link.A.SD[0] for link in inside)
    assert pdf.Root.Outlines.First.A.SD[0].S == Name.H1
    assert not [e for e, _ in elements(pdf.Root.StructTreeRoot) if "/PublishId" in e]


def test_attached_files_are_the_pages_own(page: Page, pdf: pikepdf.Pdf, data: bytes) -> None:
    files = {str(file.UF): file for file in pdf.Root.AF}
    assert sorted(files) == ["credits.json", "specimen.xhtml"]
    assert files["specimen.xhtml"].EF.F.read_bytes().decode() == page.markup
    assert [str(files[name].AFRelationship) for name in sorted(files)] == ["/Data", "/Source"]
    (problem,) = proved(replace(page, graph=b"{}"), data)
    assert "the attached file credits.json is missing, or is not the article's" in problem
    bare = replace(page, edition=replace(MODERN, standard=SCREEN.standard, attachments=False))
    assert "/AF" not in pikepdf.open(io.BytesIO(FORMATS["pdf"].write(bare))).Root
