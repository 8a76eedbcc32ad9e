"""Boxes with one list in them: ``:::timeline`` of dates and events, ``:::related`` links."""

from __future__ import annotations

import re

from markdown_it.token import Token

from publish.model.boxes import RELATED, TIMELINE
from publish.reading.elements.blocks import Block, blocks_in, line_of, name_of, paragraph
from publish.reading.findings import Findings

_WEB = re.compile(r"https?://(?:www\.)?(?=[^/])", re.IGNORECASE)


def timeline(tokens: list[Token], findings: Findings) -> list[Token]:
    """The tokens of a box with dates and their events, as terms and definitions."""
    fix = "Write a date, and below it the event: a line that begins with a colon and a space."
    _only(tokens, "dl_open", TIMELINE, fix, findings)
    return tokens


def related(tokens: list[Token], findings: Findings) -> list[Token]:
    """The tokens of a box with links, each with its address below it."""
    fix = "Write a list: - [Title](https://example.org/) and a sentence about it."
    _only(tokens, "bullet_list_open", RELATED, fix, findings)
    out = [tokens[0]]
    for block in blocks_in(tokens):
        if block[0].type != "bullet_list_open":
            out += block
            continue
        out.append(block[0])
        for item in blocks_in(block):
            out += _addressed(item, findings)
        out.append(block[-1])
    return [*out, tokens[-1]]


def _only(tokens: list[Token], kind: str, name: str, fix: str, findings: Findings) -> None:
    """Note anything but one list of that kind, and the box's title."""
    lists = 0
    for block in blocks_in(tokens):
        if block[0].type == kind:
            lists += 1
        elif block[0].attrs.get("class") != "note-title":
            found = "a paragraph" if block[0].type == "paragraph_open" else name_of(block)
            line = line_of(block[0]) or line_of(tokens[0])
            message = f"the box :::{name} holds {found}, not its list alone"
            findings.error("list-box", message, fix, line)
    if lists != 1:
        message = f"the box :::{name} holds {lists or 'no'} lists, not one"
        findings.error("list-box", message, fix, line_of(tokens[0]))


def _addressed(item: Block, findings: Findings) -> Block:
    """An item with the address that its first words lead to, without its scheme."""
    inline = next((token for token in item if token.type == "inline"), None)
    first = inline.children[0] if inline is not None and inline.children else None
    address = str(first.attrs.get("href", "")) if first and first.type == "link_open" else ""
    if not address:
        message = "an item of the box :::related does not begin with a link"
        fix = "Begin it with [Title](https://example.org/)."
        findings.error("list-box", message, fix, line_of(item[0]))
        return item
    for token in item:
        if token.type.startswith("paragraph_") and token.level == item[0].level + 1:
            token.hidden = False
    shown = _WEB.sub("", address).rstrip("/") if _WEB.match(address) else ""
    return [*item[:-1], *(paragraph(shown, "address", item[0]) if shown else []), item[-1]]
