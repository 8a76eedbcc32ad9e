"""Callout numbers: ``:::figure-of {value="€12bn"}``, a number in large type and what it counts."""

from __future__ import annotations

from markdown_it.token import Token

from publish.reading.elements.blocks import (
    blocks_in,
    is_text,
    line_of,
    name_of,
    paragraph,
    take_value,
)
from publish.reading.findings import Findings
from publish.reading.tables.captions import names_source

LONGEST = 24
"""Characters of a number: more does not fit into a column in large type."""


def callout_number(tokens: list[Token], findings: Findings) -> list[Token]:
    """The tokens with the number before its sentences, and the source behind them."""
    opening, closing = tokens[0], tokens[-1]
    value = take_value(opening, "value") or ""
    _check(value, opening, findings)
    blocks = list(blocks_in(tokens))
    for block in blocks:
        if not is_text(block):
            what = "a picture" if block[0].type == "paragraph_open" else name_of(block)
            message = f"the box :::figure-of holds {what}; it holds sentences and their source"
            fix = "Move it below the box."
            findings.error("callout-content", message, fix, line_of(block[0]) or line_of(opening))
    words = [block for block in blocks if block[0].type == "paragraph_open"]
    if words and names_source(words[-1][1].content):
        words.pop()[0].attrs["class"] = "figure-source"
    if not words:
        message = "the box :::figure-of does not say what its number is"
        fix = "Write a sentence in the box: what is counted, where and when."
        findings.error("callout-content", message, fix, line_of(opening))
    rest = [token for block in blocks for token in block]
    return [opening, *paragraph(value, "figure-value", opening), *rest, closing]


def _check(value: str, opening: Token, findings: Findings) -> None:
    if not value:
        fix = 'Write it in braces: :::figure-of {value="€12bn"}.'
        findings.error("callout-value", "the box :::figure-of has no number", fix, line_of(opening))
    elif len(value) > LONGEST:
        message = f"the number of a box :::figure-of has {len(value)} characters, not {LONGEST}"
        fix = f"Shorten it to {LONGEST} at most, and say the rest in the sentence."
        findings.error("callout-value", message, fix, line_of(opening))
