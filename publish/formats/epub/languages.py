"""The languages of the words in a heading, for the contents, where they are without its markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from publish.cascade.formula_text import MATH
from publish.values import dataclass

_BREAK = "{http://www.w3.org/1999/xhtml}br"


@dataclass(frozen=True)
class Words:
    """A text in one language; None is the article's."""

    text: str
    lang: str | None = None


def words_of(heading: etree._Element) -> tuple[Words, ...]:
    """The text of a heading on one line, in pieces of one language.

    White space between two languages belongs to the article's.
    """
    pieces = [
        (letter, lang if not letter.isspace() else None)
        for text, lang in _pieces(heading, heading.get("lang"))
        for letter in text
    ]
    while pieces and pieces[0][0].isspace():
        pieces.pop(0)
    while pieces and pieces[-1][0].isspace():
        pieces.pop()
    _carry(pieces)
    found: list[Words] = []
    for lang, group in groupby(pieces, key=lambda piece: piece[1]):
        text = re.sub(r"\s+", " ", "".join(letter for letter, _ in group))
        found.append(Words(text, lang))
    return tuple(found) or (Words(""),)


def _carry(pieces: list[tuple[str, str | None]]) -> None:
    """Give white space between words of one language that language."""
    at = 0
    while at < len(pieces):
        end = at
        while pieces[end][0].isspace():
            end += 1
        lang = pieces[at - 1][1]
        if end > at and lang == pieces[end][1]:
            pieces[at:end] = [(letter, lang) for letter, _ in pieces[at:end]]
        at = end + 1


def _pieces(element: etree._Element, lang: str | None) -> Iterator[tuple[str, str | None]]:
    if element.tag == MATH:
        # The contents show a formula as LaTeX.
        yield element.get("alttext") or "", lang
        return
    yield element.text or "", lang
    for child in element:
        if child.tag == _BREAK:
            yield " ", None
        yield from _pieces(child, child.get("lang") or lang)
        yield child.tail or "", lang
