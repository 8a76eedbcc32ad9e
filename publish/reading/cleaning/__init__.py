"""Cleaning of tokens: no raw HTML, no dead link, no character that XML lacks, NFC."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from publish.reading.cleaning.raw_html import refuse_html
from publish.reading.cleaning.unsupported import warn_unsupported
from publish.reading.dialects.find import note_marks
from publish.reading.findings import Findings
from publish.reading.parser import DEEPEST
from publish.reading.positions import Places
from publish.reading.syntax.links import check_links
from publish.reading.text import NOT_TEXT, explain


def checked(
    tokens: list[Token],
    places: Places,
    findings: Findings,
    at: tuple[int, int] | None = None,
) -> list[Token]:
    """The tokens without raw HTML; content that cannot be published is noted."""
    _refuse_depth(tokens, findings, at)
    _refuse_characters(tokens, places, findings)
    tokens = refuse_html(tokens, places, findings)
    note_marks(tokens, places, findings)
    warn_unsupported(tokens, places, findings)
    check_links(tokens, places, findings)
    _space_code(tokens)
    return tokens


def _space_code(tokens: list[Token]) -> None:
    """Replace a tab in inline code by a space, as HTML shows it."""
    for inline in tokens:
        for child in inline.children or ():
            if child.type == "code_inline":
                child.content = child.content.replace("\t", " ")


def _refuse_depth(
    tokens: list[Token], findings: Findings, at: tuple[int, int] | None = None
) -> None:
    for token in tokens:
        deepest = max((child.level for child in token.children or ()), default=0)
        if token.level > DEEPEST or deepest > DEEPEST:
            line, column = at or ((token.map[0] + 1, 0) if token.map else (0, 0))
            findings.error(
                "nesting",
                f"nested more than {DEEPEST} levels deep",
                "Remove some of the > or list marks.",
                line,
                column,
            )
            return


def _refuse_characters(tokens: list[Token], places: Places, findings: Findings) -> None:
    """Note entities such as ``&#12;`` that name characters which XML cannot hold.

    Such characters in the source itself were noted when it was decoded.
    """
    for block in tokens:
        for token in _descendants(block) if block.type == "inline" else (block,):
            texts = (token.content, unescapeAll(token.info), *map(str, token.attrs.values()))
            for match in (m for text in texts for m in NOT_TEXT.finditer(text)):
                if match.group() not in block.content:
                    findings.error("control-character", *explain(match.group()), *places.of(block))


def compose_characters(tokens: list[Token]) -> None:
    """Bring texts to Unicode's NFC, each by itself: a mark never joins a tag's bracket."""
    for block in tokens:
        for token in (block, *_descendants(block)):
            token.content = unicodedata.normalize("NFC", token.content)
            if "title" in token.attrs:
                token.attrs["title"] = unicodedata.normalize("NFC", str(token.attrs["title"]))


def _descendants(token: Token) -> Iterator[Token]:
    for child in token.children or ():
        yield child
        yield from _descendants(child)
