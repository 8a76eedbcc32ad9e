"""Tables: from Markdown and from files, with captions, headers, spans and widths.

A table is a row of bars (GFM §4.10), or a box: ``:::table`` around one, or
``:::table file.csv`` in its place. Either way every cell of the source is in the
markup, at its place, or a Problem names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.token import Token

from publish.reading.findings import Findings
from publish.reading.slugs import is_free
from publish.reading.tables.captions import BOX, SOURCE, enable_captions, is_below, is_caption
from publish.reading.tables.csv_files import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, OpenFile, rows_of
from publish.reading.tables.grid import BEFORE, Cell, headed, present_cells, spanned
from publish.reading.tables.layout import Layout, aligned_by_content, layout_of
from publish.reading.tables.tokens import Parts, tokens_of
from publish.values import dataclass

PLAIN = "plain"
"""The type of a text that is shown as typed, without Markdown."""

_WIDE_ROWS = "wide rows"
_JOINED = "joined"
"""The key in a cell's ``meta`` that marks a cell with nothing between its two bars."""


def enable_tables(parser: MarkdownIt) -> None:
    """Teach the parser tables and their captions.

    It notes rows with more cells than the header, because GFM drops the surplus, and cells with
    nothing between their bars, because these continue the cell before in a box.
    """
    parser.enable("table")
    enable_captions(parser)
    parser.block.ruler.at("table", _noting, {"alt": ["paragraph", "reference"]})


def refuse_wide_rows(env: dict[str, object], findings: Findings) -> None:
    """Report an error for each row that was noted."""
    rows = env.get(_WIDE_ROWS)
    for line, cells, columns in rows if isinstance(rows, list) else ():
        findings.error(
            "table-cells",
            f"this row has {cells} cells, but the table's header has "
            f"{columns}; the rest would be lost",
            "Give the header as many cells, or write \\| for a bar that is text.",
            line,
        )


def set_tables(
    tokens: Sequence[Token],
    parser: MarkdownIt,
    env: dict[str, Any],
    open_file: OpenFile,
    findings: Findings,
) -> tuple[list[Token], frozenset[str]]:
    """The tokens with all tables in the vocabulary's markup, and the ids of the tables.

    ``open_file`` opens the files that hold tables.
    """
    setter = _Setter(parser, env, open_file, findings, set())
    out: list[Token] = []
    captions: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        kind = BOX if token.attrs.get("class") == BOX and token.type == "box_open" else token.type
        if kind in (BOX, "table_open"):
            end = _end(tokens, at)
            out += setter.table(tokens[at : end + 1], captions)
            captions, at = [], end + 1
        elif is_caption(token):
            # It belongs to the table that was just set, or to the next one.
            captions = list(tokens[at : at + 3])
            if is_below(token) and out and out[-1].type == "table_close":
                setter.adopt(out, captions)
                captions = []
            at += 3
        else:
            out.append(token)
            at += 1
    return out, frozenset(setter.ids)


@dataclass
class _Setter:
    parser: MarkdownIt
    env: dict[str, Any]
    open_file: OpenFile
    findings: Findings
    ids: set[str]
    _count: int = 0

    def table(self, tokens: Sequence[Token], captions: Sequence[Token]) -> list[Token]:
        """The tokens of one table, or of its box."""
        opening = tokens[0]
        boxed = opening.type == "box_open"
        self._count += 1
        parts = _parts(tokens[1:-1] if boxed else tokens, self.findings, _line(opening))
        parts = replace(parts, caption=parts.caption or tuple(captions))
        layout = layout_of(opening, self.findings, _line(opening), boxed=boxed)
        self._name(layout.id, opening)
        if layout.wide and opening.level > 0:
            message = "a wide table cannot be in a list, a quotation or a box"
            fix = "Move it between paragraphs of the text, or remove .wide."
            self.findings.error("table-wide-place", message, fix, _line(opening))
        if boxed and opening.info:
            rows = self._file(opening, parts, layout)
            if layout.align is None and rows:
                aligned_by_content(rows, layout.header_rows)
        else:
            rows = _cells_of(parts.table)
            if not rows and boxed:
                message = "this box holds no table"
                fix = "Write | one | two | in the box, or name a file: :::table file.csv."
                self.findings.error("table-box", message, fix, _line(opening))
        if not rows:
            return []
        return self._set(rows, parts, layout, opening, spans=boxed and not opening.info)

    def adopt(self, out: list[Token], caption: Sequence[Token]) -> None:
        """Move a caption below the table into the table at the end of ``out``."""
        begin = next(n for n in range(len(out) - 1, -1, -1) if out[n].type == "table_open")
        line = _line(caption[0])
        if any(token.type == "caption_open" for token in out[begin:]):
            message, fix = "this table already has a caption", "Remove one of the two."
            self.findings.error("table-caption", message, fix, line)
            return
        out[begin + 1 : begin + 1] = Parts(caption=tuple(caption)).caption_tokens(out[begin].level)

    def _set(
        self, rows: list[list[Cell]], parts: Parts, layout: Layout, opening: Token, spans: bool
    ) -> list[Token]:
        line = _line(opening)
        if max(map(len, rows)) > MOST_COLUMNS or len(rows) > MOST_ROWS:
            message = f"a table can have at most {MOST_COLUMNS} columns and {MOST_ROWS:,} rows"
            self.findings.error("table-too-large", message, "Split it into several tables.", line)
            return []
        layout = layout.fitted(rows, self.findings, line)
        marked = spans or layout.markdown
        if not marked:
            for cell in (cell for row in rows for cell in row):
                cell.joined = False
        plain = not marked or not any(
            cell.joined or cell.inline.content.strip() in ("^^", BEFORE)
            for row in rows
            for cell in row
        )
        for fault in _placed(rows) if plain else spanned(rows, layout.header_rows):
            fix = "^^ continues the cell above, || or << the one before."
            where = fault.cell.inline.map
            self.findings.error("table-span", fault.message, fix, where[0] + 1 if where else line)
        there = present_cells(rows)
        complex = headed(there, layout.header_rows, layout.header_columns)
        return tokens_of(there, parts, layout, opening, f"table-{self._count}" if complex else "")

    def _file(self, opening: Token, parts: Parts, layout: Layout) -> list[list[Cell]]:
        line = _line(opening)
        if parts.table:
            message = "this box names a file and also holds a table"
            self.findings.error("table-box", message, "Remove one of the two.", line)
        file = self.open_file(opening.info, line, 0)
        rows = rows_of(file, layout.options, self.findings) if file is not None else []
        return [[self._cell(text, opening, layout.markdown) for text in row] for row in rows]

    def _cell(self, text: str, opening: Token, markdown: bool) -> Cell:
        """The cell for a text from a file: shown as typed, or read as Markdown."""
        text = text.strip().replace("\r\n", "\n").replace("\r", "\n")
        if markdown:
            (inline,) = self.parser.parseInline(text, self.env)
        else:
            inline = Token("inline", "", 0, content=text, children=[])
            for n, part in enumerate(text.split("\n")):
                if n:
                    inline.children.append(Token("hardbreak", "br", 0))  # type: ignore[union-attr]
                inline.children.append(Token(PLAIN, "", 0, content=part))  # type: ignore[union-attr]
        inline.map, inline.level = opening.map, opening.level + 4
        return Cell(inline)

    def _name(self, id: str | None, opening: Token) -> None:
        if id is None:
            return
        if id in self.ids or not is_free(id, "tbl-"):
            message, fix = (
                f"the id #{id} is already taken",
                "Choose another, such as {#tbl-results}.",
            )
            self.findings.error("table-id", message, fix, _line(opening))
        self.ids.add(id)


def _parts(tokens: Sequence[Token], findings: Findings, line: int) -> Parts:
    """The parts of a box, or of a table alone: caption, table, sources."""
    caption: list[Token] = []
    rows: list[Token] = []
    sources: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "table_open" and not rows:
            end = _end(tokens, at)
            rows = list(tokens[at : end + 1])
            at = end + 1
        elif token.type == "paragraph_open" and (is_caption(token) or _is_source(token)):
            if is_caption(token) and caption:
                message, fix = "this table already has a caption", "Remove one of the two."
                findings.error("table-caption", message, fix, _line(token) or line)
            (caption if is_caption(token) else sources).extend(tokens[at : at + 3])
            at += 3
        else:
            what = "another table" if token.type == "table_open" else "something else"
            message = f"this box holds {what} than one table, its caption and its sources"
            fix = "Move it below the box."
            findings.error("table-box", message, fix, _line(token) or line)
            break
    return Parts(tuple(caption[:3]), tuple(rows), tuple(sources))


def _is_source(token: Token) -> bool:
    return token.attrs.get("class") == SOURCE


def _cells_of(tokens: Sequence[Token]) -> list[list[Cell]]:
    """The cells of a table that the parser found."""
    rows: list[list[Cell]] = []
    for n, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            align = str(token.attrs.get("style", "")).removeprefix("text-align:")
            rows[-1].append(Cell(tokens[n + 1], align, joined=bool(token.meta.get(_JOINED))))
    return rows


def _placed(rows: Sequence[Sequence[Cell]]) -> tuple[()]:
    """Give the cells of a table without spans their places; this finds no faults."""
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            cell.row, cell.column = r, c
    return ()


def _end(tokens: Sequence[Token], at: int) -> int:
    """The index of the token that closes the one at ``at``."""
    depth = 0
    for n in range(at, len(tokens)):
        depth += tokens[n].nesting
        if not depth:
            return n
    return len(tokens) - 1


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


# -- parsing --------------------------------------------------------------------------------


def _noting(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = len(state.tokens)
    matched = table(state, start, end, silent)
    if matched and not silent:
        columns = len(_cells(state, start))
        rows = [start, *range(start + 2, state.line)]
        split = [_cells(state, row) for row in rows]
        for row, cells in zip(rows, split, strict=True):
            if len(cells) > columns:
                state.env.setdefault(_WIDE_ROWS, []).append((row + 1, len(cells), columns))
        openings = [t for t in state.tokens[first:] if t.type in ("th_open", "td_open")]
        for n, token in enumerate(openings):
            cells = split[n // columns]
            if n % columns < len(cells) and cells[n % columns] == "":
                token.meta[_JOINED] = True
    return matched


def _cells(state: StateBlock, row: int) -> list[str]:
    cells = escapedSplit(getLine(state, row).strip())
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return cells


__all__ = ["MOST_CELLS", "enable_tables", "refuse_wide_rows", "set_tables"]
