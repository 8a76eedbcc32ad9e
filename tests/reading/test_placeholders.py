"""Placeholders are told in text and metadata, captions and credits, tables and pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.metadata.credits import credit_packet
from publish.model.credit import Credit
from publish.pictures.embedding import embed
from publish.reading import read
from tests.pictures.samples import picture

PUBLICATION = """\
[publication]
id = "8e5f7f5c-0f0d-4f3e-9d0b-6d6a3d1c7b11"
publisher = "TKTK"
"""
ARTICLE = """\
---
title: The TK Ferry
subtitle: Lorem ipsum dolor
authors: [TKTK, {name: Ada, affiliation: XXX}]
date: 2026-03-01
lang: en
keywords: ["lost \ufffd"]
abstract: An *abstract* TK.
canonical: https://example.org/TK
images:
  a.jpg:
    alt: TK
    caption: A *ferry* TK.
    credit:
      creator: TK
      source: https://example.org/TK-1
---
Text TK.

![](a.jpg)

![A TK](b.jpg)

![A quay](c.jpg)

:::table t.csv
:::
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "ferry"
    folder.mkdir()
    (tmp_path / "publish.toml").write_text(PUBLICATION)
    (folder / "article.md").write_text(ARTICLE, "utf-8")
    for name in ("a.jpg", "b.jpg"):
        (folder / name).write_bytes(picture())
    packet = credit_packet([Credit(title="XXX", creator="Ada Example")])
    (folder / "c.jpg").write_bytes(embed("image/jpeg", picture(), packet))
    (folder / "b.jpg.yaml").write_text("caption: |\n  One.\ncredit:\n  line: Photo by TK\n")
    (folder / "t.csv").write_text("a,b\n1,TK\n")
    return folder


def test_every_placeholder_is_reported_once_with_its_place(desk: Path) -> None:
    found = [problem for problem in read(desk).problems if problem.rule == "placeholder"]
    places = [(Path(p.where.file).name, p.where.line) for p in found if p.where]
    in_article = [2, 3, 4, 4, 7, 8, 12, 13, 15, 18, 22, 24]
    assert sorted(places) == sorted(
        [("publish.toml", 0), ("b.jpg.yaml", 4), ("t.csv", 2)]
        + [("article.md", line) for line in in_article]
    )
    told = {problem.message for problem in found}
    assert {"creator", "affiliation", "publisher", "line"} <= {m.split("`")[1] for m in told}
    assert any(message.startswith("c.jpg itself, `title`") for message in told)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("“The Ferry", True),
        ("„Die Fähre", True),
        ("“The Ferry” and more", False),
        ("„Die Fähre“ und mehr", False),
        ("« Le bac » part", False),
        ("The Ferry", False),
    ],
)
def test_a_quotation_mark_that_never_closes_is_told(desk: Path, title: str, told: bool) -> None:
    (desk / "article.md").write_text(ARTICLE.replace("The TK Ferry", title), "utf-8")
    found = [p.where.line for p in read(desk).problems if p.rule == "quotes-open" and p.where]
    assert found == ([2] if told else [])
