"""Compares tables cell by cell: text, headers and spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from publish.content import Cell, Content, Setting, Table
from publish.proof.aspects.text import pairs
from publish.proof.finding import Check, Finding, contrast, quoted, tally
from publish.proof.word_diff import rough, same_text

_RULE = "proof-table"
_MOST_SHOWN = 4
"""The limit of cells reported for one table; a lost column would be reported row by row."""

Row = tuple[Cell, ...]


def tables(expected: Content, found: Content) -> Check:
    """Every cell of every table, in its row and its place."""
    cells = sum(len(row) for table in expected.tables for row in table.rows)
    return tally("table cells", cells, tuple(_findings(expected, found)))


def _findings(expected: Content, found: Content) -> Iterator[Finding]:
    for want, got in _beside(expected.tables, found.tables):
        if want is None:
            if got:
                message = f"there is a table that the article does not have: {_name(got)}"
                yield Finding(_RULE, message, gained=_text(got), extra=True)
        elif got is None:
            yield Finding(_RULE, f"the table {_name(want)} is missing", _text(want))
        else:
            yield from _first_of(want, list(_table(want, got, found.setting)))


def _beside(
    want: Sequence[Table], got: Sequence[Table]
) -> Iterator[tuple[Table | None, Table | None]]:
    """The tables side by side: in order, or by their text where their numbers differ."""
    if len(want) == len(got):
        return zip_longest(want, got)
    return pairs(want, got, lambda table: rough(_text(table)))


def _first_of(table: Table, found: Sequence[Finding]) -> Iterator[Finding]:
    for n, finding in enumerate(found[:_MOST_SHOWN], 1):
        more = len(found) - _MOST_SHOWN
        rest = f" (and {more} more in this table)" if n == _MOST_SHOWN and more > 0 else ""
        message = f"in the table {_name(table)}, {finding.message}{rest}"
        yield replace(finding, message=message)


def _table(want: Table, got: Table, setting: Setting) -> Iterator[Finding]:
    for n, row in enumerate(want.rows, 1):
        if n > len(got.rows):
            yield Finding(_RULE, f"row {n} is missing", " ".join(c.text for c in row))
        else:
            yield from _row(n, row, got.rows[n - 1], setting)
    for row in got.rows[len(want.rows) :]:
        text = " ".join(cell.text for cell in row)
        yield Finding(_RULE, f"there is a row too many: {quoted(text)}", gained=text, extra=True)


def _row(n: int, want: Row, got: Row, setting: Setting) -> Iterator[Finding]:
    if len(want) != len(got):
        lost, gained = (" ".join(cell.text for cell in row) for row in (want, got))
        message = f"row {n} has {len(got)} cells instead of {len(want)}"
        yield Finding(_RULE, message, lost, gained)
        return
    for m, (cell, there) in enumerate(zip(want, got, strict=True), 1):
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


def _text(table: Table) -> str:
    return " ".join(cell.text for row in table.rows for cell in row)


def _name(table: Table) -> str:
    return quoted(table.caption or _text(table)[:60])
