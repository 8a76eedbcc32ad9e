"""The tables, compared cell by cell: what each says, what it heads, how far it reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from publish.content import Cell, Content, Setting, Table
from publish.proof.aspects.text import pairs
from publish.proof.finding import Check, Finding, contrast, quoted, tally
from publish.proof.word_diff import rough, same_text

_RULE = "proof-table"
_TOLD = 4
"""Cells told of one table; a column that is lost would be told row by row."""

Row = tuple[Cell, ...]


def tables(expected: Content, found: Content) -> Check:
    """Every cell of every table, in its row and its place."""
    cells = sum(len(row) for table in expected.tables for row in table.rows)
    return tally("table cells", cells, tuple(_findings(expected, found)))


def _findings(expected: Content, found: Content) -> Iterator[Finding]:
    whole = joined(expected.tables, found.tables)
    for said, says in _beside(expected.tables, whole):
        if said is None:
            if says:
                message = f"there is a table that the article does not have: {_name(says)}"
                yield Finding(_RULE, message, gained=_text(says), extra=True)
        elif says is None:
            yield Finding(_RULE, f"the table {_name(said)} is missing", _text(said))
        else:
            yield from _told(said, list(_table(said, says, found.setting)))


def _beside(
    said: Sequence[Table], says: Sequence[Table]
) -> Iterator[tuple[Table | None, Table | None]]:
    """The tables side by side: in order, or by what they say where there is one more or less."""
    if len(said) == len(says):
        return zip_longest(said, says)
    return pairs(said, says, lambda table: rough(_text(table)))


def _told(table: Table, found: Sequence[Finding]) -> Iterator[Finding]:
    for n, finding in enumerate(found[:_TOLD], 1):
        more = len(found) - _TOLD
        rest = f" (and {more} more in this table)" if n == _TOLD and more > 0 else ""
        message = f"in the table {_name(table)}, {finding.message}{rest}"
        yield replace(finding, message=message)


def _table(said: Table, says: Table, setting: Setting) -> Iterator[Finding]:
    for n, row in enumerate(said.rows, 1):
        if n > len(says.rows):
            yield Finding(_RULE, f"row {n} is missing", " ".join(c.text for c in row))
        else:
            yield from _row(n, row, says.rows[n - 1], setting)
    for row in says.rows[len(said.rows) :]:
        text = " ".join(cell.text for cell in row)
        yield Finding(_RULE, f"there is a row too many: {quoted(text)}", gained=text, extra=True)


def _row(n: int, said: Row, says: Row, setting: Setting) -> Iterator[Finding]:
    if len(said) != len(says):
        lost, gained = (" ".join(cell.text for cell in row) for row in (said, says))
        message = f"row {n} has {len(says)} cells instead of {len(said)}"
        yield Finding(_RULE, message, lost, gained)
        return
    for m, (cell, there) in enumerate(zip(said, says, strict=True), 1):
        place = f"row {n}, cell {m}"
        if not same_text(cell.text, there.text, setting):
            message = f"{place}: {contrast(cell.text, there.text)}"
            yield Finding(_RULE, message, cell.text, there.text)
        elif cell.header != there.header:
            what = "no header" if cell.header else "a header"
            yield Finding(_RULE, f"{place}, {quoted(cell.text)}, is {what}")
        elif (cell.across, cell.down) != (there.across, there.down):
            reach = f"{there.across} by {there.down} instead of {cell.across} by {cell.down}"
            yield Finding(_RULE, f"{place}, {quoted(cell.text)}, reaches over {reach}")


def joined(expected: Sequence[Table], found: Sequence[Table]) -> list[Table]:
    """The tables of a file, with what its pages have divided put together again.

    Two tables may follow each other with a page's end between; ``expected`` tells which is
    one and which are two.
    """
    whole: list[Table] = []
    rest = list(found)
    for said in expected:
        if not rest:
            break
        table = rest.pop(0)
        rows = list(table.rows)
        while rest and rest[0].goes_on and not _is_whole(said.rows, rows):
            rows = _put_together(said.rows, rows, rest.pop(0).rows)
        whole.append(replace(table, rows=tuple(rows)))
    return whole + rest


def _is_whole(said: Sequence[Row], rows: Sequence[Row]) -> bool:
    return len(rows) >= len(said) and not _is_broken(said[len(rows) - 1 :][:1], rows[-1:])


def _put_together(said: Sequence[Row], rows: list[Row], more: Sequence[Row]) -> list[Row]:
    """The rows of a table and those on the next page, one that a page ends in made whole."""
    at = len(rows) - 1
    if not rows or not more or not _is_broken(said[at : at + 1], rows[-1:]):
        return [*rows, *more]
    if len(rows[-1]) != len(more[0]):
        return [*rows, *more]
    one = tuple(
        replace(above, text=f"{above.text} {below.text}".strip())
        for above, below in zip(rows[-1], more[0], strict=True)
    )
    return [*rows[:-1], one, *more[1:]]


def _is_broken(said: Sequence[Row], says: Sequence[Row]) -> bool:
    """Does a row only begin with what it should say?"""
    if not said or not says or len(said[0]) != len(says[0]):
        return False
    texts = [(rough(a.text), rough(b.text)) for a, b in zip(said[0], says[0], strict=True)]
    return any(a != b for a, b in texts) and all(a.startswith(b) for a, b in texts)


def _text(table: Table) -> str:
    return " ".join(cell.text for row in table.rows for cell in row)


def _name(table: Table) -> str:
    return quoted(table.caption or _text(table)[:60])
