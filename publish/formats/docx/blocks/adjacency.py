"""Blocks adjusted to the blocks before and after: gaps at tables, boxes that must not merge."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from publish.formats.docx.model.blocks import ONE, Block, Columns, Paragraph, Table
from publish.formats.docx.model.formatting import HAIR, ParagraphFormat, Rule, RunFormat
from publish.formats.docx.model.inlines import runs

_LONG = 900
"""Letters of a paragraph that may break across pages even beside a figure."""


def adjust_adjacent(blocks: list[Block], smallest: RunFormat) -> tuple[Block, ...]:
    """The blocks of a body or a cell, each adjusted to those next to it.

    Word has no margins of tables: the paragraphs next to them carry these. It joins
    tables that touch, and needs a paragraph after the last one. ``smallest`` are the
    characters of empty paragraphs.
    """
    found: list[Block] = []
    for block in blocks:
        if found:
            found[-1] = _before(found[-1], block)
            found.extend(_separators(found[-1], block, smallest))
            block = _after(found[-1], block)
        found.append(block)
    if not found or isinstance(found[-1], Table):
        found.append(_spacer(0, smallest, found[-1].columns if found else ONE))
    if found[-1].columns.count > 1 and found[-1].columns.balanced:
        # Word balances the columns above a section that continues, never the document's last.
        found.append(_spacer(0, smallest, ONE))
    return tuple(_kept_apart(found))


def _separators(last: Block, block: Block, smallest: RunFormat) -> list[Paragraph]:
    """The empty paragraphs that must be between two blocks."""
    found: list[Paragraph] = []
    if isinstance(last, Table):
        if isinstance(block, Table):
            found.append(_spacer(max(last.after, block.before), smallest, last.columns))
        elif last.columns != block.columns:
            # Only a paragraph can hold the properties of the section that ends here.
            found.append(_spacer(last.after, smallest, last.columns))
    if last.columns.count > 1 and block.columns.landscape:
        # Columns that a new page ends are balanced by a continuous section below them.
        found.append(_spacer(0, smallest, ONE))
    return found


def _spacer(twips: int, smallest: RunFormat, columns: Columns) -> Paragraph:
    format = ParagraphFormat(before=max(0, twips - HAIR.value), line=HAIR)
    return Paragraph("Spacer", format, smallest, columns=columns)


def _before(block: Block, following: Block) -> Block:
    """``block``, adjusted to the block after it."""
    if isinstance(block, Table):
        return _with_last_row_kept(block) if following.keep_with_previous else block
    if isinstance(following, Table) and following.before > block.format.after:
        block = _adjusted(block, "before Table", after=following.before)
    if isinstance(following, Paragraph) and following.pull and block.format.after:
        after = max(0, block.format.after + following.pull)
        block = _adjusted(block, "Closed Up", after=after)
    return kept_with_next(block) if following.keep_with_previous else block


def _with_last_row_kept(table: Table) -> Table:
    """``table``, its last row on the same page as the next block."""
    if table.layout or not table.rows:
        return table
    last = table.rows[-1]
    cells = (replace(c, blocks=tuple(map(kept_with_next, c.blocks))) for c in last.cells)
    return replace(table, rows=(*table.rows[:-1], replace(last, cells=tuple(cells))))


def kept_with_next(block: Block) -> Block:
    """``block`` on the same page as the next, as far as a paragraph can say so."""
    if not isinstance(block, Paragraph) or block.format.keep_next:
        return block
    return _adjusted(block, "Kept with Next", keep_next=True)


def hyphenated(paragraph: Paragraph) -> Paragraph:
    """A paragraph whose words Word may hyphenate: one of them is wider than the line.

    The text stays the word, since whoever reuses it would copy soft hyphens with it.
    """
    return _adjusted(paragraph, "Hyphenated", hyphenate=True)


def _after(before: Block, block: Block) -> Block:
    """``block``, adjusted to the block before it."""
    if isinstance(before, Paragraph) and isinstance(block, Paragraph) and before.floating:
        # A frame is where the paragraph after it begins, and never goes over to the next page:
        # that paragraph had better not begin in the last lines of a page. A long one has to.
        long = sum(len(run.text) for run in runs(block.content)) > _LONG
        if long or block.floating or block.format.keep_lines:
            return block
        return _adjusted(block, "beside Figure", keep_lines=True)
    if not isinstance(before, Table) or not isinstance(block, Paragraph):
        return block
    if before.after <= block.format.before:
        return block
    return _adjusted(block, "after Table", before=before.after)


def _adjusted(paragraph: Paragraph, reason: str, **changes: Any) -> Paragraph:
    """The paragraph with ``changes`` in its format, and the reason for them."""
    cap = paragraph.drop_cap
    if cap is not None and "before" in changes:
        cap = _adjusted(cap, reason, before=changes["before"])
    return replace(
        paragraph,
        drop_cap=cap,
        format=replace(paragraph.format, **changes),
        unadjusted=paragraph.unadjusted or paragraph.format,
        adjustment=" ".join(filter(None, (paragraph.adjustment, reason))),
    )


def _kept_apart(blocks: list[Block]) -> list[Block]:
    """Boxes of two groups that look alike would merge: the second gets other, close colors."""
    found: list[Block] = []
    recolored: set[int] = set()
    for block in blocks:
        previous = found[-1] if found else None
        if isinstance(block, Paragraph) and block.group is not None:
            if (
                isinstance(previous, Paragraph)
                and previous.group not in (None, block.group)
                and previous.format.merges_with(block.format)
            ):
                recolored.add(block.group)
            if block.group in recolored:
                block = _adjusted(block, "Apart", **_other_colors(block.format))
        found.append(block)
    return found


def _other_colors(format: ParagraphFormat) -> dict[str, Any]:
    """The same borders and shading, in colors that differ by one part in 256."""

    def recolored(rule: Rule | None) -> Rule | None:
        return replace(rule, color=_close_color(rule.color)) if rule else None

    return {
        "top": recolored(format.top),
        "left_rule": recolored(format.left_rule),
        "bottom": recolored(format.bottom),
        "right_rule": recolored(format.right_rule),
        "shading": _close_color(format.shading) if format.shading else None,
    }


def _close_color(color: str) -> str:
    blue = int(color[4:], 16)
    return f"{color[:4]}{blue + (1 if blue < 255 else -1):02X}"
