"""Charts: ``:::chart ships.csv {type=bar #fig-ships unit="ships a year"}``, a caption, sources.

The first column of the file has the categories, each other one a series, with its name in the
first row. A chart becomes a picture: its caption, credit, place and number are a picture's.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from publish.charts.numbers import NotANumber, number
from publish.errors import Problem, Severity, Where
from publish.model.boxes import CHART
from publish.model.charts import KINDS, Chart, Series
from publish.reading.elements.blocks import (
    blocks_in,
    is_text,
    line_of,
    name_of,
    replaced,
    take_value,
)
from publish.reading.figures.blocks import CHARTED, Charted
from publish.reading.findings import Findings
from publish.reading.syntax import attributes
from publish.reading.syntax.spans import SOURCE
from publish.reading.tables.csv_files import OpenFile, Options, TableFile, lined_rows_of
from publish.suggest import did_you_mean
from publish.values import dataclass

MOST_SERIES, MOST_CATEGORIES = 6, 40
MOST_LISTED = 60
"""Categories of a table with the numbers: more are in the words of the chart alone."""
MOST_POINTS = 400
"""Categories of a line."""
_LONGEST = 60
"""Characters of a name in a chart."""
_DECIMALS, _LISTED = ("point", "comma"), ("yes", "no")


def set_charts(
    tokens: Sequence[Token], lang: str, open_file: OpenFile, findings: Findings
) -> list[Token]:
    """The tokens, with a paragraph that holds a picture in place of each chart."""
    return replaced(tokens, {CHART: lambda box: _picture(box, lang, open_file, findings)})


@dataclass(frozen=True)
class Stated:
    """The braces of a chart, checked."""

    kind: str
    unit: str
    comma: bool
    listed: bool
    alt: str | None


def _picture(
    tokens: Sequence[Token], lang: str, open_file: OpenFile, findings: Findings
) -> list[Token]:
    opening = tokens[0]
    stated = _stated(opening, findings)
    caption = _caption(tokens, findings)
    file = _file(opening, open_file, findings)
    if file is None:
        return []
    rows = lined_rows_of(file, Options(), findings)
    chart = _chart(rows, stated, lang, file, findings) if rows else None
    if chart is None:
        return []
    image = Token("image", "img", 0, attrs={"src": file.name, "alt": "", "title": caption})
    image.children = [Token("text", "", 0, content=stated.alt)] if stated.alt else []
    image.meta[CHARTED] = Charted(file.name, chart)
    attributes.move(opening, image)
    inline = Token("inline", "", 0, map=opening.map, level=opening.level + 1, block=True)
    inline.children = [image]
    begin = Token("paragraph_open", "p", 1, map=opening.map, level=opening.level, block=True)
    return [begin, inline, Token("paragraph_close", "p", -1, level=opening.level, block=True)]


def _stated(opening: Token, findings: Findings) -> Stated:
    """The braces of a chart; faults are noted."""
    keys = ("type", "decimal", "data", "unit", "alt")
    kind, decimal, data, unit, alt = (take_value(opening, key) for key in keys)
    for key, value, known in (
        ("type", kind, KINDS),
        ("decimal", decimal, _DECIMALS),
        ("data", data, _LISTED),
    ):
        if value is not None and value not in known:
            message = f"{key}={value} is not known for a chart"
            fix = did_you_mean(value, known, f"Write one of {', '.join(known)}.")
            findings.error("chart-type", message, fix, line_of(opening))
    return Stated(kind or "bar", unit or "", decimal == "comma", data != "no", alt)


def _caption(tokens: Sequence[Token], findings: Findings) -> str:
    """The words of the box: its caption, and its sources behind it, which lists leave out."""
    words: list[str] = []
    for block in blocks_in(tokens):
        if is_text(block):
            text = " ".join(block[1].content.split())
            if words and not words[-1].endswith((".", "!", "?", "…", "\N{IDEOGRAPHIC FULL STOP}")):
                words[-1] += "."
            words.append(f"[{text}]{{.{SOURCE}}}" if words and _has_pairs(text) else text)
            continue
        message = f"the box :::chart holds {name_of(block)}; it holds a caption and sources"
        line = line_of(block[0]) or line_of(tokens[0])
        findings.error("chart-content", message, "Move it below the box.", line)
    return " ".join(words)


def _has_pairs(text: str) -> bool:
    """Whether the words of a span may hold ``text``."""
    return text.count("[") == text.count("]")


def _file(opening: Token, open_file: OpenFile, findings: Findings) -> TableFile | None:
    if opening.info:
        return open_file(opening.info, line_of(opening), 0)
    fix = "Write the name of a CSV: :::chart ships.csv {type=bar}."
    findings.error("chart-content", "this box names no file", fix, line_of(opening))
    return None


def _chart(
    lined: list[tuple[int, list[str]]],
    stated: Stated,
    lang: str,
    file: TableFile,
    findings: Findings,
) -> Chart | None:
    """The chart of the rows of a file; None after a noted error."""
    lines = [line for line, _ in lined]
    head, *body = [[" ".join(cell.split()) for cell in row] for _, row in lined]
    reader = _Reader(file, findings)
    reader.check_size(head, body, MOST_POINTS if stated.kind == "line" else MOST_CATEGORIES)
    for line, names in ((lines[0], head[1:]), *zip(lines[1:], (r[:1] for r in body), strict=True)):
        reader.check_names(names, line)
    numbers = [
        [reader.number(cell, stated.comma, line) for cell in row[1:]]
        for line, row in zip(lines[1:], body, strict=True)
    ]
    if not reader.refused and all(value is None for row in numbers for value, _ in row):
        reader.refuse(_EMPTY, _SHAPE, lines[0])
    if reader.refused:
        return None
    series = (Series(name, tuple(row[n][0] for row in numbers)) for n, name in enumerate(head[1:]))
    decimals = min(3, max(count for row in numbers for _, count in row))
    categories = tuple(row[0] for row in body)
    listed = stated.listed and len(categories) <= MOST_LISTED
    return Chart(
        stated.kind, categories, tuple(series), lang, stated.unit, decimals, head[0], listed
    )


_EMPTY = "the file has no numbers below a row of names"
_SHAPE = "Write names in the first row and column, numbers in the others."
_FEWER = "Leave out what readers do not need, or make two charts."


@dataclass
class _Reader:
    """Reads the cells of one file, and notes those that do not fit into a chart."""

    file: TableFile
    findings: Findings
    refused: bool = False

    def refuse(self, message: str, fix: str, line: int) -> None:
        """Note an error in the file."""
        self.refused = True
        where = Where(self.file.shown, line)
        self.findings.note(Problem("chart-data", message, fix, where, Severity.ERROR))

    def check_size(self, head: list[str], body: list[list[str]], most: int) -> None:
        """Note what a chart is too small for."""
        if not body or len(head) < 2:
            self.refuse(_EMPTY, _SHAPE, 1)
        if len(head) - 1 > MOST_SERIES:
            self.refuse(f"a chart shows {MOST_SERIES} series, not {len(head) - 1}", _FEWER, 1)
        if len(body) > most:
            self.refuse(f"a chart of this type shows {most} rows, not {len(body)}", _FEWER, 1)

    def check_names(self, names: list[str], line: int) -> None:
        """Note names that are missing or too long."""
        for name in names:
            if not name or len(name) > _LONGEST:
                message = (
                    f"a name has {len(name)} characters" if name else "a row or column has no name"
                )
                self.refuse(message, f"Write a name of 1 to {_LONGEST} characters.", line)

    def number(self, cell: str, comma: bool, line: int) -> tuple[float | None, int]:
        """The number in a cell and its decimals; a gap after a noted error."""
        try:
            return number(cell, comma=comma)
        except NotANumber as wrong:
            other = "Write {decimal=comma}" if wrong.comma else "Write a number such as 1234.5"
            message = f"“{cell[:40]}” is no number"
            self.refuse(message, f"{other}, or leave the cell empty.", line)
            return None, 0
