"""Reads a table of credits: ``credits.csv`` as builds write it, or a picture desk's own.

Spreadsheets save with commas, semicolons or tabs, in UTF-8 or in Windows' old character set.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from publish import files
from publish.errors import Problem, UsageError, Where
from publish.files import CannotRead
from publish.metadata.credit_table import HEAD, plain
from publish.values import dataclass

MOST_BYTES = 20_000_000
DERIVED = ("caption", "shown", "license-name", "license-url")
"""Columns that a build writes for people: captions have marks, and the others follow from terms."""
KNOWN = (*HEAD, "article", "evidence")
"""The columns that have a meaning."""


@dataclass(frozen=True)
class Row:
    """The filled cells of a row by column, and where it begins."""

    cells: Mapping[str, str]
    where: Where


@dataclass(frozen=True)
class Table:
    """The rows, the columns that are not read, and whether the file was not UTF-8."""

    rows: tuple[Row, ...]
    unknown: tuple[str, ...]
    """Columns without a meaning."""
    derived: tuple[str, ...]
    """Those of :data:`DERIVED`."""
    old_characters: bool


def read_table(path: Path) -> Table:
    """Return the table in a file; raises ``publish.errors.UsageError`` if there is none."""
    name = path.as_posix()
    try:
        data = files.read_anywhere(path, MOST_BYTES)
    except CannotRead as error:
        raise bad("credit-table", f"the file {error}", "Give a CSV file.", Where(name)) from error
    if data.startswith(b"PK\x03\x04"):
        fix = "In the spreadsheet, choose Save As, and “CSV UTF-8”."
        raise bad("credit-table", "this is a workbook, not CSV", fix, Where(name))
    text, old = _decoded(data, name)
    return parse_table(text, name, old_characters=old)


def bad(rule: str, message: str, fix: str, where: Where) -> UsageError:
    """Return the error for a fault at a place of the table."""
    return UsageError(Problem(rule, message, fix, where))


def _decoded(data: bytes, name: str) -> tuple[str, bool]:
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), True
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fix = "Save it as “CSV UTF-8”."
        raise bad("credit-table", "the text is not UTF-8", fix, Where(name, line)) from error


def parse_table(text: str, name: str, *, old_characters: bool = False) -> Table:
    """Return the table in the text of the file ``name``; raises like :func:`read_table`."""
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().casefold() in ("sep=,", "sep=;", "sep=\t", "sep="):
        text, skipped = rest, 1
    mark = max(",;\t", key=lambda one: _known(text, one))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    found: list[tuple[int, list[str]]] = []
    line = 1 + skipped
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((line, cells))
            line = reader.line_num + 1 + skipped
    except csv.Error as error:
        fix = "Save the table again as CSV; look for a quotation mark that does not close."
        raise bad("credit-table", f"not CSV: {error}", fix, Where(name, line)) from error
    head = [_column(cell) for cell in found[0][1]] if found else []
    if "file" not in head or len(set(filter(None, head))) < len([*filter(None, head)]):
        fix = f"Its first row names each column once: file, and any of {', '.join(KNOWN[5:])}."
        message = "the first row does not name a column `file`, or names one twice"
        raise bad("credit-table", message, fix, Where(name, 1 + skipped))
    rows = tuple(_row(head, cells, Where(name, at)) for at, cells in found[1:])
    unknown = tuple(one for one in head if one and one not in KNOWN)
    return Table(rows, unknown, tuple(one for one in head if one in DERIVED), old_characters)


def _row(head: list[str], cells: list[str], where: Where) -> Row:
    if any(cell.strip() for cell in cells[len(head) :]):
        fix = "Put quotation marks around a cell that contains the separator."
        raise bad("credit-table", "the row has more cells than the first row", fix, where)
    named = zip(head, map(plain, cells), strict=False)
    return Row({key: cell for key, cell in named if key and cell.strip()}, where)


def _known(text: str, mark: str) -> int:
    head = next(csv.reader(io.StringIO(text, newline=""), delimiter=mark), [])
    return sum(_column(cell) in KNOWN for cell in head)


def _column(cell: str) -> str:
    return "-".join(cell.casefold().replace("_", " ").replace("-", " ").split())
