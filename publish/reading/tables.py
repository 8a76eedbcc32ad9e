"""Tables: no cell is lost, header cells have a scope, alignment is a class."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.token import Token

from publish.reading.findings import Findings

_WIDE_ROWS = "wide rows"


def note_wide_rows(parser: MarkdownIt) -> None:
    """Let the parser note rows with more cells than the header; GFM drops what is over."""
    parser.block.ruler.at("table", _noting, {"alt": ["paragraph", "reference"]})


def refuse_wide_rows(env: dict[str, object], findings: Findings) -> None:
    """Make errors of the rows that were noted."""
    rows = env.get(_WIDE_ROWS)
    for line, cells, columns in rows if isinstance(rows, list) else ():
        findings.error(
            "table-cells",
            f"this row has {cells} cells, but the table's header has "
            f"{columns}; the rest would be lost",
            "Give the header as many cells, or write \\| for a bar that is text.",
            line,
        )


def dress_tables(tokens: Iterable[Token]) -> None:
    """Give header cells their scope, and cells their alignment as a class."""
    for token in tokens:
        if token.type not in ("th_open", "td_open"):
            continue
        style = str(token.attrs.pop("style", ""))
        if token.type == "th_open":
            token.attrs["scope"] = "col"
        if style:
            token.attrs["class"] = f"align-{style.removeprefix('text-align:')}"


def _noting(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    matched = table(state, start, end, silent)
    if matched and not silent:
        columns = len(_cells(state, start))
        for row in range(start + 2, state.line):
            cells = len(_cells(state, row))
            if cells > columns:
                state.env.setdefault(_WIDE_ROWS, []).append((row + 1, cells, columns))
    return matched


def _cells(state: StateBlock, row: int) -> list[str]:
    cells = escapedSplit(getLine(state, row).strip())
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return cells
