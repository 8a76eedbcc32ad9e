"""Captions find their pictures and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from publish.intake.journal import Journal
from publish.intake.model import Block, Figure, Inline, Paragraph, Place, Table, Text
from publish.intake.prose.credit import credit_in
from publish.intake.texts import all_look, with_look, without_start, words
from publish.reading.figures.caption_lines import CAPTION_LABEL, TABLE_WORDS, is_credit_line

_LONGEST = 400
_ENDS_OF_LABEL = re.compile(r"\s*(?:[.:：|–—-]\s*)?")
_NUMBERED = re.compile(r"[^\W\d_]+\.?\s?(?:\d+(?:[.\-–]\d+)*|[IVXLC]+|[A-Z])\b", re.UNICODE)


def set_captions(blocks: Sequence[Block], journal: Journal) -> Iterator[Block]:
    """The blocks, with captions in their figures and tables."""
    found = list(blocks)
    for at, block in enumerate(found):
        if not isinstance(block, Paragraph) or block.item is not None:
            continue
        target = _target(found, at, block)
        if target is None:
            continue
        if block.role not in ("caption", "credit"):
            role = _role(found[target], block)
            journal.change("a line right below a picture", f"its {role}", block.place)
            block = replace(block, role=role)
        found[target] = _with(found[target], block, journal)
        found[at] = _GONE
    yield from (block for block in found if block is not _GONE)


_GONE = Table((), Place())
"""Takes the place of a caption that was moved."""


def _target(blocks: Sequence[Block], at: int, line: Paragraph) -> int | None:
    """The figure or table that a paragraph is the caption of."""
    before, after = _seen(blocks, at, -1), _seen(blocks, at, 1)
    if line.role not in ("caption", "credit"):
        known = before is not None and bool(_role(blocks[before], line))
        return before if known else None
    text = words(line.inlines).lower()
    wants_table = text.startswith(TABLE_WORDS)
    order = [after, before] if wants_table else [before, after]
    kinds = (Table, Figure) if wants_table else (Figure, Table)
    for kind in kinds:
        for place in order if kind is Figure else [after, before]:
            free = place is not None and _is_free(blocks[place], line)
            if place is not None and free and isinstance(blocks[place], kind):
                return place
    return None


def _seen(blocks: Sequence[Block], at: int, step: int) -> int | None:
    at += step
    while 0 <= at < len(blocks) and blocks[at] is _GONE:
        at += step
    return at if 0 <= at < len(blocks) else None


def _is_free(block: Block, line: Paragraph) -> bool:
    if isinstance(block, Figure):
        return block.credit is None if line.role == "credit" else block.caption is None
    return isinstance(block, Table) and block.caption is None


def _role(figure: Block, line: Paragraph) -> str:
    """The role of a line right below a picture, by its words: caption, credit or none."""
    text = words(line.inlines)
    if line.role or line.level or not text or len(text) > _LONGEST:
        return ""
    if not isinstance(figure, Figure) or figure.credit is not None:
        return ""
    credit = credit_in(text)
    alone = is_credit_line(text) or (credit is not None and not text[: credit.start].strip(" ("))
    if figure.caption is not None:
        return "credit" if alone else ""
    labelled = CAPTION_LABEL.match(text) is not None
    known = credit is not None and (credit.sure or alone)
    return "caption" if all_look(line.inlines, "italic") or labelled or alone or known else ""


def _with(block: Block, line: Paragraph, journal: Journal) -> Block:
    """The figure or table with the words of a line."""
    named = replace(line, inlines=_unnumbered(line, journal))
    if all_look(named.inlines, "italic"):
        named = replace(named, inlines=with_look(named.inlines, italic=False))
    if isinstance(block, Figure):
        marks = block.bookmarks + line.bookmarks
        if line.role == "credit":
            return replace(block, credit=named, bookmarks=marks)
        return replace(block, caption=named, bookmarks=marks)
    assert isinstance(block, Table)
    return replace(block, caption=named, bookmarks=block.bookmarks + line.bookmarks)


def _unnumbered(line: Paragraph, journal: Journal) -> tuple[Inline, ...]:
    """The inlines of a caption without its number, which is counted anew."""
    text = "".join(i.text if isinstance(i, Text) else "\0" for i in line.inlines)
    start = len(text) - len(text.lstrip())
    label = CAPTION_LABEL.match(text, start)
    end = label.end() if label else 0
    if not label and line.numbered and (match := _NUMBERED.match(text, start)):
        rest = _ENDS_OF_LABEL.match(text, match.end())
        end = rest.end() if rest else match.end()
    if not end or "\0" in text[:end]:
        return line.inlines
    journal.leave("the number of a caption, which is counted anew", line.place, text[:end])
    return without_start(line.inlines, end)
