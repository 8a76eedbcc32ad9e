"""A whole folder, read: what the Article holds, and what is refused before it is one."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid5

import pytest

from publish.errors import Problem, PublishError, SourceError, UsageError
from publish.model.article import Person
from publish.model.credit import Credit
from publish.pictures.pixels import JPEG, PNG, Pixels, examine
from publish.reading import publication_of, read
from publish.rights.registry import find
from tests.pictures.samples import picture, png, rotated

ID = "390facdd-d0fc-4395-8fa3-99987dd78ff3"
TOML = f'[publication]\nid = "{ID}"\nlang = "en"\npublisher = "The House"\n'
HEAD = "---\ntitle: A title\ndate: 2026-03-01\n---\n"

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A publication with one article; files are named by path, given as text or bytes."""

    def make(article: str | bytes, slug: str = "an-article", **files: bytes) -> Path:
        (tmp_path / "publish.toml").write_text(TOML)
        folder = tmp_path / "sources" / slug
        folder.mkdir(parents=True)
        data = article.encode() if isinstance(article, str) else article
        (folder / "article.md").write_bytes(data)
        for name, content in files.items():
            (folder / name.replace("_", ".")).write_bytes(content)
        return folder

    return make


def problems_of(folder: Path, error: type[PublishError] = SourceError) -> tuple[Problem, ...]:
    with pytest.raises(error) as caught:
        read(folder)
    return caught.value.problems


def the_problem(folder: Path, error: type[PublishError] = SourceError) -> Problem:
    (problem,) = problems_of(folder, error)
    return problem


FULL = """---
title: "The Ferry: a story"
subtitle: How it sank
short-title: The Ferry
authors:
  - Ada Example
  - name: Ben Example
    file-as: Example, Ben
    orcid: https://orcid.org/0000-0002-1825-0097
    affiliation: The Institute
    role: photographer
date: 2026-03-01
modified: 2026-03-02T01:30:00+02:00
category: Transport
lang: en-gb
keywords: [ferries, NO, 0123]
description: >-
  What happened
  that day.
license: CC BY 4.0
rights: © 2026 The House
version: 1.10
hero: ./ferry.jpg
images:
  ferry.jpg:
    alt: A ferry
    caption: The *ferry* isn't "new"
    credit:
      - title: Ferry
        creator: Ada Example
        source: https://example.org/ferry
        provider: Wikimedia Commons
        license: cc-by-sa/4.0
        line: "Photo:  Ada | CC"
        copyright: © Ada
        usage-terms: Ask
        acquire: https://example.org/buy
        asset-id: 0815
        origin: photo
        changes: cropped
      - creator: Ben
        basis: own work
        evidence: he said so
        stand-in-for: File:Ferry.jpg
---

First.

![A chart](chart.png "From *us*")
"""


def test_everything_that_can_be_stated(make: Make) -> None:
    chart = picture("PNG", dpi=(300, 300))
    ferry = picture()
    folder = make(FULL, ferry_jpg=ferry, chart_png=chart)
    article = read(folder)
    stated = article.metadata
    assert article.slug == "an-article"
    assert stated.title == "The Ferry: a story"
    assert (stated.subtitle, stated.short_title) == ("How it sank", "The Ferry")
    assert stated.authors == (
        Person("Ada Example"),
        Person("Ben Example", "Example, Ben", "0000-0002-1825-0097", ("The Institute",), "pht"),
    )
    assert stated.date == date(2026, 3, 1)
    assert stated.modified == datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert (stated.category, stated.lang, stated.version) == ("Transport", "en-GB", "1.10")
    assert stated.keywords == ("ferries", "NO", "0123")
    assert stated.description == "What happened that day."
    assert stated.license == find("CC-BY-4.0")
    assert (stated.rights, stated.publisher) == ("© 2026 The House", "The House")
    assert stated.identifier == f"urn:uuid:{uuid5(UUID(ID), 'an-article')}"
    assert article.hero == "ferry.jpg"
    assert article.body == '<p>First.</p>\n\n<figure data-image="chart.png"></figure>'
    assert not article.problems

    hero, second = article.images
    assert (hero.name, hero.alt, hero.data) == ("ferry.jpg", "A ferry", ferry)
    assert hero.caption == "The <em>ferry</em> isn’t “new”"
    assert hero.credits == (
        Credit(
            title="Ferry", creator="Ada Example", source="https://example.org/ferry",
            provider="Wikimedia Commons", license=find("CC-BY-SA-4.0"), line="Photo:  Ada | CC",
            copyright="© Ada", usage_terms="Ask", acquire="https://example.org/buy",
            asset_id="0815", origin="digitalCapture", changes="cropped",
            found_in=("front matter",),
        ),
        Credit(
            creator="Ben", basis="own", evidence="he said so", stand_in_for="File:Ferry.jpg",
            found_in=("front matter",),
        ),
    )  # fmt: skip
    assert hero.where is not None
    assert (hero.where.line, hero.where.column) == (25, 3)
    assert [credit.where.line for credit in hero.credits if credit.where] == [29, 41]
    assert (second.name, second.alt, second.caption) == ("chart.png", "A chart", "From <em>us</em>")
    assert (second.media_type, second.width, second.height) == ("image/png", 30, 20)
    assert second.credits == ()
    assert [source.path for source in article.sources] == [
        "sources/an-article/article.md",
        "sources/an-article/ferry.jpg",
        "sources/an-article/chart.png",
        "publish.toml",
    ]
    assert article.sources[1].sha256 == hashlib.sha256(ferry).hexdigest()


def test_nothing_is_invented(make: Make) -> None:
    article = read(make(HEAD + "Text.\n"))
    stated = article.metadata
    assert stated.modified == datetime(2026, 3, 1, tzinfo=UTC)
    assert stated.lang == "en"
    assert stated.authors == ()
    assert stated.keywords == ()
    for field in ("subtitle", "short_title", "category", "description", "license", "rights",
                  "version", "contact"):  # fmt: skip
        assert getattr(stated, field) is None
    assert article.images == ()
    assert article.hero is None


def test_the_folder_it_lies_in_makes_no_difference(make: Make, tmp_path: Path) -> None:
    folder = make(FULL, ferry_jpg=picture(), chart_png=picture("PNG"))
    there = tmp_path / "elsewhere"
    (there / "sources").mkdir(parents=True)
    (there / "publish.toml").write_text(TOML)
    (tmp_path / "sources" / "an-article").rename(there / "sources" / "an-article")
    first = read(there / "sources" / "an-article")
    (there / "sources" / "an-article").rename(folder)
    second = read(folder)
    assert first.metadata == second.metadata
    assert first.images == second.images
    assert (first.body, first.sources) == (second.body, second.sources)


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "BOM"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_line_ends_and_byte_order_mark(make: Make, mark: str, end: str) -> None:
    source = mark + (HEAD + "One\ntwo.\n\n[a](b.md)\n").replace("\n", end)
    problem = the_problem(make(source.encode()))
    assert problem.where is not None
    assert (problem.where.line, problem.where.column) == (8, 1)


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        ((HEAD + "One\nIt’s").encode("cp1252"), (6, 3), "0x92 is not UTF-8 (in Windows-1252"),
        (b"---\r\ntitle: caf\xe9\r\n---\r\n", (2, 11), "0xE9"),
        ((HEAD + "One").encode("utf-16"), (0, 0), "UTF-16"),
        ((HEAD + "One").encode("utf-16-le"), (0, 0), "UTF-16"),
        ((HEAD + "中文" * 99).encode("utf-16-be"), (0, 0), "UTF-16"),
        (b"\x89PNG\r\n\x1a\n", (1, 1), "0x89"),
        (b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xa6", (0, 0), "Word document"),
        (b"x" * 4_000_001, (0, 0), "4,000,001 bytes"),
    ],
)
def test_not_utf_8(make: Make, data: bytes, place: tuple[int, int], words: str) -> None:
    problem = the_problem(make(data))
    assert problem.where is not None
    assert (problem.where.line, problem.where.column) == place
    assert words in problem.message


def test_at_most_forty_errors_are_shown(make: Make) -> None:
    problems = problems_of(make(HEAD + "[a](b.md)\n\n" * 100))
    assert len(problems) == 41
    assert "60 more" in problems[-1].message


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("My Article", "my-article"),
        ("köln", "koln"),
        ("a--b", "a-b"),
        ("a_b", "a-b"),
        ("été.", "ete"),
    ],
)
def test_a_slug_is_plain(make: Make, name: str, better: str) -> None:
    problem = the_problem(make(HEAD + "Text.", name))
    assert problem.rule == "slug"
    assert problem.fix == f"Rename the folder to {better}."


def test_the_slug_is_the_folders_real_name(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make(HEAD + "[a](b.md)"))
    problem = the_problem(Path())
    assert str(problem).startswith("article.md:5:1: error[link-target]")
    Path("article.md").write_text(HEAD + "Text.")
    assert read(Path()).slug == "an-article"
    assert publication_of(Path()).publisher == "The House"


def test_no_such_folder(make: Make) -> None:
    folder = make(HEAD)
    problem = the_problem(folder.with_name("an-artikle"), UsageError)
    assert problem.fix == f"Did you mean {folder}?"
    assert the_problem(folder / "article.md", UsageError).fix == f"Name the folder: {folder}"
    (folder / "article.md").rename(folder / "Text.md")
    assert the_problem(folder).fix == "Rename Text.md to article.md."


def test_no_publication(tmp_path: Path) -> None:
    folder = tmp_path / "an-article"
    folder.mkdir()
    (folder / "article.md").write_text(HEAD)
    problem = the_problem(folder, UsageError)
    assert problem.rule == "no-publication"
    assert "publish new" in problem.fix


def test_no_language_anywhere(make: Make) -> None:
    folder = make(HEAD + "Text.")
    (folder.parents[1] / "publish.toml").write_text(f'[publication]\nid = "{ID}"\n')
    assert the_problem(folder).rule == "lang"


def test_names_are_compared_as_people_read_them(make: Make) -> None:
    folder = make(HEAD + "\n![A](Ko%CC%88ln.jpg)\n\n![B](<a b.jpg>)\n\n![C](sub/c.jpg)\n")
    (folder / "sub").mkdir()
    for name in (unicodedata.normalize("NFD", "Köln.jpg"), "a b.jpg", "sub/c.jpg"):
        (folder / name).write_bytes(picture())
    names = [image.name for image in read(folder).images]
    assert names == ["Köln.jpg", "a b.jpg", "sub/c.jpg"]


def test_case_is_part_of_a_name(make: Make) -> None:
    folder = make(HEAD + "\n![A](A.jpg)\n\n![B](a.jpg)\n", A_jpg=picture())
    (folder / "a.jpg").write_bytes(picture())
    assert the_problem(folder).rule == "image-clash"


def test_links_that_leave_the_folder_are_not_followed(make: Make, tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(picture())
    folder = make(HEAD + "\n![A](a.jpg)\n\n![B](sub/secret.jpg)\n")
    (folder / "a.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "sub").symlink_to(tmp_path)
    assert [problem.rule for problem in problems_of(folder)] == ["image-outside"] * 2


def test_a_folder_is_no_picture(make: Make) -> None:
    folder = make(HEAD + "\n![A](a.jpg)\n")
    (folder / "a.jpg").mkdir()
    assert the_problem(folder).rule == "image-missing"


@pytest.mark.parametrize(
    ("content", "rule", "fix"),
    [
        (picture()[:-50], "image-damaged", "again"),
        (b"8BPS" + bytes(30), "image-format", "JPEG"),
    ],
)
def test_pictures_that_cannot_be_used(make: Make, content: bytes, rule: str, fix: str) -> None:
    problem = the_problem(make(HEAD + "\ntext\n\n![A](a.jpg)\n", a_jpg=content))
    assert problem.rule == rule
    assert fix in problem.fix
    assert problem.message.startswith("a.jpg: ")
    assert problem.where is not None
    assert problem.where.line == 8


def test_a_turned_picture_is_shown_upright_and_said_so(make: Make) -> None:
    delivered = rotated(8)
    article = read(make(HEAD + "\n![A](a.jpg)\n", a_jpg=delivered))
    (image,) = article.images
    assert (image.width, image.height) == (20, 30)
    assert examine(image.data) == Pixels(JPEG, 20, 30, None)
    (problem,) = article.problems
    assert str(problem).startswith(
        f"{article.where}:6:1: hint[image-turned]: a.jpg is stored turned"
    )
    assert article.sources[1].sha256 == hashlib.sha256(delivered).hexdigest()


def test_gray_of_16_bits_is_shown_with_8_and_said_so(make: Make) -> None:
    article = read(make(HEAD + "\n![A](a.png)\n", a_png=png(depth=16, colour=0)))
    assert [problem.rule for problem in article.problems] == ["image-depth"]
    assert examine(article.images[0].data).mode == "L"


def test_the_content_decides_what_a_picture_is(make: Make) -> None:
    article = read(make(HEAD + "\n![A](a.jpg)\n", a_jpg=picture("PNG")))
    (problem,) = article.problems
    assert (problem.rule, problem.fix) == ("image-suffix", "Rename it to a.png.")
    assert article.images[0].media_type == PNG


def test_an_animation_is_doubtful(make: Make) -> None:
    still = picture("PNG")
    moving = still[:33] + b"\0\0\0\x08acTL\0\0\0\x02\0\0\0\0" + b"\xf3\x8d\x93\x70" + still[33:]
    article = read(make(HEAD + "\n![A](a.png)\n", a_png=moving))
    assert [problem.rule for problem in article.problems] == ["image-animated"]
