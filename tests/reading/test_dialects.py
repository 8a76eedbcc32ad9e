"""Marks of other houses: each is noted with its line, and the fix that the message gives works."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest

from publish.errors import Problem
from publish.reading.body import read_body
from publish.reading.dialects.find import MARKS
from publish.reading.dialects.html import INSTEAD
from publish.reading.dialects.mark import Mark
from publish.reading.findings import Findings

SAMPLES: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("dialects.toml").read_text("utf-8")
)
BEFORE, AFTER = "First.\n\n", "\n\nLast.\n"


def read(text: str, lang: str = "en") -> tuple[str, list[Problem]]:
    findings = Findings("article.md")
    body = read_body(BEFORE + text + AFTER, lang, lambda name, at, column: name, findings)
    return body.html, findings.problems


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.name)
def test_a_mark_is_noted_with_its_line_and_a_fix(mark: Mark) -> None:
    sample = SAMPLES[mark.name]
    _, problems = read(sample["typed"])
    assert {p.rule for p in problems} - {"box-mark"} == {sample.get("rule", "markdown-dialect")}
    problem = next(p for p in problems if mark.means in p.message and mark.whose in p.message)
    assert problem.severity is mark.severity
    assert problem.where
    assert problem.where.line == 3
    assert sample["fix"] in problem.fix


@pytest.mark.parametrize("name", [name for name in SAMPLES if "mended" in SAMPLES[name]])
def test_the_text_after_the_fix_is_what_its_author_meant(name: str) -> None:
    html, problems = read(SAMPLES[name]["mended"])
    assert problems == []
    assert SAMPLES[name]["gives"] in html


def in_code(typed: str) -> Iterator[str]:
    """The sample in a listing and, where it is one line, in a line's code."""
    if "`" not in typed:
        yield f"```\n{typed}\n```"
        if "\n" not in typed:
            yield f"Write `{typed}`"


@pytest.mark.parametrize("text", [t for s in SAMPLES.values() for t in in_code(s["typed"])])
def test_in_code_it_is_no_mark(text: str) -> None:
    assert read(text)[1] == []


def test_each_mark_has_one_sample() -> None:
    assert [mark.name for mark in MARKS if mark.name not in SAMPLES] == []
    assert set(SAMPLES) == {mark.name for mark in MARKS}
    assert len(SAMPLES) == len(MARKS)


def test_a_link_to_a_picture_says_how_to_show_it() -> None:
    for typed in ("[](ferry.jpg)", "[A ferry](ferry.jpg)"):
        (problem,) = read(typed)[1]
        assert problem.fix == "Write ![](ferry.jpg), with a !, to show it."


ORDINARY = [
    "-5 degrees, +3 percent\n-2 at night.",
    "— Où est-il ?",
    r"He \[Ben\] left \(at noon\); `\(a+b\)` is LaTeX, and 2 \*\* 3 is 8.",
    "In 2020-2021, page 3 of 12 was lost (see [page 3](https://example.org/a)).",
    "*Emphasis* begins this line,\n**and strength** that.",
    "At 10:30:45 the ferry left; the ratio is 3:2:1.",
    "He earned $5 || $6, and 2 == 2.",
    "C++ and g++ are compilers.",
    "He said “[it] left”, she [sic] agreed; see Smith [2020] and page [iv].",
    "It cost 50%% more? No: 50% and 60% more.",
    "The set {a, b} and the tag #MeToo.",
    "a + b = c, x < y > z.",
    "Super Bowl 30, and Tk is a toolkit.",
    "One line of a paragraph that is wrapped at a\nwidth, and goes on,\nuntil it ends.",
    "1. One\n2. Two",
    "| A | B |\n|---|---|\n| 1 | 2 |",
    "> Quoted.\n\n— nobody",
    "Title\n-----",
    "See http://example.org/a_b_c?x==y&z=[1] there.",
    "[^1] is a note.\n\n[^1]: A note.",
    "The file is image.png!",
    "Fine \U0001f600, \u2764\ufe0f and \U0001f44d \u2192 all of one character.",
    "(a) stands in a line",
    "f(a) b) c)",
    "Really??? It sank.",
    "a[i][j], x^2^, m^2^ and 10^3^; 5 * 3, *.jpg and word* too.",
    "A. Example and B. Example\nwrote it; i. e. then",
    "    def f(x):\n        return x",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_left_alone(text: str) -> None:
    _, problems = read(text)
    assert problems == []


@pytest.mark.parametrize(
    ("typed", "rule", "line"),
    [
        ("The harbor was busy. It was a good year.\n---\nText.", "heading-underlined", 3),
        ("1968. It was a good year.", "list-begun", 3),
        ("3. October was cold.", "list-begun", 3),
        ("Name     Count\n-------  -----\nAda          3", "markdown-dialect", 4),
        ("    The ferry left the pier at noon as ever", "code-indented", 3),
        ("```{note}\nThe ferry left.\n```", "markdown-dialect", 3),
        ("```{figure} ferry.jpg\nThe ferry.\n```", "image-mark", 3),
        ("Example Press\n12 Harbor Street\nLongyearbyen", "lines-joined", 3),
        ("The **harbor: **it was full.", "emphasis-mark", 3),
        ("The ferry TK left.", "placeholder", 3),
        ("Photo by XXX.", "placeholder", 3),
        ("[Insert photo of the ferry here]", "placeholder", 3),
        ("The **harbor was full.", "emphasis-mark", 3),
        (r"As in \(a + b = c\), it is.", "formula-mark", 3),
        (r"As in \[E = mc^2\] it is.", "formula-mark", 3),
        ("See Error! Reference source not found.", "placeholder", 3),
        ("![A ferry][ferry]", "image-mark", 3),
        ("!(ferry.jpg)", "image-mark", 3),
        ("![A ferry(ferry.jpg)", "image-mark", 3),
        ("![A ferry](ferry.jpg =300x200)", "image-mark", 3),
        ("[A ferry](ferry.jpg)", "link-target", 3),
        ("[](ferry.jpg)", "link-empty", 3),
        ("TKTK", "placeholder", 3),
        ("Then it *sank and rose.", "emphasis-mark", 3),
        ("It sank ??? years ago.", "placeholder", 3),
        ("It sank. [citation needed]", "placeholder", 3),
        ("a. one\nb. two", "markdown-dialect", 3),
        ("title: Another\n---", "heading-underlined", 3),
        ("Roses are red,\nviolets are blue,\nsugar is sweet\nand so are you.", "lines-joined", 3),
        ("Lorem ipsum dolor.", "placeholder", 3),
        ("The f\ufffdry left.", "placeholder", 3),
        ("A family \U0001f468\u200d\U0001f469\u200d\U0001f467 came.", "emoji-parts", 3),
        ("The flag \U0001f1e9\U0001f1ea flew.", "emoji-parts", 3),
        ("Well done \U0001f44d\U0001f3fd, they said.", "emoji-parts", 3),
    ],
)
def test_a_block_that_was_meant_otherwise(typed: str, rule: str, line: int) -> None:
    _, problems = read(typed)
    assert [(p.rule, p.where and p.where.line) for p in problems] == [(rule, line)]


MENDED = {
    "kbd": ("Press <kbd>Enter</kbd>.", "Press [Enter]{.kbd}.", "<kbd>Enter</kbd>"),
    "small": ("<small>fine</small> print", "[fine]{.small} print", "<small>fine</small>"),
    "span": ('A <span dir="ltr">b</span>.', "A [b]{dir=ltr}.", '<span dir="ltr">b</span>'),
    "sub": ("H<sub>2</sub>O", "H~2~O", "H<sub>2</sub>O"),
    "sup": ("x<sup>2</sup>", "x^2^", "x<sup>2</sup>"),
    "mark": ("A <mark>new</mark> one.", "A [new]{.mark} one.", "<mark>new</mark>"),
    "u": ("A <u>new</u> one.", "A [new]{.underline} one.", "<u>new</u>"),
    "s": ("A <s>new</s> one.", "A ~~new~~ one.", "<s>new</s>"),
    "q": ("He <q>said</q> it.", 'He "said" it.', "“said”"),
    "cite": ("In <cite>Work</cite>.", "In *Work*.", "<em>Work</em>"),
    "a": (
        '<a href="https://example.org/">there</a> now',
        "[there](https://example.org/) now",
        '<a href="https://example.org/">there</a>',
    ),
    "b": ("A <b>new</b> one.", "A **new** one.", "<strong>new</strong>"),
    "nobr": ("A <nobr>new one</nobr>.", "A [new one]{.nowrap}.", 'class="nowrap"'),
}


@pytest.mark.parametrize("name", MENDED)
def test_the_mend_for_an_element_gives_that_element(name: str) -> None:
    typed, mended, gives = MENDED[name]
    _, (problem, *more) = read(typed)
    assert not more
    assert problem.rule == "raw-html"
    written = problem.fix.removeprefix("Write ").removesuffix(".").partition(" right after")[0]
    assert written in mended
    html, problems = read(mended)
    assert problems == []
    assert gives in html


@pytest.mark.parametrize("name", sorted(INSTEAD))
def test_every_element_has_a_mend_in_words(name: str) -> None:
    _, problems = read(f"A <{name}>word</{name}> here." if name != "br" else "<br>\nA word.")
    assert [p.rule for p in problems] == ["raw-html"]
    assert "{" not in problems[0].fix or "}" in problems[0].fix


def test_components_are_one_error_with_names_as_typed() -> None:
    text = 'import Card from "./card";\n\n<Block>\n<Prose>\n\nWords.\n\n</Prose>\n</Block>\n'
    _, (problem,) = read(text)
    assert problem.rule == "raw-html"
    for name in ("MDX", "import (line 3)", "<Block> (line 5)", "<Prose> (line 6)", "</Block>"):
        assert name in problem.message


@pytest.mark.parametrize(
    "sign", ["{", "[[", "{{", "**", "==", "++", "||", "%%", "![[", "[", ":a", "|a"]
)
def test_a_text_of_nothing_but_marks_costs_what_its_length_does(sign: str) -> None:
    def cost(times: int) -> float:
        start = process_time()
        read(sign * times)
        return process_time() - start

    cost(10)
    assert cost(4000) < max(1.0, 40 * max(cost(400), 0.01))
