"""Tables as Markdown: pipes, with the marks for cells that go over several columns or rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from publish.intake.journal import Journal
from publish.intake.markdown.inlines import Writer
from publish.intake.model import (
    Block,
    Box,
    Break,
    Cell,
    Code,
    Figure,
    Inline,
    List,
    Paragraph,
    Quote,
    Table,
    Text,
)
from publish.intake.texts import all_look, with_look
from publish.values import dataclass


@dataclass
class _Placed:
    """A cell in the grid, with the Markdown of its words."""

    text: str
    row: int
    column: int
    bold: bool = False


def written_table(table: Table, writer: Writer, journal: Journal) -> tuple[str, tuple[Figure, ...]]:
    """The table, and the pictures in it, which no cell can hold."""
    figures: list[Figure] = []
    grid = _grid(table, writer, journal, figures)
    if not grid:
        return "", tuple(figures)
    heads = _heads(table, grid, journal)
    lines = [_line(grid, row) for row in range(len(grid))]
    rule = "|" + "---|" * len(grid[0])
    spans = any(_joined(grid, r, c) for r in range(len(grid)) for c in range(len(grid[0])))
    rows = "\n".join((lines[0], rule, *lines[1:]))
    caption = writer.line(table.caption.inlines, table.caption.place) if table.caption else ""
    name = f"#{table.id}" if table.id else ""
    if not spans and heads == 1:
        below = f"\n: {caption}{f' {{{name}}}' if name else ''}" if caption else ""
        if caption or not name:
            return rows + below, tuple(figures)
    marks = " ".join(filter(None, (name, f"header-rows={heads}" if heads != 1 else "")))
    head = f":::table{f' {{{marks}}}' if marks else ''}\n"
    above = f"{caption}\n\n" if caption else ""
    return f"{head}{above}{rows}\n:::", tuple(figures)


def _grid(
    table: Table, writer: Writer, journal: Journal, figures: list[Figure]
) -> list[list[_Placed]]:
    """The cells at each place, without rows and columns in which no cell begins."""
    width = max((sum(cell.across for cell in row.cells) for row in table.rows), default=0)
    grid: list[list[_Placed]] = []
    for r, row in enumerate(table.rows):
        line: list[_Placed] = []
        for cell in row.cells:
            place = _placed(cell, grid, r, len(line), table, writer, journal, figures)
            line += [place] * cell.across
        line += (_Placed("", r, c) for c in range(len(line), width))
        grid.append(line)
    kept = [line for r, line in enumerate(grid) if any(cell.row == r for cell in line)]
    columns = [c for c in range(width) if any(line[c].column == c for line in kept)]
    return [[line[c] for c in columns] for line in kept] if columns else []


def _placed(
    cell: Cell,
    grid: Sequence[Sequence[_Placed]],
    row: int,
    column: int,
    table: Table,
    writer: Writer,
    journal: Journal,
    figures: list[Figure],
) -> _Placed:
    above = grid[-1][column] if cell.continues and grid and column < len(grid[-1]) else None
    same = above is not None and grid[-1].count(above) == cell.across and above.column == column
    lines = list(_lines(cell.blocks, table, journal, figures))
    if above is not None and same and not lines:
        return above
    bold = bool(lines) and all(all_look(line, "bold") for line in lines)
    inlines: list[Inline] = []
    for line in lines:
        inlines += ([Break()] if inlines else []) + list(line)
    if bold and (row == 0 or table.rows[row].head):
        inlines = list(with_look(inlines, bold=False))
    text = writer.line(inlines, table.place, cell=True)
    return _Placed(text, row, column, bold)


def _lines(
    blocks: Sequence[Block], table: Table, journal: Journal, figures: list[Figure]
) -> Iterator[tuple[Inline, ...]]:
    """The lines of a cell; what is no paragraph becomes lines, and is noted."""
    for block in blocks:
        match block:
            case Paragraph(inlines=inlines):
                if inlines:
                    yield inlines
            case Figure():
                journal.change("a picture in a cell", "a picture after the table", table.place)
                figures.append(block)
            case List(items=items):
                journal.change("a list in a cell", "lines", table.place)
                for item in items:
                    yield from _lines(item.blocks, table, journal, figures)
            case Table():
                yield from _table_lines(block, table, journal, figures)
            case Quote(blocks=inner) | Box(blocks=inner):
                yield from _lines(inner, table, journal, figures)
            case Code(text=text):
                for line in filter(str.strip, text.split("\n")):
                    yield (Text(line),)
            case _:
                continue


def _table_lines(
    inner: Table, table: Table, journal: Journal, figures: list[Figure]
) -> Iterator[tuple[Inline, ...]]:
    journal.change("a table in a cell", "lines", table.place)
    if inner.caption is not None:
        yield inner.caption.inlines
    for row in inner.rows:
        yield from _row_line([cell.blocks for cell in row.cells], table, journal, figures)


def _row_line(
    cells: Sequence[Sequence[Block]], table: Table, journal: Journal, figures: list[Figure]
) -> Iterator[tuple[Inline, ...]]:
    """The cells of a row of a table in a cell, on one line."""
    line: list[Inline] = []
    for cell in cells:
        for inner in _lines(cell, table, journal, figures):
            line += ([Text(" ")] if line else []) + list(inner)
    if line:
        yield tuple(line)


def _heads(table: Table, grid: Sequence[Sequence[_Placed]], journal: Journal) -> int:
    """How many rows are heads: those that Word repeats, else the first; whole cells of them."""
    stated = 0
    for row in table.rows:
        if not row.head:
            break
        stated += 1
    heads = min(stated, len(grid))
    if not heads and len(grid) > 1:
        heads = 1
        if not all(cell.bold for cell in grid[0] if cell.text):
            journal.change("the first row of a table", "its head", replace(table.place, words=""))
    while (
        heads
        and heads < len(grid)
        and any(grid[heads][c] is grid[heads - 1][c] for c in range(len(grid[0])))
    ):
        heads += 1
    return heads


def _joined(grid: Sequence[Sequence[_Placed]], row: int, column: int) -> bool:
    cell = grid[row][column]
    left = column > 0 and grid[row][column - 1] is cell
    return left or (row > 0 and grid[row - 1][column] is cell)


def _line(grid: Sequence[Sequence[_Placed]], row: int) -> str:
    cells: list[str] = []
    for column, cell in enumerate(grid[row]):
        if column and grid[row][column - 1] is cell:
            cells.append("")
        elif row and grid[row - 1][column] is cell:
            cells.append(" ^^ ")
        else:
            cells.append(f" {cell.text} " if cell.text else "  ")
    return "|" + "|".join(cells) + "|"
