"""What depends on the block before or after: gaps at tables, boxes that must not merge."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from publish.formats.docx.model.blocks import ONE, Block, Columns, Paragraph, Table, runs
from publish.formats.docx.model.formatting import HAIR, ParagraphFormat, Rule, RunFormat

_LONG = 900
"""Letters of a paragraph that may break across pages, whatever stands beside it."""


def settled(blocks: list[Block], thin: RunFormat) -> tuple[Block, ...]:
    """The blocks of a body or a cell, each minding its neighbors.

    Word knows no margins of tables, so that the paragraphs beside them carry
    those; it joins tables that touch, and wants a paragraph after the last one. ``thin`` are the
    characters of paragraphs that hold nothing.
    """
    found: list[Block] = []
    for block in blocks:
        if found:
            found[-1] = _before(found[-1], block)
            last = found[-1]
            if isinstance(last, Table) and isinstance(block, Table):
                found.append(_gap(max(last.after, block.before), thin, last.text_columns))
            elif isinstance(last, Table) and last.text_columns != block.text_columns:
                # Only a paragraph can hold the properties of the section that ends here.
                found.append(_gap(last.after, thin, last.text_columns))
            last = found[-1]
            if last.text_columns.count > 1 and block.text_columns.turned:
                # Columns that a new page ends are balanced by what goes on below them.
                found.append(_gap(0, thin, ONE))
            block = _after(found[-1], block)
        found.append(block)
    if not found or isinstance(found[-1], Table):
        found.append(_gap(0, thin, found[-1].text_columns if found else ONE))
    if found[-1].text_columns.count > 1 and found[-1].text_columns.balanced:
        # Word balances the columns above a section that goes on, never the document's last.
        found.append(_gap(0, thin, ONE))
    return tuple(_kept_apart(found))


def _gap(twips: int, thin: RunFormat, columns: Columns) -> Paragraph:
    format = ParagraphFormat(before=max(0, twips - HAIR.value), line=HAIR)
    return Paragraph("Spacer", format, thin, text_columns=columns)


def _before(block: Block, following: Block) -> Block:
    """``block``, knowing what follows it."""
    if isinstance(block, Table):
        return _with_last_row_kept(block) if following.keep_with_previous else block
    if isinstance(following, Table) and following.before > block.format.after:
        block = _adjusted(block, "before Table", after=following.before)
    if isinstance(following, Paragraph) and following.pull and block.format.after:
        after = max(0, block.format.after + following.pull)
        block = _adjusted(block, "Closed Up", after=after)
    return kept_with_next(block) if following.keep_with_previous else block


def _with_last_row_kept(table: Table) -> Table:
    """``table``, its last row on the same page as what comes next."""
    if table.layout or not table.rows:
        return table
    last = table.rows[-1]
    cells = (replace(c, blocks=tuple(map(kept_with_next, c.blocks))) for c in last.cells)
    return replace(table, rows=(*table.rows[:-1], replace(last, cells=tuple(cells))))


def kept_with_next(block: Block) -> Block:
    """``block`` on the same page as what comes next, as far as a paragraph can say so."""
    if not isinstance(block, Paragraph) or block.format.keep_next:
        return block
    return _adjusted(block, "Kept with Next", keep_next=True)


def _after(before: Block, block: Block) -> Block:
    """``block``, knowing what stands before it."""
    if isinstance(before, Paragraph) and isinstance(block, Paragraph) and before.floating:
        # A frame stands where the paragraph after it begins, and never goes on overleaf: that
        # paragraph had better not begin in the last lines of a page. A long one has to.
        long = sum(len(run.text) for run in runs(block.content)) > _LONG
        if long or block.floating or block.format.keep_lines:
            return block
        return _adjusted(block, "beside Figure", keep_lines=True)
    if not isinstance(before, Table) or not isinstance(block, Paragraph):
        return block
    if before.after <= block.format.before:
        return block
    return _adjusted(block, "after Table", before=before.after)


def _adjusted(paragraph: Paragraph, beside: str, **changes: Any) -> Paragraph:
    """The paragraph with ``changes`` in its format, and the reason noted."""
    cap = paragraph.cap
    if cap is not None and "before" in changes:
        cap = _adjusted(cap, beside, before=changes["before"])
    return replace(
        paragraph,
        cap=cap,
        format=replace(paragraph.format, **changes),
        alone=paragraph.alone or paragraph.format,
        beside=" ".join(filter(None, (paragraph.beside, beside))),
    )


def _kept_apart(blocks: list[Block]) -> list[Block]:
    """Boxes of two groups that look alike would merge: the second gets an imperceptible mark."""
    found: list[Block] = []
    marked: set[int] = set()
    for block in blocks:
        previous = found[-1] if found else None
        if isinstance(block, Paragraph) and block.group is not None:
            if (
                isinstance(previous, Paragraph)
                and previous.group not in (None, block.group)
                and previous.format.merges_with(block.format)
            ):
                marked.add(block.group)
            if block.group in marked:
                block = _adjusted(block, "Apart", **_marked(block.format))
        found.append(block)
    return found


def _marked(format: ParagraphFormat) -> dict[str, Any]:
    """The same borders and ground, in colors that differ by one part in 256."""

    def near(rule: Rule | None) -> Rule | None:
        return replace(rule, color=_near(rule.color)) if rule else None

    return {
        "top": near(format.top),
        "left_rule": near(format.left_rule),
        "bottom": near(format.bottom),
        "right_rule": near(format.right_rule),
        "shading": _near(format.shading) if format.shading else None,
    }


def _near(color: str) -> str:
    blue = int(color[4:], 16)
    return f"{color[:4]}{blue + (1 if blue < 255 else -1):02X}"
