"""The layout of a table: the values in its braces, checked against its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from markdown_it.token import Token

from publish.reading.findings import Findings
from publish.reading.syntax import attributes
from publish.reading.syntax.places import stays
from publish.reading.tables.csv_files import DELIMITERS, ENCODINGS, Options
from publish.reading.tables.grid import Cell
from publish.values import dataclass

_BOTH = ("widths", "align", "header-rows", "header-column", "alt", "place")
_OF_FILES = ("delimiter", "encoding", "markdown")
_ALIGNED = ("left", "center", "right")
_YES = {"yes": 1, "true": 1, "no": 0, "false": 0}
_WIDTH = re.compile(r"\d{1,4}(?:\.\d{1,3})?%?")
_MOST_HEADERS = 9

_NUMBER = re.compile(
    r"[(~<>≈±]?\s?[-+−–]?\s?[$€£¥₹]?\s?\d[\d.,'’\u00a0\u202f\u2009 ]*(?:[eE][-+]?\d+)?"
    r"\s?(?:%|‰|€|\$|£|¥|₹|°C?|pp)?\)?"
)
_NO_NUMBER = frozenset(
    {"", "-", "–", "—", "−", "..", "…", "·", "n/a", "n.a.", "na", "k. a.", "s/o"}
)
"""Text in a column of numbers that stands for a missing number."""

WIDEST_UPRIGHT, WIDEST_TURNED = 100, 210
"""Letters of a table's longest words that fit side by side on an upright or a turned page, in the
narrowest readable columns. It depends on the theme's type, so it is an estimate."""


@dataclass(frozen=True)
class Layout:
    """The layout of a table. ``widths`` are shares of a hundred; None is computed.

    ``align`` has a side for every column, "" for the theme's default.
    """

    id: str | None = None
    wide: bool = False
    places: tuple[str, ...] = ()
    """The class of what stays at its place on the pages."""
    widths: tuple[int, ...] | None = None
    align: tuple[str, ...] | None = None
    header_rows: int = 1
    header_columns: int = 0
    alt: str = ""
    markdown: bool = False
    options: Options = field(default_factory=Options)

    def fitted(self, rows: Sequence[Sequence[Cell]], findings: Findings, line: int) -> Layout:
        """The layout, if it suits ``rows``; their cells get their sides."""
        count = len(rows[0])
        fault = self._fault(len(rows), count)
        if fault:
            findings.error("table-attribute", *fault, line)
            return replace(self, widths=None, align=None, header_rows=1, header_columns=0)
        if self.align is not None:
            sides = self.align * count if len(self.align) == 1 else self.align
            for row in rows:
                for cell, side in zip(row, sides, strict=True):
                    cell.align = side
        needed = sum(max(2, *(_longest(row[c]) for row in rows)) + 2 for c in range(count))
        if needed > (WIDEST_TURNED if self.wide else WIDEST_UPRIGHT):
            findings.warn("table-width", *_too_wide(self.wide, count), line)
        return self

    def _fault(self, rows: int, count: int) -> tuple[str, str] | None:
        """The value that does not suit a table of this size, and the fix."""
        sides = None if self.align is None or len(self.align) == 1 else self.align
        for name, given in (("widths", self.widths), ("align", sides)):
            if given is not None and len(given) != count:
                message = f"{name} has {len(given)} values, the table has {count} columns"
                return message, f"Give {name} {count} values, separated by commas."
        if self.header_rows > rows:
            message = f"header-rows is {self.header_rows}, the table has {rows} rows"
            return message, "Give fewer."
        if self.header_columns >= count and self.header_columns:
            message = "all columns of this table would be headers"
            return message, "Give fewer in header-column."
        return None


def layout_of(opening: Token, findings: Findings, line: int, *, boxed: bool) -> Layout:
    """The layout in the braces of a table; values that are not allowed are noted."""
    of_file = boxed and bool(opening.info)
    known = (*_BOTH, *_OF_FILES) if of_file else _BOTH
    found = attributes.take(
        opening, "a table", findings, (line, 0), id=True, classes=("wide",), values=known
    )
    reader = _Values(found.values, findings, line)
    return Layout(
        id=found.id,
        wide="wide" in found.classes,
        places=stays(found.values.get("place"), findings, (line, 0)),
        widths=reader.widths(),
        align=reader.sides(),
        header_rows=reader.count("header-rows", 1),
        header_columns=reader.count("header-column", 0),
        alt=" ".join(found.values.get("alt", "").split()),
        markdown=bool(reader.count("markdown", 0)),
        options=Options(
            reader.choice("delimiter", DELIMITERS),
            reader.choice("encoding", {name: name for name in ENCODINGS}),
        ),
    )


@dataclass(frozen=True)
class _Values:
    values: Mapping[str, str]
    findings: Findings
    line: int

    def widths(self) -> tuple[int, ...] | None:
        if "widths" not in self.values:
            return None
        given = [part.strip() for part in self.values["widths"].split(",")]
        numbers = [float(p.rstrip("%")) for p in given if _WIDTH.fullmatch(p)]
        if len(numbers) < len(given) or not all(numbers):
            self._unusable("widths", "Write numbers in proportion, such as widths=2,1,1.")
            return None
        whole = sum(numbers)
        return tuple(max(1, round(100 * number / whole)) for number in numbers)

    def sides(self) -> tuple[str, ...] | None:
        if "align" not in self.values:
            return None
        given = tuple(part.strip().lower() for part in self.values["align"].split(","))
        if not set(given) <= set(_ALIGNED):
            self._unusable("align", "Write left, center or right for each column.")
            return None
        return given

    def count(self, key: str, usual: int) -> int:
        given = self.values.get(key, "").strip().lower()
        if key not in self.values:
            return usual
        if given in _YES:
            return _YES[given]
        if given.isascii() and given.isdigit() and int(given) <= _MOST_HEADERS:
            return int(given)
        self._unusable(key, f"Write yes, no or a number up to {_MOST_HEADERS}.")
        return usual

    def choice(self, key: str, known: Mapping[str, str]) -> str | None:
        given = self.values.get(key)
        if given is None or given.strip().lower() in known:
            return None if given is None else known[given.strip().lower()]
        self._unusable(key, f"Known keys are: {', '.join(n for n in known if n[0].isalpha())}.")
        return None

    def _unusable(self, key: str, fix: str) -> None:
        message = f"{key}={self.values[key]!r} cannot be used"
        self.findings.error("table-attribute", message, fix, self.line)


def aligned_by_content(rows: Sequence[Sequence[Cell]], head: int) -> None:
    """Align columns of numbers to the right, so that their digits line up.

    The first column names the rows, whatever it holds.
    """
    for c in range(1, len(rows[0])):
        texts = [row[c].inline.content.strip() for row in rows[head:]]
        real = [text for text in texts if text.casefold() not in _NO_NUMBER]
        if real and all(_NUMBER.fullmatch(text) for text in real):
            for n, row in enumerate(rows):
                row[c].align = "right"
                row[c].numeric = n >= head


def _longest(cell: Cell) -> int:
    words = re.split(r"[\s\u200b\u00ad/\-]+", cell.inline.content)
    return max(map(len, words))


def _too_wide(wide: bool, count: int) -> tuple[str, str]:
    if wide:
        message = f"even on a page turned sideways, the {count} columns of this table are narrow"
        return message, "Look at the PDF; if words are broken, split the table."
    message = f"the {count} columns of this table hardly fit on an upright page"
    return message, "Turn its page sideways: write {.wide} after its caption."
