"""Listings: not a character is changed, whatever is colored, numbered or wrapped."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it.token import Token

from publish.reading.findings import Findings
from publish.reading.syntax.code import (
    CLASSES,
    LISTING,
    Listing,
    class_of,
    expand_tabs,
    markup,
    read_listings,
)
from tests.profiles import examples

LANGUAGES = ["", "python", "json", "html", "diff", "c", "bash", "sql", "yaml", "latex", "console"]
CODE = st.text(
    alphabet=st.one_of(
        st.sampled_from(list(" \t\n\"'`<>&#-+(){}[]\\/=.:;ﬁ\u00ad\u200b\u200d\u00a0“”--e\u0301")),
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
    ),
    max_size=120,
)


def fence(code: str, info: str = "") -> tuple[Token, Findings]:
    token = Token("fence", "code", 0, content=f"{code}\n", info=info, map=[0, 1])
    findings = Findings("article.md")
    read_listings([token], findings)
    return token, findings


@given(CODE, st.sampled_from(LANGUAGES), st.booleans())
@examples(300)
def test_the_words_of_code_are_never_changed(code: str, language: str, numbered: bool) -> None:
    token, _ = fence(code, f"{language} {{linenos}}" if numbered else language)
    root = etree.fromstring(markup(token))
    words = "".join(map(str, root.itertext()))
    assert words == expand_tabs(f"{code}\n")
    assert words.split() == code.split()
    assert "\t" not in words
    assert len(root[0]) == code.count("\n") + 1


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("name\tyear\nAda\t1815", "name    year\nAda     1815"),
        ("all:\n\tcc -o a a.c", "all:\n    cc -o a a.c"),
        ("if x {\n\t\treturn\t// so\n}", "if x {\n                return  // so\n}"),
    ],
)
def test_tabs_become_spaces_to_the_next_stop(typed: str, shown: str) -> None:
    assert expand_tabs(typed) == shown


def test_lines_are_blocks_and_tokens_do_not_cross_them() -> None:
    token, _ = fence('"""a\nb"""', "python {start=7}")
    text = markup(token)
    assert re.findall(r'data-line="(\d+)"', text) == ["7", "8"]
    assert text.count('<span class="tok-string">') == 2


def test_words_after_the_marks() -> None:
    token, findings = fence("x", 'python {#lst-a linenos start=10 .wrap caption="A <b>"}')
    assert token.meta[LISTING] == Listing("python", "lst-a", 10, "A <b>")
    assert findings.problems == []
    assert html.escape("A <b>") in markup(token)
    assert 'id="lst-a"' in markup(token)


@pytest.mark.parametrize(
    ("info", "rule"),
    [
        ("pyton", "code-language"),
        ("python {start=x}", "code-attributes"),
        ("python {start=99999}", "code-attributes"),
        ("python {color=red}", "code-attributes"),
        ("python {.strange}", "code-attributes"),
        ("python 1-3", "code-attributes"),
        ("python {a b c}", "code-attributes"),
    ],
)
def test_what_means_nothing_is_reported(info: str, rule: str) -> None:
    _, findings = fence("x", info)
    assert [problem.rule for problem in findings.problems] == [rule]


@pytest.mark.parametrize("info", ["text", "", "none", "plaintext", "{.python}"])
def test_plain_listings_are_fine(info: str) -> None:
    _, findings = fence("x", info)
    assert findings.problems == []


def test_the_suggestion_is_a_language() -> None:
    assert "Did you mean python?" in fence("x", "pyton")[1].problems[0].fix


def test_every_class_is_one_that_the_sheets_have() -> None:
    names = {name for _, name in CLASSES}
    assert names == {
        "attribute", "builtin", "comment", "deleted", "inserted", "keyword", "name", "number",
        "string", "type",
    }  # fmt: skip
    assert class_of("Token.Literal.String.Doc") == "string"
    assert class_of("Token.Punctuation") == ""
