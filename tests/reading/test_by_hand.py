"""What people set by hand in the place of a mark is told with its line, and the mend works."""

from __future__ import annotations

import pytest

from publish.errors import Problem, Severity
from publish.reading.body import read_body
from publish.reading.findings import Findings

TABLE = "| Town | Ships |\n|---|---|\n| Bergen | 3 |"


def read(text: str, lang: str = "en") -> tuple[str, list[Problem]]:
    findings = Findings("article.md")
    source = f"First.\n\n{text}\n\nLast.\n"
    body = read_body(source, lang, lambda name, line, column: name, findings)
    return body.html, findings.problems


TYPED = {
    "a bold line": ("**Results**\n\nText.", "heading-bold", 3, "## Results"),
    "under a heading": ("## A\n\nText.\n\n**B c**\n\nText.", "heading-bold", 7, "### B c"),
    "numbered": ("## 1. A\n\nText.\n\n## 2. B\n\nText.", "heading-numbered", 3, "number-sections"),
    "deeper": (
        "## 1 A\n\nB.\n\n### 1.1 C\n\nD.\n\n### 1.2 E",
        "heading-numbered",
        7,
        "number-sect",
    ),
    "a star": ("It sank.* Then.\n\n\\* Ada said so.", "note-typed", 3, "[^1]: Ada said so."),
    "a list's star": ("It sank.*\n\n* Ada said so.", "note-typed", 3, "[^1]: Ada said so."),
    "a dagger": ("The boat† sank.\n\n† Ada said so.", "note-typed", 3, "[^1]: Ada said so."),
    "superscript": ("The word² sank.\n\n² Ada said so.", "note-typed", 3, "[^2]: Ada said so."),
    "a caption": (f"Table 2. Ships.\n\n{TABLE}", "caption-typed", 3, ": Ships. {#tbl-2}"),
    "its caption": (f"{TABLE}\n\n: Table 2. Ships.", "caption-numbered", 7, "Delete it"),
    "a reference": (
        f"See table 1.\n\n{TABLE}\n\n: Ships {{#tbl-a}}",
        "reference-typed",
        3,
        "#tbl-a",
    ),
    "without an id": (f"See Table 1.\n\n{TABLE}", "reference-typed", 3, ": Its caption {#tbl-a}"),
    "a page": ("It sank (see page 12).", "page-reference", 3, "[](#id)"),
    "a credit": ("Photo: Ada Example", "credit-typed", 3, "`credit:`"),
    "a sign": ("Then.\n(c) 2026 Ada", "sign-typed", 4, "©"),
    "capitals": ("THE RESULTS\n\nText.", "heading-bold", 3, "## THE RESULTS"),
    "a caption's word": (f"{TABLE}\n\nCaption: Ships.", "caption-typed", 7, ": Ships."),
    "a row": (f"{TABLE}\nSource: Harbor Board", "table-row-joined", 6, "empty line"),
    "a name": ("> To be.\n> - Shakespeare", "quote-attribution", 4, "> — Shakespeare"),
    "from 2": ("We need:\n2. bread\n3. milk", "list-joined", 4, "empty line"),
    "tight": ("1.bread\n2.milk", "list-joined", 3, "1. bread"),
    "a blank": ("- one\n - two", "list-indent", 4, "  - two"),
    "a task": ("[ ] call Ben\n[x] call Ada", "markdown-dialect", 3, "- [ ] call Ben"),
}


@pytest.mark.parametrize("name", TYPED)
def test_it_is_reported_with_its_line_and_a_mend(name: str) -> None:
    typed, rule, line, fix = TYPED[name]
    _, problems = read(typed)
    assert {p.rule for p in problems} == {rule}
    assert problems[0].where
    assert problems[0].where.line == line
    assert fix in problems[0].fix
    assert problems[0].severity is not Severity.ERROR


MENDED = [
    ("## Results\n\nText.", "<h2"),
    ("It sank.[^1] Then.\n\n[^1]: Ada said so.", "Ada said so."),
    (f"{TABLE}\n\n: Ships. {{#tbl-2}}", "<caption>"),
    (f"See [](#tbl-a).\n\n{TABLE}\n\n: Ships {{#tbl-a}}", 'href="#tbl-a"'),
    ("- [ ] call Ben\n- [x] call Ada", "checkbox"),
    ("© 2026 Ada", "© 2026"),
    (f"{TABLE}\n\nSource: Harbor Board", "<p>Source: Harbor Board</p>"),
    ("> To be.\n>\n> — Shakespeare", 'class="attribution"'),
    ("We need:\n\n2. bread\n3. milk", '<ol start="2"'),
    ("1. bread\n2. milk", "<ol>"),
    ("- one\n  - two", "<li>two</li>"),
]


@pytest.mark.parametrize(("text", "gives"), MENDED)
def test_the_mend_is_what_its_author_meant(text: str, gives: str) -> None:
    html, problems = read(text)
    assert problems == []
    assert gives in html


def test_notes_in_parentheses_are_at_the_end() -> None:
    findings = Findings("article.md")
    read_body("It sank (1).\n\n(1) Ada said so.\n", "en", lambda name, at, column: name, findings)
    (problem,) = findings.problems
    assert problem.rule == "note-typed"
    assert read("It sank (1).\n\n(1) Ada said so.")[1] == []


def test_a_mark_that_is_taken_is_not_proposed() -> None:
    _, (problem,) = read("It[^1] sank.*\n\n\\* Ada said so.\n\n[^1]: Ben.")
    assert "[^2]" in problem.fix


ORDINARY = [
    "**Ada:** I saw it.",
    "**Who saw it?**\n\nI did.\n\n**When did it sink?**\n\nAt noon.",
    "**Ada**\n\nI saw it.\n\n**Ben**\n\nSo did I.\n\n**Ada**\n\nAt noon.",
    f"**Ships by town**\n\n{TABLE}",
    "**It sank.**\n\nThen.",
    "## 10 things to know\n\nA.\n\n## 1984 and after\n\nB.",
    "## 3.5 million ships\n\nA.\n\n## 2 towns\n\nB.",
    "## 5. October\n\nA.\n\n## 12. November\n\nB.",
    "## The first\n\n## The next\n\n## Another\n\n## 1. A\n\nA.\n\n## 2. B\n\nB.",
    "Leser*innen und Bürger*innen.\n\n\\* Ada.",
    "| a* |\n|---|\n| b |\n\n\\* Estimated.",
    "* One.\n* Two.",
    "It sank* and rose*.\n\n\\* Twice called.",
    "3 km² of x² and 10².\n\n² A second.",
    "(1) One.\n\n(2) Two.",
    "Table 2 of the report, and Figure 3 in Smith.",
    f"{TABLE}\n\nSee Table 12, and figure 1.",
    "It sank (see page 12 of the report).",
    "The photo: it shows a ferry. Photo of a ferry.",
    "(c) Third.",
    "- [ ] a task\n- [x] done",
    "1. [ ] a task",
    "USA\n\nText.",
    "ADA B\n\nI saw it.\n\nBEN B\n\nSo did I.\n\nADA B\n\nAt noon.",
    "In 1968 the town and its harbor had, as far as it is known,\n1 ferry, and\n2 boats.",
    "- one\n  - two\n    - three\n- four",
    "> One.\n> - Two, as a list.\n> - Three.",
    "| a |\n|---|\n| 1 |\n\nText.",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert [p.rule for p in read(text)[1]] == []


@pytest.mark.parametrize(
    ("lang", "typed", "mend"),
    [
        ("de", "Sie sagte “Halt” und ging.", "„Halt“"),
        ("de", "Sie sagte „Halt” und ging.", "„Halt“"),
        ("en", "She said „halt“ and left.", "“halt”"),
        ("en", "She said “halt“ and left.", "“halt”"),
        ("pl", "Powiedziała “stop”.", "„stop”"),
        ("cs", "Řekla “stop”.", "„stop“"),
    ],
)
def test_marks_of_another_language_are_reported_once(lang: str, typed: str, mend: str) -> None:
    _, (problem,) = read(f"{typed}\n\n{typed}", lang)
    assert problem.rule == "quotes-foreign"
    assert problem.where
    assert problem.where.line == 3
    assert f"Write {mend}" in problem.fix
    assert read(f"Before {mend} after.", lang)[1] == []
    assert read('"Before" after.', lang)[1] == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Er las »The Ferry« und „The ‚old‘ Ferry“."),
        ("de", '[“The Ferry”]{lang=en} und "The Ferry".'),
        ("de", "“Es begann 1968."),
        ("fr", "Il a dit « oui, “vraiment” »."),
        ("en", "He said ‘yes’ and 6″ and “So it “was”.”"),
        ("sv", "Hon sade ”nej”."),
    ],
)
def test_marks_that_are_right_or_foreign_are_left_alone(lang: str, text: str) -> None:
    assert "quotes-foreign" not in {p.rule for p in read(text, lang)[1]}
