"""The letters of inlines, and inlines without some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from publish.intake.model import (
    Block,
    Box,
    Break,
    Figure,
    Formula,
    Inline,
    List,
    Quote,
    Table,
    Text,
)

_T = TypeVar("_T")


def letters(inlines: Iterable[Inline]) -> str:
    """The letters of inlines, with a space for each break."""
    return "".join(_letters(inline) for inline in inlines)


def _letters(inline: Inline) -> str:
    match inline:
        case Text(text=text):
            return text
        case Formula(text=text):
            return text
        case Break():
            return " "
        case _:
            return ""


def words(inlines: Iterable[Inline]) -> str:
    """The letters on one line, with single spaces."""
    return " ".join(letters(inlines).split())


def without_start(inlines: Sequence[Inline], count: int) -> tuple[Inline, ...]:
    """Inlines without their first letters."""
    kept: list[Inline] = []
    for inline in inlines:
        if count <= 0:
            kept.append(inline)
        elif isinstance(inline, Text):
            if len(inline.text) > count:
                kept.append(replace(inline, text=inline.text[count:]))
            count -= len(inline.text)
        elif isinstance(inline, Break):
            count -= 1
        else:
            kept.append(inline)
    return stripped(kept)


def without_end(inlines: Sequence[Inline], keep: int) -> tuple[Inline, ...]:
    """The first ``keep`` letters of inlines."""
    kept: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text):
            if keep > 0:
                kept.append(replace(inline, text=inline.text[:keep]))
            keep -= len(inline.text)
        elif isinstance(inline, Break):
            if keep > 0:
                kept.append(inline)
            keep -= 1
        else:
            kept.append(inline)
    return stripped(kept)


def stripped(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Inlines without spaces and breaks at both ends."""
    found = [i for i in inlines if not (isinstance(i, Text) and not i.text)]
    while found and _is_space(found[0]):
        found.pop(0)
    while found and _is_space(found[-1]):
        found.pop()
    if found and isinstance(found[0], Text):
        found[0] = replace(found[0], text=found[0].text.lstrip())
    if found and isinstance(found[-1], Text):
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return tuple(found)


def _is_space(inline: Inline) -> bool:
    return isinstance(inline, Break) or (isinstance(inline, Text) and not inline.text.strip())


def all_look(inlines: Iterable[Inline], wanted: str) -> bool:
    """Whether all letters have a look (``bold``), and there are some."""
    shown = [i for i in inlines if isinstance(i, Text) and i.text.strip()]
    return bool(shown) and all(getattr(text.look, wanted) for text in shown)


def with_look(inlines: Iterable[Inline], **looks: object) -> tuple[Inline, ...]:
    """Inlines whose letters all have these looks."""
    return tuple(
        replace(i, look=replace(i.look, **looks)) if isinstance(i, Text) else i  # type: ignore[arg-type]
        for i in inlines
    )


def every(blocks: Iterable[Block], wanted: type[_T]) -> Iterator[_T]:
    """All blocks of a kind, at any depth, in their order."""
    for block in blocks:
        if isinstance(block, wanted):
            yield block
        for inner in _inside(block):
            yield from every(inner, wanted)


def _inside(block: Block) -> Iterator[Sequence[Block]]:
    match block:
        case Box(blocks=blocks, title=title):
            yield (title,) if title else ()
            yield blocks
        case Quote(blocks=blocks):
            yield blocks
        case List(items=items):
            yield from (item.blocks for item in items)
        case Table(rows=rows, caption=caption):
            yield (caption,) if caption else ()
            yield from (cell.blocks for row in rows for cell in row.cells)
        case Figure(caption=caption, credit=credit):
            yield tuple(part for part in (caption, credit) if part)
        case _:
            return
