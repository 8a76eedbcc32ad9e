"""Straight quotation marks become those of the language around them.

markdown-it knows one language per text. Here a span, a quotation or a box in another language has
its own marks, and the text around sees it as one letter.

markdown-it pairs marks within a paragraph. Marks without a partner are common too: speech over
several paragraphs opens each and closes only the last; ’80s, ’tis and rock ’n’ roll begin with an
apostrophe; 6′ 2″ has primes. The characters beside them decide.
"""

from __future__ import annotations

import re
from functools import cache
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.smartquotes import QUOTE_RE, process_inlines
from markdown_it.token import Token

from publish.languages import tags
from publish.languages.conventions import conventions
from publish.reading.findings import Findings
from publish.reading.positions import Places
from publish.reading.syntax import attributes

STRAIGHT = "straight quotation marks"
"""The key in the parser's ``env`` for the blocks that keep straight marks."""

_PRIMES = re.compile(r"(?<=\d)'(?P<between>[ \u00a0]?)(?P<inches>\d{1,2}(?:[.,]\d{1,2})?)\"")
_DECADE = re.compile(r"(?<!\w)'(?=(?:\d0s|\d\d(?:er|ern|ers))\b(?!'))")
_AND = re.compile(r"(?<=\w )'([nN])'(?= \w)")
_APOSTROPHE, _PRIME, _DOUBLE_PRIME = "’", "′", "″"
_OPENERS = frozenset("([{—–-/“‘„«‹\u00bf\u00a1")

_LETTERS = str.maketrans({'"': "x", "'": "x"})


def enable_quotation(parser: MarkdownIt, lang: str) -> None:
    """Make the parser set quotation marks, in ``lang`` where no other language is stated."""
    parser.options["quotes"] = list(conventions(lang).quotes)
    parser.core.ruler.at("smartquotes", lambda state: _set(state, lang))


def _set(state: StateCore, lang: str) -> None:
    around = [lang]
    for token in state.tokens:
        if token.type == "inline":
            if token.children and QUOTE_RE.search(token.content):
                _children(token.children, around[-1])
                if any(QUOTE_RE.search(c.content) for c in token.children if c.type == "text"):
                    state.env.setdefault(STRAIGHT, []).append(token)
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
    quotes = list(conventions(lang).quotes)
    _set_apostrophes(outer, lang)
    process_inlines(outer, _with(quotes))
    if not conventions(lang).unspaced:
        _set_unpaired(outer, quotes)


def _set_apostrophes(children: list[Token], lang: str) -> None:
    """Set apostrophes and primes, which no other mark affects."""
    elided = _elided(conventions(lang).elisions)
    for token in children:
        if token.type == "text" and QUOTE_RE.search(token.content):
            text = _PRIMES.sub(rf"{_PRIME}\g<between>\g<inches>{_DOUBLE_PRIME}", token.content)
            text = _DECADE.sub(_APOSTROPHE, text)
            text = _AND.sub(rf"{_APOSTROPHE}\1{_APOSTROPHE}", text)
            token.content = elided.sub(_APOSTROPHE, text) if elided else text


@cache
def _elided(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    return re.compile(rf"(?<![\w'])'(?=(?:{'|'.join(words)})\b(?!'))", re.IGNORECASE)


def _set_unpaired(children: list[Token], quotes: list[str]) -> None:
    """Set the straight marks without a partner by the characters beside them."""
    whole = "".join(_seen_as(token) for token in children)
    begin = 0
    for token in children:
        seen = _seen_as(token)
        if token.type == "text":
            parts = list(token.content)
            for n in (m.start() for m in QUOTE_RE.finditer(token.content)):
                at = begin + n
                before, after = whole[at - 1 : at] or " ", whole[at + 1 : at + 2] or " "
                set_as = _single if parts[n] == "'" else _double
                parts[n] = set_as(before, after, quotes) or parts[n]
            token.content = "".join(parts)
        begin += len(seen)


def _seen_as(token: Token) -> str:
    """A token as the characters that its neighbors see."""
    if token.type == "text":
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return "" if token.nesting else "x"


def _double(before: str, after: str, quotes: list[str]) -> str | None:
    if (before.isspace() or before in _OPENERS) and not after.isspace():
        return quotes[0]
    if before.isdigit():
        return _DOUBLE_PRIME
    return quotes[1] if not before.isspace() and not after.isalnum() else None


def _single(before: str, after: str, quotes: list[str]) -> str | None:
    if (before.isspace() or before in _OPENERS) and after.isupper():
        return quotes[2]
    if after.isalnum():
        return _APOSTROPHE
    if before.isdigit():
        return _PRIME
    return _APOSTROPHE if not before.isspace() else None


def hint_straight(env: dict[str, Any], places: Places, findings: Findings) -> None:
    """Note once where marks stay straight because nothing shows whether they open or close."""
    blocks = env.get(STRAIGHT, ())
    if not blocks:
        return
    line, _ = places.of(blocks[0])
    count = f" and {len(blocks) - 1} more places" if len(blocks) > 1 else ""
    findings.hint(
        "quotes-straight",
        f"a quotation mark here{count} stays straight: it neither opens nor closes",
        "Type the mark that you mean, such as “ or ”; a backslash before it keeps it straight.",
        line,
    )


def _seen(inner: list[Token]) -> Token:
    """A foreign span as the text around sees it."""
    text = "".join(token.content for token in inner).translate(_LETTERS)
    return Token("text", "", 0, content=text or "x", level=inner[0].level if inner else 0)


def _with(quotes: list[str]) -> Any:
    return SimpleNamespace(md=SimpleNamespace(options=SimpleNamespace(quotes=quotes)))


def _stated(token: Token) -> str:
    """The language in a token's attributes, if it is valid."""
    written = attributes.of(token).values.get("lang", "")
    try:
        return tags.language_tag(written) if written else ""
    except tags.NotALanguage:
        return ""
