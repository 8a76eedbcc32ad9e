"""A table as tokens, which all later passes and the renderer read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from publish.reading.tables.captions import SOURCE
from publish.reading.tables.grid import Cell
from publish.reading.tables.layout import Layout
from publish.values import dataclass


@dataclass(frozen=True)
class Parts:
    """The parts of a table: the tokens of its caption, of the table, and of its sources."""

    caption: tuple[Token, ...] = ()
    table: tuple[Token, ...] = ()
    sources: tuple[Token, ...] = ()

    def caption_tokens(self, level: int) -> list[Token]:
        """The caption in the vocabulary: ``caption > span.caption``."""
        if not self.caption or not self.caption[1].content.strip():
            return []
        _, inline, _ = self.caption
        inline.level = level + 3
        return [
            _open("caption", level + 1),
            _open("span", level + 2, False, {"class": "caption"}, "caption_text"),
            inline,
            _close("span", level + 2, False, "caption_text"),
            _close("caption", level + 1),
        ]


def tokens_of(
    rows: Sequence[Sequence[Cell]], parts: Parts, layout: Layout, opening: Token, base: str
) -> list[Token]:
    """The tokens of a table and its sources.

    ``base`` begins the ids of headers that cells refer to; "" if no cell does.
    """
    level = opening.level
    names = ["wide"] * layout.wide + ["sourced"] * bool(parts.sources) + [*layout.places]
    attrs = {"id": layout.id or "", "class": " ".join(names), "title": layout.alt}
    begin = _open("table", level, True, {k: v for k, v in attrs.items() if v})
    begin.map = opening.map
    out = [begin, *parts.caption_tokens(level)]
    if layout.widths:
        out.append(_open("colgroup", level + 1))
        out += (
            Token("col", "col", 0, {"class": f"share-{w}"}, level=level + 2, block=True)
            for w in layout.widths
        )
        out.append(_close("colgroup", level + 1))
    head, body = rows[: layout.header_rows], rows[layout.header_rows :]
    if not body and not layout.header_rows:
        body = rows
    ids = _Ids(layout.id or base) if base else None
    for group, name in ((head, "thead"), (body, "tbody")):
        if group:
            out += [_open(name, level + 1), *_rows(group, level, ids), _close(name, level + 1)]
    out.append(_close("table", level))
    return out + _sources(parts.sources, layout.wide)


@dataclass(frozen=True)
class _Ids:
    base: str

    def of(self, cell: Cell) -> str:
        """A header's id: its row and column, counted from one."""
        return f"{self.base}-r{cell.row + 1}-c{cell.column + 1}"


def _rows(rows: Sequence[Sequence[Cell]], level: int, ids: _Ids | None) -> Iterator[Token]:
    for row in rows:
        yield _open("tr", level + 2)
        for cell in row:
            tag = "th" if cell.scope else "td"
            yield _open(tag, level + 3, True, _attributes(cell, ids, cell is row[-1]))
            cell.inline.level = level + 4
            yield cell.inline
            yield _close(tag, level + 3)
        yield _close("tr", level + 2)


def _attributes(cell: Cell, ids: _Ids | None, is_last: bool) -> dict[str, str | int | float]:
    named = ids is not None and cell.scope and not cell.is_empty
    attrs = {
        "id": ids.of(cell) if ids and named else "",
        "scope": cell.scope,
        "class": " ".join(_classes(cell, is_last)),
        "colspan": str(cell.across) if cell.across > 1 else "",
        "rowspan": str(cell.down) if cell.down > 1 else "",
        "headers": " ".join(map(ids.of, cell.headers)) if ids else "",
    }
    return {key: value for key, value in attrs.items() if value}


def _classes(cell: Cell, is_last: bool) -> Iterator[str]:
    if cell.align:
        yield f"align-{cell.align}"
    if cell.numeric and cell.inline.content.strip():
        yield "numeric"
    if is_last and not cell.ends_row:
        yield "inner"


def _sources(tokens: Sequence[Token], wide: bool) -> list[Token]:
    for token in tokens:
        if token.attrs.get("class") == SOURCE and wide:
            token.attrs["class"] = f"{SOURCE} wide"
    return list(tokens)


def _open(
    tag: str,
    level: int,
    block: bool = True,
    attrs: dict[str, str] | dict[str, str | int | float] | None = None,
    type: str = "",
) -> Token:
    given: dict[str, str | int | float] = {**(attrs or {})}
    return Token(f"{type or tag}_open", tag, 1, given, level=level, block=block)


def _close(tag: str, level: int, block: bool = True, type: str = "") -> Token:
    return Token(f"{type or tag}_close", tag, -1, level=level, block=block)
