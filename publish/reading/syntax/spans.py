"""Spans: ``[text]{lang=fr .smallcaps}``, and the short forms ``H~2~O``, ``x^2^``, ``~struck~``.

A tilde right after a letter or a digit lowers the next text (pandoc's way); any other pair of
tildes strikes out (GFM §6.5). Carets raise. Neither has a space at its inner edges, so that "~5 to
~7" and "2^10" stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from publish.languages import tags
from publish.languages.tags import NotALanguage
from publish.reading.findings import Findings
from publish.reading.positions import Places, offset
from publish.reading.syntax import attributes
from publish.suggest import question

ELEMENTS = {"mark": "mark", "underline": "u", "small": "small", "kbd": "kbd"}
"""Classes with an element of their own."""
SOURCE = "source"
"""The class of words in a caption that lists of figures leave out."""
CLASSES = ("smallcaps", "nowrap", SOURCE, *ELEMENTS)

_SMALL = re.compile(r"(?P<mark>[~^])(?P<text>(?:\\[^\s]|[^\s~^\\\[\]]){1,80})(?P=mark)(?![~^])")
_STRUCK = re.compile(r"~(?![\s~])(?:\\.|[^~\\\n]){0,999}?(?<=[^\s~])~(?!~)", re.DOTALL)


def enable_short_marks(parser: MarkdownIt) -> None:
    """Teach the parser the short forms of lowered, raised and struck text."""
    parser.inline.ruler.before("strikethrough", "small marks", _short)


def dress_spans(
    tokens: Iterable[Token], lang: str, places: Places, findings: Findings
) -> frozenset[str]:
    """Apply the attributes of spans; return their ids."""
    ids: set[str] = set()
    for block in tokens:
        opened: list[Token] = []
        for child in block.children or ():
            if child.type == "span_close" and opened:
                child.tag = opened.pop().tag
            elif child.type == "span_open":
                _dress(child, lang, places.of(block, offset(child)), findings, ids)
                opened.append(child)
            elif any(_is_whole(span) for span in opened):
                _keep_together(child)
    return frozenset(ids)


def _is_whole(span: Token) -> bool:
    return "nowrap" in str(span.attrs.get("class", "")).split()


def _keep_together(child: Token) -> None:
    """Use non-breaking spaces: no style of Word's keeps words on one line."""
    if child.type == "softbreak":
        child.type, child.tag, child.content = "text", "", "\u00a0"
    elif child.type == "text":
        child.content = child.content.replace(" ", "\u00a0")


def _dress(
    span: Token, lang: str, place: tuple[int, int], findings: Findings, ids: set[str]
) -> None:
    stated = attributes.take(
        span, "a span", findings, place, id=True, classes=CLASSES, values=("lang", "dir")
    )
    if stated.id:
        span.attrs["id"] = stated.id
        ids.add(stated.id)
    elements = [name for name in stated.classes if name in ELEMENTS]
    if elements:
        span.tag = ELEMENTS[elements[0]]
    others = [name for name in stated.classes if name not in elements[:1]]
    if others:
        span.attrs["class"] = " ".join(others)
    set_language(span, stated.values, lang, place, findings)


def set_language(
    token: Token,
    values: Mapping[str, str],
    lang: str,
    place: tuple[int, int],
    findings: Findings,
) -> None:
    """Give ``token`` the ``lang`` and ``dir`` of its values.

    A language with another direction than ``lang``, the one around it, also sets ``dir``.
    """
    way = values.get("dir")
    if "lang" in values:
        try:
            tag = tags.language_tag(values["lang"])
        except NotALanguage as wrong:
            fix = question(wrong.meant) if wrong.meant else "Write a tag such as fr, ar."
            findings.error("lang", f"{values['lang']!r} is not a language", fix, *place)
            return
        token.attrs["lang"] = tag
        from publish.languages.locale import (
            direction,
        )  # This import loads CLDR's data, which few texts need.

        if direction(tag) != direction(lang):
            way = way or direction(tag)
    if way is not None:
        if way not in ("ltr", "rtl"):
            message, fix = f"dir={way} is not a direction", "Write dir=ltr or dir=rtl."
            findings.error("attribute-unknown", message, fix, *place)
            return
        token.attrs["dir"] = way


def _short(state: StateInline, silent: bool) -> bool:
    mark = state.src[state.pos]
    if mark not in "~^" or state.src.startswith(mark * 2, state.pos):
        return False
    before = state.src[state.pos - 1] if state.pos else " "
    if before == mark:
        return False
    small = _SMALL.match(state.src, state.pos, state.posMax)
    if small and (mark == "^" or before.isalnum() or before in ")]"):
        return _wrapped(state, silent, "sub" if mark == "~" else "sup", small.end())
    struck = None
    if mark == "~" and not before.isalnum():
        struck = _STRUCK.match(state.src, state.pos, state.posMax)
    if struck is None or _goes_on(state, struck.end()):
        return False
    return _wrapped(state, silent, "s", struck.end())


def _goes_on(state: StateInline, end: int) -> bool:
    """Whether a letter follows the closing mark directly."""
    return end < state.posMax and state.src[end].isalnum()


def _wrapped(state: StateInline, silent: bool, tag: str, end: int) -> bool:
    if not silent:
        limit = state.posMax
        state.push(f"{tag}_open", tag, 1).markup = state.src[state.pos]
        state.pos, state.posMax = state.pos + 1, end - 1
        state.md.inline.tokenize(state)
        state.push(f"{tag}_close", tag, -1)
        state.posMax = limit
    state.pos = end
    return True
