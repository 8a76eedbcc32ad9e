"""An import that loses a word is refused, and a whole one counts every word of each story."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.errors import Unforeseen, UsageError
from publish.inspecting.findings import Unreadable
from publish.intake import take
from publish.intake.arranging import passes
from publish.intake.model import Arranged, LeftOut, Place
from publish.intake.proving import Count, prove
from publish.intake.take import Wishes, take_docx
from tests.intake.files import DAY, docx, paragraph

CASES = Path(__file__).parent / "cases"
WISHES = Wishes(DAY)


def test_what_a_reader_loses_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The walk that counts is not the reader: here, the reader forgets a paragraph."""
    arrange = passes.arrange

    def forgetful(*arguments: object) -> object:
        found = arrange(*arguments)  # type: ignore[arg-type]
        return Arranged(found.blocks[1:], found.notes, found.title)

    monkeypatch.setattr(take, "arrange", forgetful)
    with pytest.raises(Unforeseen, match="missing: Lost"):
        take_docx(docx(paragraph("Lost words.") + paragraph("Kept words.")), "x.docx", WISHES)


@pytest.mark.parametrize(
    ("before", "after", "left", "sound"),
    [
        (["a b"], ["b a"], [], True),
        (["a b b"], ["a b"], [], False),
        (["a b"], ["a b c"], [], False),
        (["foo bar"], ["foobar"], [], False),
        (["foobar baz"], ["foo baz"], ["bar"], True),
        (["“a” – b"], ['"a" -- b'], [], True),
        (["5 %"], ["5"], [], False),
    ],
)
def test_words_and_letters_are_counted(
    before: list[str], after: list[str], left: list[str], sound: bool
) -> None:
    entries = [LeftOut("x", Place(), text) for text in left]
    counts, lost = prove({"text": before}, {"text": after}, entries)
    assert (lost == ()) is sound
    assert set(counts) == {"text"}


def test_a_story_is_not_made_good_by_another() -> None:
    _, lost = prove({"text": ["a"], "notes": ["b"]}, {"text": ["a b"], "notes": []}, [])
    assert [one.story for one in lost] == ["text", "notes"]


def test_words_are_counted_by_story() -> None:
    left = [LeftOut("hidden text", Place(), "gone")]
    counts, lost = prove({"text": ["a gone"]}, {"text": ["a"]}, left)
    assert not lost
    assert counts == {"text": Count(2, 1, 1)}


def test_tracked_changes_stop_an_import_that_nobody_asked_about() -> None:
    change = '<w:p><w:ins w:id="1" w:author="Ben"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'
    with pytest.raises(UsageError, match="1 tracked change, by Ben"):
        take_docx(docx(change), "x.docx", WISHES)


def test_a_main_part_can_be_elsewhere_and_strict() -> None:
    data = docx(paragraph("Words."), {"footnotes": ""}, main="other/text.xml")
    assert b"Words." in take_docx(data, "x.docx", WISHES).files["article.md"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", docx("")[:-40]])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        take_docx(data, "x.docx", WISHES)


def test_an_entity_is_not_replaced() -> None:
    entity = '<!DOCTYPE w:document [<!ENTITY e "SECRET"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    data = docx(paragraph("Words &e; &f;."), doctype=entity)
    text = take_docx(data, "x.docx", WISHES).files["article.md"]
    assert b"SECRET" not in text
    assert b"root:" not in text


def test_a_name_in_the_archive_leads_nowhere() -> None:
    shown = (CASES / "pictures" / "body.xml").read_text("utf-8")
    taken = take_docx(docx(shown, image="../../../evil.png"), "x.docx", WISHES)
    assert set(taken.files) == {"article.md"}
    assert sum("the file does not have it" in entry.what for entry in taken.left_out) == 3


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.inspecting.archive.MOST_BYTES", 1000)
    with pytest.raises(Unreadable, match="unpacks to more than"):
        take_docx(docx(paragraph("x" * 2000)), "x.docx", WISHES)
