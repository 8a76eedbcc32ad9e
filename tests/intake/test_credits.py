"""Credits in captions: who made it, where it comes from, and what has to be asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.intake.prose.captions import Credited
from publish.intake.prose.credit import credit_in
from publish.intake.take import Wishes, take_docx
from tests.intake.files import DAY, docx, paragraph

ROWS = [
    [cell.strip() for cell in line.split(";;")]
    for line in (Path(__file__).parent / "credits.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
SHOWN = (
    '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="A ferry"/><a:graphic>'
    '<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rPng"/></pic:blipFill></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_a_caption_is_read(row: list[str]) -> None:
    caption, creator, provider, license, sure = row
    found = credit_in(caption)
    if creator == "-":
        assert found is None or not found.sure
        return
    assert found is not None
    assert (found.creator, found.provider) == (creator, provider)
    assert (found.license.id if found.license else "") == license
    assert found.sure is (sure == "yes"), found.asked
    assert found.line.strip("()[]（）.") in caption


def test_nothing_is_stated_that_is_not_written() -> None:
    found = credit_in("Photo by Ada Example on Unsplash")
    assert found is not None
    assert Credited("x", place=None, credit=found).values == {  # type: ignore[arg-type]
        "creator": "Ada Example",
        "provider": "Unsplash",
        "line": "Photo by Ada Example on Unsplash",
    }


def entry(*paragraphs: str) -> str:
    taken = take_docx(docx(SHOWN + "".join(paragraphs)), "x.docx", Wishes(DAY))
    text = taken.files["article.md"].decode()
    found = re.search(r"images:\n(.*?)---", text, re.DOTALL)
    return found[1] if found else ""


def test_a_sure_credit_leaves_the_caption() -> None:
    said = entry(paragraph("The ferry. Photo: Ada Example / Reuters"))
    assert "    caption: The ferry.\n" in said
    assert "      creator: Ada Example\n      provider: Reuters\n" in said
    assert '      line: "Photo: Ada Example / Reuters"\n' in said


def test_one_to_ask_about_stays_there() -> None:
    said = entry(paragraph("Figure 1: The ferry. © Ada Example"))
    assert "    caption: The ferry. © Ada Example\n" in said
    assert "credit:" not in said


def test_a_credit_in_a_line_of_its_own() -> None:
    said = entry(paragraph("Figure 1: The ferry."), paragraph("Foto: Max Muster/dpa"))
    assert "    caption: The ferry.\n" in said
    assert '      line: "Foto: Max Muster/dpa"\n' in said


def test_the_picture_itself_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        def fields(self) -> dict[str, str]:
            return {"creator": "Ben Other"}

    monkeypatch.setattr("publish.intake.prose.captions.read_embedded", lambda data: Other())
    data = docx(SHOWN + paragraph("The ferry. Photo: Ada Example / Reuters"))
    (credited,) = take_docx(data, "x.docx", Wishes(DAY)).credits
    assert credited.embedded == "Ben Other"
