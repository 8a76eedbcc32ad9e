"""Tokens: every var() becomes a literal, or an error that names it."""

import pytest

from publish.composing.theme.tokens import resolve
from publish.errors import ThemeError


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a{color:var(--ink)}", "a{color:#111}"),
        ("a{color:var( --ink )}", "a{color:#111}"),
        ("a{margin:calc(1pt + var(--gap))}", "a{margin:calc(1pt + 2pt)}"),
        ("a{color:var(--none, red)}", "a{color: red}"),
        ("@page{@top-left{content:var(--word)}}", '@page{@top-left{content:"Page"}}'),
        ("a{color:var(--link)}", "a{color:#111}"),
        ("a::before{content:'var(--ink)'}", 'a::before{content:"var(--ink)"}'),
    ],
)
def test_a_token_is_written_out(css: str, expected: str) -> None:
    tokens = {"ink": "#111", "gap": "2pt", "word": '"Page"', "link": "var(--ink)"}
    assert resolve(css, tokens, "style.css") == expected


@pytest.mark.parametrize(
    ("tokens", "rule"),
    [
        ({}, "theme-token-unknown"),
        ({"a": "var(--a)"}, "theme-token-loop"),
        ({"a": "var(--b)", "b": "var(--a)"}, "theme-token-loop"),
    ],
)
def test_a_token_that_leads_nowhere_is_an_error(tokens: dict[str, str], rule: str) -> None:
    with pytest.raises(ThemeError) as caught:
        resolve("p{color:var(--a)}", tokens, "style.css")
    assert [problem.rule for problem in caught.value.problems] == [rule]


def test_tokens_that_double_each_other_are_stopped() -> None:
    tokens = {f"t{n}": f"var(--t{n + 1}) var(--t{n + 1})" for n in range(60)} | {"t60": "x"}
    with pytest.raises(ThemeError, match="theme-token-length"):
        resolve("p{color:var(--t0)}", tokens, "style.css")


@pytest.mark.parametrize("css", ["@import url(x.css);", "@IMPORT 'x';", "p{}@\\69mport 'x';"])
def test_a_theme_imports_nothing(css: str) -> None:
    with pytest.raises(ThemeError, match="theme-import"):
        resolve(css, {}, "style.css")
