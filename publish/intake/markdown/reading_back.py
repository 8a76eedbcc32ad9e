"""Reads Markdown back with our own parser: which letters, calls and formulas an article has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from publish.intake.model import BODY, NOTES
from publish.reading.findings import Findings
from publish.reading.parser import parse, parser_of
from publish.reading.syntax import attributes
from publish.reading.syntax.footnotes import CALL
from publish.reading.syntax.formulas import DISPLAY, EQUATION, FORMULA

CALLED, COUNTED = "\ue001", "\ue002"
"""Stand for a call of a note, and for a formula."""
_BREAKS = frozenset({"softbreak", "hardbreak"})
_QUOTES = re.compile("[\"'“”„«»‘’‚‹›‛‟`´\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff☐☑☒]")
_DASHES = re.compile("[-\u2010-\u2015\u2212]+")
_ENTRY = re.compile(r"\s*\{#ref-[^{}\s]+\}$")
_TASK = re.compile(r"\[[ xX]\]\s")


def folded(text: str) -> str:
    """A text without what typographers change: quotation marks, dashes, spaces."""
    text = unicodedata.normalize("NFC", text)
    return " ".join(_DASHES.sub("-", _QUOTES.sub("", text)).split())


def read_block(markdown: str, lang: str) -> str | None:
    """The letters of a paragraph, with signs for calls and formulas; None if it is none."""
    tokens = parse(parser_of(lang), markdown, {}, Findings(""))
    kinds = [token.type for token in tokens]
    if kinds != ["paragraph_open", "inline", "paragraph_close"]:
        return None
    return "".join(_signs(tokens[1].children or ()))


def read_line(markdown: str, lang: str) -> str:
    """The letters of a text within a line: a cell, a caption."""
    (inline,) = parser_of(lang).parseInline(markdown, {})
    return "".join(_signs(inline.children or ()))


def _signs(children: Iterable[Token]) -> Iterator[str]:
    for child in children:
        if child.type in (FORMULA, DISPLAY):
            yield COUNTED
        elif child.type == CALL:
            yield CALLED
        elif child.type in _BREAKS or child.type == "html_inline":
            yield " "
        elif child.type != "image":
            yield child.content


def words_of(source: str, lang: str) -> Iterator[tuple[str, str]]:
    """The texts of an article's body, each with its story; formulas and calls are left out."""
    env: dict[str, Any] = {}
    tokens = parse(parser_of(lang), source, env, Findings(""))
    story, items = BODY, False
    for at, token in enumerate(tokens):
        if token.type == "footnote_reference_open":
            story = NOTES
        elif token.type == "footnote_reference_close":
            story = BODY
        elif token.type == "box_open" and token.meta.get("box") != "table":
            title = read_line(attributes.split(token.info)[0], lang)
            yield story, title.replace(CALLED, "").replace(COUNTED, "")
            if token.meta.get("box") == "figure-of":
                yield story, attributes.of(token).values.get("value", "")
        elif token.type in ("fence", "code_block"):
            yield story, token.content
            caption = re.search(r'caption="([^"]*)"', token.info)
            yield story, caption[1] if caption else ""
        elif token.type == "inline":
            items = at > 1 and tokens[at - 2].type == "list_item_open"
            text = _text(token, items)
            if token.content.strip() not in ("^^", "<<"):
                yield story, text


def formulas_of(source: str, lang: str) -> int:
    """How many formulas an article has."""
    tokens = parse(parser_of(lang), source, {}, Findings(""))
    inner = (child for token in tokens for child in token.children or ())
    return sum(token.type in (FORMULA, DISPLAY, EQUATION) for token in (*tokens, *inner))


def _text(inline: Token, first_of_item: bool) -> str:
    signs = "".join(_signs(inline.children or ()))
    text = signs.replace(CALLED, "").replace(COUNTED, "")
    if first_of_item:
        text = _ENTRY.sub("", text)
    return _TASK.sub("", text, count=1) if first_of_item and _TASK.match(text) else text


def texts_of_values(values: Sequence[str], lang: str) -> Iterator[tuple[str, str]]:
    """The texts of values in the front matter that are Markdown."""
    for value in values:
        yield BODY, read_line(value, lang).replace(CALLED, "").replace(COUNTED, "")
