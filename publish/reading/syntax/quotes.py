"""Straight quotation marks become those of the language that they stand in.

markdown-it knows one language per text. Here a span, a quotation or a box in
another language has its own marks, and what is around sees it as one letter.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.smartquotes import QUOTE_RE, process_inlines
from markdown_it.token import Token

from publish.languages import tags
from publish.reading.syntax import attributes

_LETTERS = str.maketrans({'"': "x", "'": "x"})


def enable_quotation(parser: MarkdownIt, lang: str) -> None:
    """Let the parser set quotation marks, in ``lang`` where nothing else is said."""
    parser.options["quotes"] = list(tags.quotes(lang))
    parser.core.ruler.at("smartquotes", lambda state: _set(state, lang))


def _set(state: StateCore, lang: str) -> None:
    around = [lang]
    for token in state.tokens:
        if token.type == "inline":
            if token.children and QUOTE_RE.search(token.content):
                _children(token.children, around[-1])
        elif token.nesting > 0:
            around.append(_stated(token) or around[-1])
        elif token.nesting < 0 and len(around) > 1:
            around.pop()


def _children(children: list[Token], lang: str) -> None:
    """Set the marks in ``children``, those of foreign spans first."""
    outer: list[Token] = []
    inner: list[Token] = []
    depth, foreign = 0, ""
    for child in children:
        if not foreign and child.type == "span_open" and (foreign := _stated(child)):
            depth = 0
            outer.append(child)
            continue
        if not foreign:
            outer.append(child)
            continue
        if child.type == "span_open":
            depth += 1
        elif child.type == "span_close":
            depth -= 1
        if depth >= 0:
            inner.append(child)
            continue
        outer.append(_seen(inner))
        _children(inner, foreign)
        outer.append(child)
        inner, foreign = [], ""
    quotes = list(tags.quotes(lang))
    process_inlines(outer, _with(quotes))


def _seen(inner: list[Token]) -> Token:
    """A foreign span as the text around sees it."""
    text = "".join(token.content for token in inner).translate(_LETTERS)
    return Token("text", "", 0, content=text or "x", level=inner[0].level if inner else 0)


def _with(quotes: list[str]) -> Any:
    return SimpleNamespace(md=SimpleNamespace(options=SimpleNamespace(quotes=quotes)))


def _stated(token: Token) -> str:
    """The language that a token's attributes state, if it is one."""
    written = attributes.of(token).values.get("lang", "")
    try:
        return tags.language_tag(written) if written else ""
    except tags.NotALanguage:
        return ""
