"""The block that ``check`` proposes can be pasted as it is, and invents nothing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from publish.crediting.gaps import ASKING, gaps
from publish.crediting.proposal import FILL, proposed_block
from publish.model.article import Article
from publish.reading import read
from tests.pictures.samples import picture

DAY = date(2026, 3, 1)
PUBLICATION = '[publication]\nid = "8e5f7f5c-0f0d-4f3e-9d0b-6d6a3d1c7b11"\n'
BODY = """
![](one.jpg)
*The ferry at its pier. Photo: Ben Example / Example Press / CC BY 4.0*

![A harbor](two.jpg)

![A quay](three.jpg)
"""
ENTRIES = {
    "none": "",
    "empty": "images:\n",
    "some": """images:
  # the first
  one.jpg:
    alt: A ferry   # short
    credit:
      creator: Ada
      license:   # to be asked
keywords: [ferry]
""",
    "in braces": 'images:\n  one.jpg: {alt: A ferry, credit: {creator: "Ada"}}\nkeywords: [a]\n',
    "whole in braces": "images: {one.jpg: {alt: A ferry}}\n",
    "several credits": """images:
  two.jpg:
    credit:
      - creator: Ada
        license: CC-BY-4.0
      - license: CC-BY-SA-4.0
""",
    "quoted": 'images:\n  "one.jpg":\n    "alt": "A: ferry"\n',
}


def article(folder: Path, entries: str, ending: str = "\n") -> Article:
    """The article with these entries, read."""
    (folder / "publish.toml").write_text(PUBLICATION)
    head = f"title: A\ndate: 2026-03-01\nlang: en\n{entries}"
    text = f"---\n{head}---\n{BODY}".replace("\n", ending)
    (folder / "article.md").write_bytes(text.encode())
    for name in ("one.jpg", "two.jpg", "three.jpg"):
        (folder / name).write_bytes(picture())
    return read(folder)


def block_of(folder: Path, found: Article) -> str:
    return proposed_block((folder / "article.md").read_bytes(), found, found.problems, DAY)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "ferry"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("name", ENTRIES)
def test_the_block_can_be_pasted_as_it_is(desk: Path, name: str) -> None:
    before = article(desk, ENTRIES[name])
    block = block_of(desk, before)
    rest = re.sub(r"^images:.*\n(?: .*\n)*", "", ENTRIES[name], flags=re.MULTILINE)
    after = article(desk, f"{block}\n{rest}")
    (line,) = (problem for problem in before.problems if problem.rule == "image-caption-line")
    assert line.about == "one.jpg"
    one, *others = after.images
    assert one.caption == "The ferry at its pier."
    (credit,) = one.credits
    said = before.images[0].credits
    assert credit.creator == (said[0].creator if said else "Ben Example")
    assert (credit.provider, credit.license and credit.license.id) == ("Example Press", "CC-BY-4.0")
    for old, new in zip(before.images[1:], others, strict=True):
        assert (new.alt, new.caption) == (old.alt, old.caption)
        assert [c.license for c in new.credits] == [
            c.license for c in old.credits
        ] or not old.credits
        assert [gap.keys for gap in gaps(after, new, DAY)] == [
            gap.keys for gap in gaps(before, old, DAY)
        ]


def test_comments_stay_and_empty_keys_say_what_belongs_there(desk: Path) -> None:
    block = block_of(desk, article(desk, ENTRIES["some"], "\r\n")).replace("\r\n", "\n")
    assert "  # the first\n  one.jpg:\n    alt: A ferry   # short\n" in block
    assert "license: CC-BY-4.0   # to be asked" in block
    assert re.search(r"^      license:  # such as CC-BY-4.0; or", block, re.MULTILINE)
    assert "keywords" not in block


def test_pictures_that_lack_nothing_get_no_block(desk: Path) -> None:
    entry = "\n".join(
        f"  {name}.jpg: {{alt: A, credit: {{license: CC0}}}}" for name in ("one", "two", "three")
    )
    found = article(desk, f"images:\n{entry}\n")
    assert proposed_block((desk / "article.md").read_bytes(), found, (), DAY) == ""


def test_every_key_that_is_asked_for_is_explained() -> None:
    assert {key for rule in ASKING for key in rule.settled_by} <= FILL.keys()
