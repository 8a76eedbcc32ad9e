"""Attributes in braces: what is one, and that none is dropped in silence."""

from __future__ import annotations

import pytest

from publish.reading.body import read_body
from publish.reading.findings import Findings
from publish.reading.syntax import attributes
from publish.reading.syntax.attributes import Attributes

READ = {
    "{#one}": Attributes("one"),
    "{#größe .a .b-c}": Attributes("größe", ("a", "b-c")),
    '{ width=50% lang=fr title="one two" }': Attributes(
        values={"width": "50%", "lang": "fr", "title": "one two"}
    ),
    "{}": None,
    "{one}": None,
    "{#one two}": None,
    "{.a.b}": None,
    "{#one} more": None,
}


@pytest.mark.parametrize("written", READ)
def test_braces(written: str) -> None:
    assert attributes.parse(written) == READ[written]


def test_the_end_of_a_line_is_split_off() -> None:
    assert attributes.split("One {two} {#a .b}") == ("One {two}", Attributes("a", ("b",)))
    assert attributes.split("One{#a}") == ("One{#a}", attributes.NONE)


def body(source: str) -> tuple[str, list[tuple[str, int]]]:
    findings = Findings("article.md")
    html = read_body(source, "en", lambda name, line, column: name, findings).html
    return html, [(p.rule, p.where.line if p.where else 0) for p in findings.problems]


def test_a_heading_may_name_itself() -> None:
    html, problems = body("## One\n\n## Two {#one}\n\n[a](#one)\n")
    assert problems == []
    assert '<h2 id="one-2">One</h2>' in html
    assert '<h2 id="one">Two</h2>' in html


UNKNOWN = {
    "## One {.wide}": [("attribute-unknown", 1)],
    "## One {#fn-1}": [("heading-id", 1)],
    "## One {#a}\n\n## Two {#a}": [("heading-id", 3)],
    "One\n\n[two](https://example.org){onclick=x}": [("attribute-unknown", 3)],
    ":::pullquote {.large}\nOne\n:::": [("attribute-unknown", 1)],
    "`code`{.python}": [("attribute-unknown", 1)],
}


@pytest.mark.parametrize("source", UNKNOWN)
def test_what_nobody_takes_is_an_error(source: str) -> None:
    assert body(source)[1] == UNKNOWN[source]
