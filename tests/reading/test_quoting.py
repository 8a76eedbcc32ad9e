"""Suggested lines: valid YAML, and their value is what was typed."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from publish.reading.findings import Findings
from publish.reading.front_matter.quoting import with_quotes
from publish.reading.front_matter.tree import Mapping, Node, Scalar, Sequence, parse
from publish.reading.text import NOT_TEXT
from tests.profiles import examples

MENDED = {
    'title: "Sink" is a word': """title: '"Sink" is a word'""",
    'title: "Sink" is a "word"': """title: '"Sink" is a "word"'""",
    'title: "The "new" ferry"': """title: 'The "new" ferry'""",
    "title: 'Tis the season": """title: "'Tis the season\"""",
    "title: 'The captain's ferry'": """title: "The captain's ferry\"""",
    """title: 'Tis "it" again""": """title: '''Tis "it" again'""",
    r"title: C:\new: a path": r'title: "C:\\new: a path"',
    "title: [Updated] The Ferry": 'title: "[Updated] The Ferry"',
    "title: The Ferry # 4": 'title: "The Ferry # 4"',
    "title: The Ferry: 4  # four": 'title: "The Ferry: 4"  # four',
    'title: "A  # b" c': """title: '"A  # b" c'""",
    "  - name: @ada": '- name: "@ada"',
    "- @ada": '- "@ada"',
    "authors: [@ada]": 'authors: ["@ada"]',
    "authors: [Ada Example, @ben]  # two": 'authors: [Ada Example, "@ben"]  # two',
    'keywords: [a: b, "c" d, %x]': """keywords: ["a: b", '"c" d', "%x"]""",
    "keywords: ['a, b', `c`]": """keywords: ["a, b", "`c`"]""",
    "authors: {@ada}": 'authors: ["@ada"]',
    "  - {name: @ada, role: the `editor`}": '- {name: "@ada", role: the `editor`}',
    "title: [@home]": 'title: "[@home]"',
}


@pytest.mark.parametrize("line", MENDED)
def test_lines_in_quotes(line: str) -> None:
    assert with_quotes(line) == MENDED[line]


@pytest.mark.parametrize("line", ["", "title", "title:", "# title: x", "@a: b", "[a: b"])
def test_what_is_no_line_of_a_key_is_left_alone(line: str) -> None:
    assert with_quotes(line) is None


PIECES = [*"'\"\\#:[]{},&*!|>%@`?~\t ", " # ", "  # ", ": ", "- ", "The", "é", "\u2028"]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), min_size=1, max_size=12)
KEYS = st.sampled_from(["title: ", "  - name: ", "- ", "photo 1.jpg: "])
many = examples(600)


def typed(parts: list[str]) -> str:
    return NOT_TEXT.sub("", "".join(parts)).replace("\n", "").replace("\r", "").strip()


def value(line: str) -> str:
    findings = Findings("article.md")
    node: Node | None = parse(f"key:\n  {line}\n", findings)
    assert not findings.problems
    while not isinstance(node, Scalar):
        if isinstance(node, Mapping):
            node = node.entries[-1][1]
        else:
            assert isinstance(node, Sequence)
            node = node.items[-1]
    return node.text


def without_comment(text: str) -> str:
    return re.split(r"\s{2,}#", text)[0]


@many
@given(KEYS, TEXTS)
def test_a_line_in_quotes_says_what_was_typed(key: str, parts: list[str]) -> None:
    text = typed(parts)
    assume(text and not (key == "- " and re.search(": |^-", text)))  # which would be more YAML
    assume(key == "title: " or text[0] + text[-1] not in ("[]", "{}"))  # lists are in MENDED
    mended = with_quotes(key + text)
    assume(mended)
    assert mended is not None
    said = value(mended)
    unwrapped = text[1:-1] if text[0] == text[-1] and text[0] in "\"'" else text
    assert said in (text, unwrapped) or without_last_comment(text, said)


def without_last_comment(text: str, said: str) -> bool:
    """Is ``said`` all of ``text`` but a comment?"""
    return text.startswith(said) and re.match(r"\s{2,}#", text[len(said) :]) is not None


@many
@given(TEXTS)
def test_every_text_without_quotes_or_comments_can_be_mended(parts: list[str]) -> None:
    text = typed(parts)
    if text and text[0] not in "\"'#" and text == without_comment(text):
        mended = with_quotes(f"title: {text}")
        assert mended is not None
        assert value(mended) == text


@many
@given(TEXTS)
def test_what_reading_suggests_says_what_was_typed(parts: list[str]) -> None:
    text = typed(parts)
    findings = Findings("article.md")
    parse(f"title: {text}\ndate: 2026-03-01\n", findings)
    for problem in findings.problems:
        if found := re.search(r"(?m)(?:value|write): (title: .*)$", problem.fix):
            said = value(found[1])
            assert said in (text, text[1:-1]) or without_last_comment(text, said)
            if problem.rule == "yaml-comment":
                assert "#" in said
