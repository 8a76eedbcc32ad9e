"""Tables in files: CSV (RFC 4180) and its variants with semicolons or tabs, cell by cell.

The reader makes no guess that changes a word: the author states the encoding, and a row that is too
short or too long is an error with the file's own line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator

from publish.errors import Problem, Severity, Where
from publish.reading.dialects.placeholders import placeholders, remark
from publish.reading.findings import Findings
from publish.reading.text import NOT_TEXT, explain
from publish.values import dataclass

MOST_BYTES = 2_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 63
"""Word's limit (Word's specifications and limits)."""
MOST_CELLS = 60_000

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", ",": ",", ";": ";"}
ENCODINGS = {"utf-8": "utf-8-sig", "windows-1252": "cp1252", "utf-16": "utf-16"}

_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEP_LINE = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
"""A first line in which spreadsheets state the delimiter; it is no row."""
_PREFERRED = (";", "\t", ",")
"""Delimiters, the most reliable first: commas are the most common in text and in decimals."""


@dataclass(frozen=True)
class TableFile:
    """A file with a table: its name in the folder, its path in messages, its bytes."""

    name: str
    shown: str
    data: bytes


OpenFile = Callable[[str, int, int], TableFile | None]
"""From a file's name, line and column to the file; None after a noted error."""


@dataclass(frozen=True)
class Options:
    """How to read a file, as its table says; None is detected."""

    delimiter: str | None = None
    encoding: str | None = None


class Unusable(Exception):
    """The reason why a file is no table: rule, message, fix and the file's own line."""

    def __init__(self, rule: str, message: str, fix: str, line: int = 0) -> None:
        super().__init__(message)
        self.rule, self.message, self.fix, self.line = rule, message, fix, line


def rows_of(file: TableFile, options: Options, findings: Findings) -> list[list[str]]:
    """The rows of a file, each with as many cells as the first; none after a noted error.

    Empty rows and columns at the end, which spreadsheets leave, are dropped.
    """
    return [row for _, row in lined_rows_of(file, options, findings)]


def lined_rows_of(
    file: TableFile, options: Options, findings: Findings
) -> list[tuple[int, list[str]]]:
    """The same, each with the line on which it begins."""
    try:
        text = _decoded(file.data, options.encoding)
        findings.texts[file.shown] = text
        for offset, found in placeholders(text):
            message, fix = remark(found)
            where = Where(file.shown, _line(text, offset))
            findings.note(Problem("placeholder", message, fix, where, Severity.WARNING))
        stated = _SEP_LINE.match(text)
        if stated:
            text = "\n" + text[stated.end() :]
        delimiter = options.delimiter or (stated[1] if stated else _delimiter(text))
        return _even(_read(text, delimiter))
    except Unusable as trouble:
        where = Where(file.shown, trouble.line)
        findings.note(Problem(trouble.rule, trouble.message, trouble.fix, where, Severity.ERROR))
        return []


def _decoded(data: bytes, encoding: str | None) -> str:
    wide = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    codec = ENCODINGS[encoding or wide or "utf-8"]
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise _encoding(data, error, encoding) from None
    for match in NOT_TEXT.finditer(text):
        raise Unusable("control-character", *explain(match.group()), _line(text, match.start()))
    return text


def _encoding(data: bytes, error: UnicodeDecodeError, encoding: str | None) -> Unusable:
    """The error for letters that are not in UTF-8, with their reading in Windows-1252."""
    line = data[: error.start].count(b"\n") + 1
    if encoding:
        message = f"the file is not in {encoding}, as its table says"
        return Unusable("table-encoding", message, 'Save it as "CSV UTF-8".', line)
    start = data.rfind(b"\n", 0, error.start) + 1
    end = data.find(b"\n", error.start)
    around = data[max(start, error.start - 15) : end if end >= 0 else None][:30]
    shown = around.decode("cp1252", "replace").strip()
    return Unusable(
        "table-encoding",
        f"the file is not in UTF-8; in Windows-1252 this line would have “{shown}”",
        'Save it as "CSV UTF-8" or, if that line is right, write {encoding=windows-1252}.',
        line,
    )


def _delimiter(text: str) -> str:
    """The delimiter that gives every row the same number of cells, and more than one."""
    counts = {mark: [len(row) for _, row in _tried(text, mark)] for mark in _PREFERRED}
    wide = {mark: found for mark, found in counts.items() if max(found, default=0) > 1}
    if not wide:
        return ","
    even = [mark for mark, found in wide.items() if len(set(found)) == 1]
    if even:
        return even[0]
    return max(wide, key=lambda mark: sum(n == wide[mark][0] > 1 for n in wide[mark]))


def _tried(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows up to the first error."""
    try:
        yield from _rows(text, delimiter)
    except Unusable:
        return


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not blank, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if row and row != [""]:
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        messages = {
            "unexpected end of data": "a quotation mark is opened here and never closed",
            f"'{delimiter}' expected after '\"'": "text follows a closing quotation mark",
        }
        what = messages.get(str(error), f"the rows cannot be read: {error}")
        fix = 'Put quotation marks around the whole cell, and write "" for one inside it.'
        raise Unusable("table-quotes", what, fix, line) from None


def _read(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    found: list[tuple[int, list[str]]] = []
    cells = 0
    for line, row in _rows(text, delimiter):
        found.append((line, row))
        cells += len(row)
        if len(found) > MOST_ROWS or cells > MOST_CELLS:
            raise Unusable(
                "table-too-large",
                f"the table has more than {MOST_ROWS:,} rows or {MOST_CELLS:,} cells",
                "Print the part that readers need, and offer the rest as a separate file.",
                line,
            )
    while found and not any(cell.strip() for cell in found[-1][1]):
        found.pop()
    if not found:
        raise Unusable("table-empty", "the file holds no table", "Export the file again.")
    return found


def _even(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    count = len(rows[0][1])
    for line, row in rows:
        if len(row) != count:
            raise Unusable(
                "table-rows",
                f"this row has {_cells(len(row))}, but the first row has {count}",
                "Give all rows the same number of cells; one with the delimiter in its text needs "
                'quotation marks: "1,247".',
                line,
            )
    used = max(n + 1 for _, row in rows for n, cell in enumerate(row) if cell.strip())
    if used > MOST_COLUMNS:
        message = f"the table has {used} columns; Word can show {MOST_COLUMNS} at most"
        raise Unusable("table-too-large", message, "Split it into several tables.")
    return [(line, row[:used]) for line, row in rows]


def _cells(count: int) -> str:
    return "one cell" if count == 1 else f"{count} cells"


def _line(text: str, offset: int) -> int:
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1
