"""Title, subtitle and headings; lines in bold that look like headings are taken as ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from publish.intake.journal import Journal
from publish.intake.model import Block, Break, Call, Paragraph, Place, Rule, Text
from publish.intake.texts import all_look, stripped, with_look, words

_NEAR = 12
"""Blocks at the beginning among which a title is one."""
_LONGEST = 100
_SENTENCE = re.compile(r"[.:;,!…]$")
_DEEPEST = 6


def take_titles(
    blocks: Sequence[Block], stated: str
) -> tuple[list[Block], Paragraph | None, Paragraph | None]:
    """The blocks without title and subtitle, and these. ``stated`` is the title in the metadata."""
    kept = list(blocks)
    title = _take(kept, "title")
    if title is None:
        title = _lone_heading(kept) or _same_words(kept, stated)
        if title is not None:
            kept.remove(title)
    subtitle = _take(kept, "subtitle") if title is not None else None
    turned = {"title": 1, "subtitle": 0}
    for at, block in enumerate(kept):
        if isinstance(block, Paragraph) and block.role in turned:
            level = turned[block.role]
            kept[at] = replace(block, role="heading" if level else "", level=level)
    for part in (subtitle, title):
        if part is not None:
            kept = _with_calls(kept, part)
    return kept, title, subtitle


def _take(blocks: list[Block], role: str) -> Paragraph | None:
    for block in blocks[:_NEAR]:
        if isinstance(block, Paragraph) and block.role == role and words(block.inlines):
            blocks.remove(block)
            return block
    return None


def _lone_heading(blocks: Sequence[Block]) -> Paragraph | None:
    """The first block, if it is the only heading of the first level."""
    tops = [b for b in blocks if isinstance(b, Paragraph) and b.level == 1]
    first = next((b for b in blocks if not isinstance(b, Rule)), None)
    return tops[0] if len(tops) == 1 and tops[0] is first else None


def _same_words(blocks: Sequence[Block], stated: str) -> Paragraph | None:
    for block in blocks[:_NEAR]:
        if isinstance(block, Paragraph) and stated and words(block.inlines) == stated:
            return block
    return None


def _with_calls(blocks: list[Block], title: Paragraph) -> list[Block]:
    """The blocks, with the calls of notes in the title at the end of the first paragraph."""
    calls = [inline for inline in title.inlines if isinstance(inline, Call)]
    return _moved(blocks, 0, calls) if calls else blocks


def _moved(blocks: list[Block], start: int, calls: Sequence[Call]) -> list[Block]:
    for at in range(start, len(blocks)):
        block = blocks[at]
        if isinstance(block, Paragraph) and block.role != "heading" and not block.item:
            blocks[at] = replace(block, inlines=(*block.inlines, *calls))
            return blocks
    return [*blocks, Paragraph(tuple(calls), Place())]


def set_headings(blocks: Sequence[Block], journal: Journal) -> list[Block]:
    """The blocks with headings from the second level on; guessed ones are noted."""
    levels = [b.level for b in blocks if isinstance(b, Paragraph) and b.role == "heading"]
    shift = 2 - min(levels, default=2)
    found: list[Block] = []
    last = 0
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.role == "heading":
            level = min(block.level + shift, _DEEPEST)
            last = level if not levels or level else last
            found.append(_plain(replace(block, level=level)))
        elif isinstance(block, Paragraph) and _looks_like_one(blocks, at):
            level = min(last + 1, _DEEPEST) if last else 2
            journal.change("a line in bold", f"a heading of level {level - 1}", block.place)
            found.append(_plain(replace(block, role="heading", level=level)))
        else:
            found.append(block)
    return _without_calls(found)


def _looks_like_one(blocks: Sequence[Block], at: int) -> bool:
    block = blocks[at]
    assert isinstance(block, Paragraph)
    text = words(block.inlines)
    if block.role or block.item or not text or len(text) > _LONGEST or _SENTENCE.search(text):
        return False
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    alone = isinstance(after, Paragraph) and all_look(after.inlines, "bold")
    return all_look(block.inlines, "bold") and after is not None and not alone


def _plain(heading: Paragraph) -> Paragraph:
    """A heading without the bold that all of it has."""
    spaced = [Text(" ") if isinstance(i, Break) else i for i in heading.inlines]
    inlines = stripped(spaced)
    for look in ("bold", "underlined", "italic"):
        if all_look(inlines, look):
            inlines = with_look(inlines, **{look: False})
    return replace(heading, inlines=inlines, item=None)


def _without_calls(blocks: list[Block]) -> list[Block]:
    """The blocks, with the calls of notes in headings at the end of the next paragraph."""
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.role == "heading":
            calls = [inline for inline in block.inlines if isinstance(inline, Call)]
            if calls:
                kept = tuple(i for i in block.inlines if not isinstance(i, Call))
                blocks[at] = replace(block, inlines=kept)
                return _without_calls(_moved(blocks, at + 1, calls))
    return blocks
