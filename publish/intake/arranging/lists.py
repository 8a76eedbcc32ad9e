"""Items that follow each other become lists in lists; typed bullets and numbers become items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from publish.intake.journal import Journal
from publish.intake.model import Block, Counting, Figure, Item, List, Paragraph, Table, Tick
from publish.intake.texts import without_start, words
from publish.values import dataclass

_BULLET = re.compile(r"\s*(?:[•◦▪▫‣⁃●○■□➢\uf0b7\uf0a7\uf076\uf0d8·]\s*)(?=\S)")
_NUMBER = re.compile(r"\s*(?P<number>\d{1,3})[.)]\s+(?=\S)")
_TYPED = "typed"
_STEP = 720
"""Twentieths of a point by which Word indents each level, where a list does not say it."""


@dataclass
class _Open:
    """An item while its blocks are gathered."""

    counting: Counting
    blocks: list[Block] = field(default_factory=list)
    done: bool | None = None


def set_lists(blocks: Sequence[Block], journal: Journal) -> Iterator[Block]:
    """The blocks, with lists in place of items."""
    group: list[_Open] = []
    for block in _typed(blocks, journal):
        item = _item(block)
        if item is not None:
            group.append(item)
        elif group and _continues(group[-1], block):
            group[-1].blocks.append(block)
        else:
            yield from _lists(group)
            group = []
            yield block
    yield from _lists(group)


def _item(block: Block) -> _Open | None:
    if not isinstance(block, Paragraph) or block.role not in ("", "caption", "quote"):
        return None
    tick = block.inlines[0] if block.inlines and isinstance(block.inlines[0], Tick) else None
    if block.item is None and tick is None:
        return None
    counting = block.item or Counting("tasks", indent=1)
    kept = replace(block, item=None, role="", inlines=block.inlines[1:] if tick else block.inlines)
    return _Open(counting, [kept], tick.done if tick else None)


def _continues(item: _Open, block: Block) -> bool:
    """Whether a block is a further paragraph of an item: it begins where the item's text does."""
    if isinstance(block, Figure | Table):
        return False
    if not isinstance(block, Paragraph) or block.role:
        return False
    least = item.counting.indent or _STEP * (item.counting.level + 1)
    return block.indent >= least


def _lists(group: Sequence[_Open]) -> Iterator[List]:
    """The lists of a run of items."""
    at = 0
    while at < len(group):
        least = min(item.counting.level for item in group[at:])
        found, at = _list(group, at, min(least, group[at].counting.level))
        yield found


def _list(group: Sequence[_Open], at: int, level: int) -> tuple[List, int]:
    """The list that begins with the item at ``at``, and where it ends."""
    first = group[at].counting
    items: list[Item] = []
    expected = first.number
    while at < len(group):
        item = group[at]
        if item.counting.level < level:
            break
        if item.counting.level > level and items:
            inner, at = _list(group, at, item.counting.level)
            items[-1] = replace(items[-1], blocks=(*items[-1].blocks, inner))
            continue
        if items and not _goes_on(first, item.counting, expected):
            break
        items.append(Item(tuple(item.blocks), item.done))
        expected = item.counting.number + 1
        at += 1
    return List(tuple(items), first.kind, first.number if first.kind else 1), at


def _goes_on(first: Counting, now: Counting, expected: int) -> bool:
    same = now.list == first.list and now.kind == first.kind
    return same and (not now.kind or now.number == expected)


# -- lists that somebody typed --------------------------------------------------------------


def _typed(blocks: Sequence[Block], journal: Journal) -> Iterator[Block]:
    numbers = [_typed_number(block) for block in blocks]
    run = 0
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.role or block.item:
            yield block
            continue
        text = "".join(getattr(i, "text", "\0") for i in block.inlines)
        bullet = _BULLET.match(text)
        number = numbers[at]
        if bullet and words(block.inlines):
            yield _made_item(block, bullet, Counting(_TYPED, indent=1), journal)
            continue
        if number is None:
            run = 0
            yield block
            continue
        after = numbers[at + 1] if at + 1 < len(blocks) else None
        if (run and number == run + 1) or after == number + 1:
            match = _NUMBER.match(text)
            assert match is not None
            counting = Counting(f"{_TYPED} numbers", 0, "1", number, 1)
            yield _made_item(block, match, counting, journal)
            run = number
        else:
            run = 0
            yield block


def _typed_number(block: Block) -> int | None:
    if not isinstance(block, Paragraph) or block.role or block.item:
        return None
    text = "".join(getattr(i, "text", "\0") for i in block.inlines)
    match = _NUMBER.match(text)
    return int(match["number"]) if match else None


def _made_item(
    block: Paragraph, sign: re.Match[str], counting: Counting, journal: Journal
) -> Paragraph:
    journal.change("a line that begins with a typed sign", "an item of a list", block.place)
    journal.leave("a typed sign of a list", block.place, sign[0])
    return replace(block, item=counting, inlines=without_start(block.inlines, sign.end()))
