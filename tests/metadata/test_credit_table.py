"""The table of credits: what spreadsheets and programs read out of it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.metadata.credit_table import COLUMNS, HEAD, credit_table, guarded, plain
from publish.model.article import Image
from publish.model.credit import Credit
from tests.metadata.strategies import FULL_CREDIT, credits

PICTURE = Image("ferry.jpg", b"", "image/jpeg", 900, 600, alt="A ferry", caption="<em>In</em> port")


def shown(image: Image, credit: Credit) -> str:
    return credit.line or credit.creator or "-"


def rows(data: bytes) -> list[dict[str, str]]:
    """The table as Python reads it, with the apostrophes taken away again."""
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    return [{name: plain(cell) for name, cell in row.items()} for row in reader]


def test_a_row_has_every_field_of_the_credit_but_the_evidence() -> None:
    (row,) = rows(credit_table([replace(PICTURE, credits=(FULL_CREDIT,))], shown))
    assert row == {
        "file": "ferry.jpg",
        "part": "",
        "alt": "A ferry",
        "caption": "In port",
        "shown": "Picture: Zoë Example | Example Commons / CC BY-SA 4.0",
        "title": "Ferry & <port>",
        "creator": "Zoë Example",
        "source": "https://example.org/ferry?a=1&b=2",
        "provider": "Example Commons",
        "license": "CC-BY-SA-4.0",
        "license-name": "Creative Commons Attribution-ShareAlike 4.0 International",
        "license-url": "https://creativecommons.org/licenses/by-sa/4.0/",
        "basis": "permission",
        "line": "Picture: Zoë Example | Example Commons / CC BY-SA 4.0",
        "copyright": "© 2026 Zoë Example",
        "usage-terms": "Not for advertising",
        "acquire": "https://example.org/license",
        "asset-id": "EX-0007",
        "changes": "cropped",
        "edits": "cropped, resized",
        "origin": "trainedAlgorithmicMedia",
        "data-mining": "DMI-PROHIBITED-AIMLTRAINING",
        "syndication": "no",
        "channels": "pdf, partner-a",
        "valid-from": "2026-01-01",
        "expires": "2027-12-31",
        "not-supplied": "title",
        "stand-in-for": "File:Ferry.jpg",
    }


def test_every_field_of_a_credit_has_a_column() -> None:
    columns = {name.replace("-", "_") for name, _ in COLUMNS} - {"license_name", "license_url"}
    assert columns == {field.name for field in fields(Credit)} - {"evidence", "found_in", "where"}


def test_a_composite_has_a_row_for_each_of_its_works_and_no_picture_is_left_out() -> None:
    composite = replace(PICTURE, credits=(Credit(creator="First"), Credit(creator="Second")))
    found = rows(credit_table([composite, replace(PICTURE, name="bare.png")], shown))
    assert [(row["file"], row["part"], row["creator"]) for row in found] == [
        ("ferry.jpg", "1", "First"),
        ("ferry.jpg", "2", "Second"),
        ("bare.png", "", ""),
    ]


def test_without_pictures_there_is_a_head_alone() -> None:
    assert credit_table([], shown).decode("utf-8-sig") == f"{','.join(HEAD)}\r\n"


def test_it_is_what_excel_takes_for_unicode() -> None:
    data = credit_table([replace(PICTURE, credits=(Credit(creator="Zoë"),))], shown)
    assert data.startswith(b"\xef\xbb\xbffile,part,")
    assert not re.search(rb"[^\r]\n|\r[^\n]", data)


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("http://x")', "'=1"]


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("before", ["", "Ada;", "Ada\t", "Ada\n", "Ada\r\n"])
def test_no_cell_begins_a_formula_whatever_parts_the_cells(before: str, text: str) -> None:
    (row,) = csv.reader(
        io.StringIO(
            credit_table([replace(PICTURE, credits=(Credit(creator=before + text),))], shown)
            .decode("utf-8-sig")
            .split("\r\n", 1)[1],
            newline="",
        )
    )
    for cell in row:
        for piece in re.split(r"[;\t\r\n]", cell):
            assert not re.match("[=+\\-@＝＋－＠]", piece)


@pytest.mark.parametrize("text", ["Ada", "a=b", "https://x.org/?a=-1", "O'Hara", "'quoted'", "5-6"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


@given(st.text(st.sampled_from("=+-@'\t\r\n;, \"aé＝")))
def test_every_guard_can_be_taken_away_again(text: str) -> None:
    assert plain(guarded(text)) == text


@given(st.lists(credits, min_size=1, max_size=3))
def test_every_credit_comes_back(stated: list[Credit]) -> None:
    found = rows(credit_table([replace(PICTURE, credits=tuple(stated))], shown))
    assert [[row[name] for name, _ in COLUMNS] for row in found] == [
        [get(credit) or "" for _, get in COLUMNS] for credit in stated
    ]
