"""A table of credits, read back: nothing changes twice, conflicts stay, rows are told by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.cli import main
from publish.crediting.bulk import plan
from publish.crediting.table import parse_table, read_table
from publish.editing.front_matter import Change, change
from publish.editing.pictures import typed
from publish.errors import PublishError
from publish.metadata.credit_table import COLUMNS, credit_table
from publish.model.article import Article
from publish.model.credit import Credit
from publish.reading import read
from publish.reading.front_matter.credit import CREDIT
from tests.pictures.samples import picture

ARTICLE = """\
---
title: Ships   # a comment
date: 2026-03-01
lang: en
images:
  one.jpg:
    alt: 'One'
    credit:
      creator: Ada   # seen
      license: CC-BY-4.0
---
Text.

![](one.jpg)

![](two.jpg)
"""


def stocked(place: Path) -> Path:
    for slug in ("a", "b"):
        here = place / "sources" / slug
        here.mkdir(parents=True)
        (here / "article.md").write_text(ARTICLE)
        for name in ("one.jpg", "two.jpg"):
            (here / name).write_bytes(picture())
    (place / "publish.toml").write_text(
        '[publication]\nid = "8e5f7f5c-0f0d-4f3e-9d0b-6d6a3d1c7b11"\n'
    )
    return place / "sources"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return stocked(tmp_path)


def table(text: str | bytes) -> Path:
    file = Path("t.csv")
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_every_column_of_a_credit_is_read() -> None:
    made_by_publish = {"license-name", "license-url"}
    assert {name for name, _ in COLUMNS} - made_by_publish == {*CREDIT.keys} - {"evidence"}


TEXTS = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=9)
    .map(str.strip)
    .filter(bool),
    st.sampled_from(["=1+1", "'=1", "a; =b", "one\n-two", '"q", "r"', "\uff1dx"]),
)
WORDS = ("creator", "title", "source", "provider", "basis", "line", "copyright", "usage_terms")
MORE = ("acquire", "asset_id", "changes", "origin", "data_mining", "stand_in_for", "evidence")
CREDITS = st.builds(
    Credit,
    **dict.fromkeys((*WORDS, *MORE), TEXTS),
    license=st.sampled_from([None, typed("license", "CC-BY-4.0"), typed("license", "CC0")]),
    edits=st.sampled_from([(), ("crop",), ("crop", "color")]),
    not_supplied=st.sampled_from([(), ("creator", "title")]),
    channels=st.sampled_from([(), ("pdf", "epub")]),
    syndication=st.sampled_from([None, True, False]),
    valid_from=st.sampled_from([None, date(2026, 3, 1)]),
    expires=st.sampled_from([None, date(2027, 3, 1)]),
)


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Article:
    return read(stocked(tmp_path_factory.mktemp("desk")) / "a")


@settings(max_examples=100, deadline=None)
@given(st.lists(CREDITS, min_size=1, max_size=3))
def test_what_is_exported_changes_nothing(article: Article, several: list[Credit]) -> None:
    images = (replace(article.images[0], credits=tuple(several)), article.images[1])
    text = credit_table(images, lambda *_: "shown").decode("utf-8-sig")
    shelf = [(Path("a"), replace(article, images=images))]
    found = plan(parse_table(text, "t.csv").rows, shelf, replace=True)
    assert not found.wanted and not found.told


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-8", "cp1252"])
def test_spreadsheets_save_in_many_ways(desk: Path, mark: str, coding: str) -> None:
    text = f'FILE{mark}Usage Terms{mark}Creator\r\ntwo.jpg{mark}"one\r\ntwo"{mark}Zoë\r\n'
    rows = read_table(table(text.encode(coding))).rows
    assert [dict(row.cells) for row in rows] == [
        {"file": "two.jpg", "usage-terms": "one\r\ntwo", "creator": "Zoë"}
    ]


def test_many_articles_are_filled_and_places_kept(desk: Path) -> None:
    rows = "a,two.jpg,Bo,CC-BY-4.0\nb,two.jpg,Cy,CC-BY-4.0\n"
    file = str(table("article,file,creator,license\n" + rows))
    before = (desk / "a/article.md").read_text()
    command = ["credit", "--from", file, "sources/a", "sources/b"]
    assert main([*command, "--dry-run"]) == 0
    assert main(command) == 1  # nobody can be asked
    assert (desk / "a/article.md").read_text() == before
    assert main([*command, "--yes"]) == 0
    after = (desk / "a/article.md").read_text()
    assert read(desk / "a").images[1].credits[0].creator == "Bo"
    assert read(desk / "b").images[1].credits[0].creator == "Cy"
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    assert main([*command, "--yes"]) == 0
    assert (desk / "a/article.md").read_text() == after


def test_conflicts_and_rows_without_a_picture_are_told_by_line(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(table("article,file,creator\na,one.jpg,Eve\na,no.jpg,X\n,two.jpg,Y\n"))
    before = (desk / "a/article.md").read_text()
    command = ["credit", "--from", file, "sources/a", "sources/b", "--yes"]
    assert main(command) == 1
    said = "".join(capsys.readouterr())
    assert all(f"t.csv:{line}" in said for line in (2, 3, 4))
    assert (desk / "a/article.md").read_text() == before
    assert main([*command, "--replace"]) == 1  # two rows are still told
    assert read(desk / "a").images[0].credits[0].creator == "Eve"


def test_columns_that_are_not_read_are_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(table("file,caption,color\none.jpg,Another caption,red\n"))
    assert main(["credit", "--from", file, "sources/a", "--yes"]) == 0
    said = capsys.readouterr().out
    assert "not read, only written: caption" in said and "without a meaning here: color" in said
    assert (desk / "a/article.md").read_text() == ARTICLE


@pytest.mark.parametrize(
    "text",
    [
        "file,license\none.jpg,Nonsense\n",
        "file,edits\none.jpg,teleported\n",
        "file,part\none.jpg,7\n",
        "creator\nX\n",
        'file,creator\none.jpg,"open\n',
        "file,creator\none.jpg,a,b\n",
        b"PK\x03\x04...",
        b"file\n\x81\n",
        "",
    ],
)
def test_bad_tables_name_the_file_and_a_mend(desk: Path, text: str | bytes) -> None:
    with pytest.raises(PublishError) as error:
        plan(read_table(table(text)).rows, [(desk / "a", read(desk / "a"))], replace=True)
    problem = error.value.problems[0]
    assert problem.where and problem.where.file == "t.csv" and problem.fix


def test_a_basis_is_a_conflict_with_a_license(desk: Path) -> None:
    file = str(table("file,basis\none.jpg,permission\n"))
    before = (desk / "a/article.md").read_text()
    assert main(["credit", "--from", file, "sources/a", "--yes"]) == 1
    assert (desk / "a/article.md").read_text() == before
    assert main(["credit", "--from", file, "sources/a", "--yes", "--replace"]) == 0
    credit = read(desk / "a").images[0].credits[0]
    assert (credit.basis, credit.license) == ("permission", None)


def test_an_article_that_fails_stays_and_the_others_are_written(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(data: bytes, wanted: Iterable[Change], name: str) -> bytes:
        changed = change(data, wanted, name)
        return changed.replace(b"title:", b"titel:") if name.startswith("sources/a/") else changed

    monkeypatch.setattr("publish.editing.statements.change", broken)
    file = str(table("article,file,creator\na,two.jpg,Bo\nb,two.jpg,Cy\n"))
    assert main(["credit", "--from", file, "sources/a", "sources/b", "--yes"]) == 1
    assert (desk / "a/article.md").read_text() == ARTICLE
    assert read(desk / "b").images[1].credits[0].creator == "Cy"
