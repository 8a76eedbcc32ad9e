"""Captions typed as a line under their picture: proposed as an entry, never parted from it."""

from __future__ import annotations

import re

import pytest
from ruamel.yaml import YAML

from publish.errors import Problem
from publish.reading.body import read_body
from publish.reading.figures.caption_lines import read_caption
from publish.reading.findings import Findings


def read(text: str) -> tuple[str, list[Problem]]:
    findings = Findings("article.md")
    body = read_body(f"First.\n\n{text}\n\nLast.", "en", lambda name, at, column: name, findings)
    return re.sub(r"\s+", " ", body.html), findings.problems


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (
            "![](a.png)\n*The ferry at its pier. Photo: Ada Example*",
            {"caption": "The ferry at its pier.", "credit": {"creator": "Ada Example"}},
        ),
        (
            "![](a.png)\n\n*The ferry. (Foto: Ada Example/dpa)*",
            {"caption": "The ferry.", "credit": {"creator": "Ada Example", "provider": "dpa"}},
        ),
        (
            "![](a.png)\nPhoto by Ada Example / Reuters",
            {"credit": {"creator": "Ada Example", "provider": "Reuters"}},
        ),
        ("![](a.png)\n_The ferry._", {"caption": "The ferry."}),
        ("![](a.png)\n[The ferry]{.small}", {"caption": "The ferry"}),
        (
            "[![](a.png)](https://example.org/)\n*Two. © 2024 Ben Example*",
            {"caption": "Two.", "credit": {"creator": "Ben Example"}},
        ),
        ("![](a.png)\n*撮影：山田太郎*", {"credit": {"creator": "山田太郎"}}),
        (
            '![](a.png)\n*The "old" ferry: a map. Map: Ben*',
            {"caption": "The “old” ferry: a map.", "credit": {"creator": "Ben"}},
        ),
        ("![](a.png)\n\nFigure 1: The ferry at noon.", {"caption": "The ferry at noon."}),
        (
            "![](a.png)\n\nAbb. 2. Die Fähre. Foto: Ada",
            {"caption": "Die Fähre.", "credit": {"creator": "Ada"}},
        ),
    ],
)
def test_the_line_is_proposed_as_an_entry_that_can_be_pasted(
    text: str, entry: dict[str, object]
) -> None:
    html, problems = read(text)
    (problem,) = (p for p in problems if p.rule == "image-caption-line")
    found = re.search(r"`images:` (.*) and delete the line\.$", problem.fix)
    assert found
    assert YAML(typ="safe").load(found[1]) == {"a.png": entry}
    assert html.index("<figure") < html.index("<p>", html.index("First.") + 1)


@pytest.mark.parametrize("typed", ["Figure 1: The ferry.", "**Figure 1.** The ferry."])
def test_a_caption_with_a_number_above_its_picture_is_proposed(typed: str) -> None:
    _, (problem,) = read(f"{typed}\n\n![](a.png)")
    assert problem.rule == "image-caption-line"
    assert problem.where
    assert problem.where.line == 3
    assert '{caption: "The ferry."}' in problem.fix
    assert read("The figure is old.\n\n![](a.png)")[1] == []


@pytest.mark.parametrize(
    "text", ["![](a.png)\n\nPlain text, and *more*.", "![](a.png)\n\n*One* and *two*."]
)
def test_a_paragraph_of_text_is_none(text: str) -> None:
    assert read(text)[1] == []


def test_a_picture_above_its_text_stays_above_it() -> None:
    html, (problem,) = read("![](a.png)\nThe ferry left at noon.")
    assert problem.rule == "image-in-text"
    assert html.index("<figure") < html.index("The ferry")


def test_several_pictures_above_a_line_keep_their_order() -> None:
    html, problems = read("![](a.png)\n![](b.png)\n*The second. Photo: Ada*")
    assert [p.rule for p in problems] == ["image-caption-line"]
    assert html.index("a.png") < html.index("b.png") < html.index("The second")


@pytest.mark.parametrize(
    ("line", "creator"),
    [
        ("The photo shows a ferry.", ""),
        ("A map of the harbor, drawn in 1968.", ""),
        ("The ferry. Photo: Ada Example", "Ada Example"),
        ("The ferry – Foto: Ada Example", "Ada Example"),
        ("The ferry | © Ada Example", "Ada Example"),
    ],
)
def test_a_creator_is_named_only_where_the_words_say_so(line: str, creator: str) -> None:
    assert read_caption(line).creator == creator


@pytest.mark.parametrize(
    "text",
    [
        "![](a.png)\n<small>The ferry. Photo: Ada / CC BY 4.0</small>",
        "![](a.png)\n<figcaption>The ferry. Photo: Ada / CC BY 4.0</figcaption>",
        '<figure><img src="a.png">\n<figcaption>The ferry. Photo: Ada / CC BY 4.0</figcaption>',
    ],
)
def test_a_caption_in_html_is_proposed_too(text: str) -> None:
    problems = [problem for problem in read(text)[1] if problem.proposed]
    assert [problem.rule for problem in problems] == ["raw-html"]
    assert (problems[0].about, dict(problems[0].proposed)) == (
        "a.png",
        {"caption": "The ferry.", "creator": "Ada", "license": "CC-BY-4.0"},
    )
    assert "caption of a.png" in problems[0].message
