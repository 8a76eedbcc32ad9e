"""Every finding of the proof names the source's file and line, and what to do about it now."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PIL import Image as Pillow

from publish.building.refusal import refused
from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.content import (
    UNREAD,
    Content,
    Entry,
    Figure,
    Formula,
    Link,
    Overrun,
    Piece,
    unreadable,
)
from publish.errors import Where
from publish.model.article import Article
from publish.page import Page
from publish.promise import ASPECTS, Promise
from publish.proof import Report, read_page
from publish.proof.remedies import GENERAL
from publish.proof.report import verify
from publish.reading import read

ROOT = Path(__file__).parents[2]
SOURCE = """\
---
title: Salt and Iron
authors: [Ada Example]
date: 2026-03-01
lang: en
images:
  tower.jpg:
    alt: A tower at the sea
    caption: The tower in winter.
    credit: {title: Tower, creator: Ben Example, license: CC-BY-4.0, not-supplied: [source]}
---
The first paragraph says that *iron* **rusts**.

![](tower.jpg)

## Rust and salt

Water is $H_2O$ and a note[^1] follows, with [a link](https://example.org/link) in it.

They call it שלום there.

3. Third point
4. Fourth point

| Name | Height |
|---|---|
| Bar | 12 |

The word [bonjour]{lang=fr} is French, as [](#rust-and-salt) says, and ☃ is a snowman.

:::include more.md

[^1]: The note is long.
"""
MORE = "One line.\n\nAnother line that was included.\n"


@cache
def article() -> Article:
    with TemporaryDirectory() as root:
        folder = Path(root, "sources/salt")
        folder.mkdir(parents=True)
        (folder / "article.md").write_text(SOURCE, "utf-8")
        (folder / "more.md").write_text(MORE, "utf-8")
        Pillow.new("RGB", (60, 40), (90, 120, 130)).save(folder / "tower.jpg", "JPEG")
        Path(root, "publish.toml").write_bytes((ROOT / "tests/cases/publish.toml").read_bytes())
        return read(folder)


@cache
def page() -> Page:
    return compose(article(), load("briefing"))


def line_of(words: str) -> int:
    return SOURCE[: SOURCE.index(words)].count("\n") + 1


def figure(content: Content, **changes: object) -> Content:
    return replace(content, figures=(replace(content.figures[0], **changes),))  # type: ignore[arg-type]


Change = Callable[[Content], Content]
WORDS = ["They", "call", "it", "שלום", "there."]
TURNED = (tuple(Piece(tuple(word), tuple(n * 9.0 + i for i in range(len(word))))
                for n, word in enumerate(WORDS)),)  # fmt: skip

CHANGES: Mapping[str, tuple[Change, str]] = {
    "proof-words": (lambda c: replace(c, text=c.text.replace("rusts", "")), "rusts"),
    "proof-heading": (lambda c: replace(c, headings=c.headings[:1]), "Rust and salt"),
    "proof-figure": (lambda c: replace(c, figures=()), "The tower in"),
    "proof-alt": (lambda c: figure(c, alt=""), "A tower at"),
    "proof-caption": (lambda c: figure(c, caption=""), "The tower in"),
    "proof-credit": (lambda c: figure(c, credits=()), "title: Tower"),
    "proof-credit-embedded": (lambda c: figure(c, embedded={}), "A tower at"),
    "proof-address": (
        lambda c: replace(c, links=(*c.links, Link("https://a.example/#b#c", "a link"))),
        "a link",
    ),
    "proof-link": (
        lambda c: replace(c, links=tuple(x for x in c.links if x.text != "a link")),
        "a link",
    ),
    "proof-formula": (lambda c: replace(c, formulas=(Formula("H_3O", "x"),)), "$H_2O$"),
    "proof-reference": (lambda c: replace(c, references=()), "Rust and salt"),
    "proof-metadata": (
        lambda c: replace(c, metadata={"article": {"title": ("Salt",)}}),
        "Salt and Iron",
    ),
    "proof-off-page": (lambda c: replace(c, overruns=(Overrun(1, "Fourth point"),)), "Fourth"),
    "proof-order": (lambda c: replace(c, lines=(TURNED,)), "They call"),
    "glyph-missing": (lambda c: replace(c, boxes=("☃",)), "snowman"),
    "proof-citation": (
        lambda c: replace(c, entries=(Entry("The note is long", "", 1),)),
        "The note is",
    ),
    "proof-note": (lambda c: replace(c, notes=()), "The note is"),
    "proof-language": (lambda c: replace(c, languages={}), "bonjour"),
    "proof-number": (lambda c: replace(c, numbers=("3", "9")), "Fourth point"),
    "proof-table": (lambda c: replace(c, tables=()), "| Name"),
    "proof-decoration": (
        lambda c: replace(c, decorations=(Figure(alt="A tower at the sea"),)),
        "A tower at",
    ),
    "proof-structure": (
        lambda c: replace(c, structure=(), promise=Promise(frozenset(ASPECTS), ("article",))),
        "---",
    ),
    "proof-unread": (
        lambda c: replace(c, notes=UNREAD, promise=Promise(columns=("article",))),
        "---",
    ),
}
"""For every rule, how a file differs, and the words of the line where that is found."""


def proved(change: Change) -> Report:
    expected = read_page(page())
    there = replace(
        expected, format="pdf", overruns=(), boxes=(), stray=(), stale=(), astray=(), beside={}
    )
    found = change(replace(there, metadata={"article": expected.metadata["article"]}))
    found = replace(found, promise=found.promise or Promise(columns=("article",)))

    def read_back(data: bytes) -> Content:
        return found if data else replace(there, promise=found.promise, notes=expected.notes)

    return verify({"pdf": b"wrong"}, page(), lambda name: read_back)


def test_every_rule_of_the_proof_is_here() -> None:
    known = tomllib.loads((ROOT / "publish/explanations/proof.toml").read_text("utf-8"))
    others = {"proof-nothing", "proof-unreadable", "proof-credit-invisible"}  # of a stylesheet
    assert set(known) - set(CHANGES) == others


@pytest.mark.parametrize("rule", CHANGES)
def test_every_finding_has_a_file_and_a_line(rule: str) -> None:
    change, words = CHANGES[rule]
    found = [problem for problem in proved(change).problems if problem.rule == rule]
    assert found
    for problem in found:
        assert problem.where
        assert problem.where.file.endswith("sources/salt/article.md")
        assert problem.where.line > 0
    lines = {problem.where.line for problem in found if problem.where}
    near = line_of(words)
    assert lines & {near, near + 1, near + 2}, (lines, near)


def test_nothing_differs_where_nothing_was_changed() -> None:
    assert proved(lambda content: content).problems == ()


def test_a_file_that_cannot_be_read_is_reported_at_the_articles_beginning() -> None:
    def broken(data: bytes) -> Content:
        raise unreadable("pdf", "it is broken")

    (problem,) = verify({"pdf": b""}, page(), lambda name: broken).problems
    assert problem.where
    assert problem.where.line == 1


def test_words_of_an_included_text_are_found_there() -> None:
    (problem,) = proved(lambda c: replace(c, text=c.text.replace("included", ""))).problems
    assert problem.where
    assert (problem.where.file.rpartition("/")[2], problem.where.line) == ("more.md", 3)


def test_words_that_are_twice_are_found_by_those_around_them() -> None:
    texts = article().texts
    assert texts.find("line", "…One line. Another…") == texts.find("One line")
    assert texts.find("line", "One line. Another line that was") != texts.find("nowhere at all")
    assert texts.find("never written", "") is None


def test_the_fix_names_the_mark_and_the_formats_that_are_right() -> None:
    report = proved(lambda c: replace(c, formulas=()))
    problem = next(p for p in report.problems if p.rule == "proof-formula")
    assert problem.fix == GENERAL
    right = replace(report, checks={**report.checks, "epub": right_checks(), "docx": ()})
    told = next(p for p in refused(right, article()) if p.rule == "proof-formula")
    assert told.where == Where(problem.where.file if problem.where else "", line_of("$H_2O$"))
    assert told.fix == (
        "The fault is in publish, not in the article: please report it. To publish now, take the "
        f"formula, the note or the link out of line {line_of('$H_2O$')}, or build the formats that "
        "are right: --to epub."
    )
    report = proved(lambda c: replace(c, text=c.text.replace("rusts", "")))
    (told,) = refused(report, article())
    assert told.fix.endswith("the emphasis out of line 12, or write “rusts” in other words.")


def right_checks() -> tuple:  # type: ignore[type-arg]
    return proved(lambda content: content).checks["pdf"]
