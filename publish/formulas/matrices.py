"""Matrices and other environments: ``\\begin{pmatrix} … \\end{pmatrix}``, ``\\substack``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from publish.formulas.commands import ENVIRONMENTS, Environment
from publish.formulas.delimiters import fenced
from publish.formulas.elements import Atom, Element, make
from publish.formulas.errors import FormulaError
from publish.formulas.parser import Parser, Style
from publish.formulas.tokens import Token
from publish.formulas.unknown_commands import unknown_environment

MOST = 200
"""Rows of a matrix."""
_GAP = re.compile(r"\[\s*-?\d+(?:\.\d+)?\s*[a-z]{2}\s*\]")
_COLUMNS = {"l": "left", "c": "center", "r": "right"}


def environment(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\begin{…}`` to ``\\end{…}``."""
    name, offset = parser.group_text(token)
    found = ENVIRONMENTS.get(name)
    if found is None:
        raise unknown_environment(name, offset)
    align = _alignments(parser, token) if name == "array" else found.align
    inner = replace(style, display=found.display)
    rows = _rows(parser, token, found, inner, lambda t: t.name == "end")
    end = parser.take(f"\\end{{{name}}}", token)
    closing, place = parser.group_text(end)
    if closing != name:
        message = f"\\begin{{{name}}} is closed by \\end{{{closing}}}"
        raise FormulaError(message, f"Write \\end{{{name}}}.", place)
    element = _table(rows, found, align)
    if found.script:
        element = make("mstyle", element, displaystyle="false", scriptlevel="1")
    if found.opening or found.closing:
        element = fenced(found.opening, [element], found.closing)
    return Atom(element)


def substack(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\substack{i<n \\\\ j<m}``: lines below each other, under a sum."""
    opening = parser.take("{…}", token)
    if opening.text != "{":
        raise FormulaError("\\substack needs braces", "Write {…}.", opening.offset)
    lines = Environment(columns=1, name="substack")
    rows = _rows(parser, token, lines, style.inner(), lambda t: t.text == "}")
    parser.take("}", opening)
    return Atom(_table(rows, lines, ("center",)))


def _alignments(parser: Parser, token: Token) -> tuple[str, ...]:
    """The alignment of an array's columns: ``{lcr}``."""
    text, offset = parser.group_text(token)
    letters = text.replace(" ", "")
    if not letters or set(letters) - set(_COLUMNS):
        fix = "Write l, c or r for each; Word has no rules in a matrix."
        raise FormulaError(f"{{{text}}} does not describe columns", fix, offset)
    return tuple(_COLUMNS[letter] for letter in letters)


def _rows(
    parser: Parser,
    token: Token,
    kind: Environment,
    style: Style,
    ends: Callable[[Token], bool],
) -> list[list[Element]]:
    """The cells of a table, row by row, up to a token that ``ends`` it."""

    def ends_cell(following: Token) -> bool:
        return following.text in ("&", "\\\\") or following.name == "cr" or ends(following)

    rows: list[list[Element]] = [[]]
    parser.depth += 1
    while True:
        rows[-1].append(parser.row(token, style, ends_cell))
        after = parser.peek()
        if after is None:
            message = f"{token.text} is never closed"
            raise FormulaError(message, "Write where it ends.", token.offset)
        if ends(after):
            break
        parser.at += 1
        if after.text != "&":
            gap = _GAP.match(parser.latex, after.end)
            if gap:
                parser.skip_to(gap.end())
            rows.append([])
        if len(rows) > MOST or len(rows[-1]) >= kind.columns:
            message = f"at most {kind.columns} columns and {MOST} rows are allowed here"
            raise FormulaError(message, "Delete an & or a line.", after.offset)
    parser.depth -= 1
    last = rows[-1]
    if len(rows) > 1 and len(last) == 1 and not len(last[0]) and not last[0].text:
        rows.pop()
    return rows


def _table(rows: list[list[Element]], kind: Environment, align: tuple[str, ...]) -> Element:
    """An ``mtable`` of these cells; short rows are filled up."""
    width = max(map(len, rows))
    sides = [align[n % len(align)] for n in range(width)]
    lines = []
    for cells in rows:
        padded = [*cells, *(make("mrow") for _ in range(width - len(cells)))]
        lines.append(
            make(
                "mtr",
                *(
                    make("mtd", cell, columnalign=side, **{"class": f"align-{side}"})
                    for cell, side in zip(padded, sides, strict=True)
                ),
            )
        )
    display = {"displaystyle": "true"} if kind.display else {}
    return make("mtable", *lines, **{"class": kind.name}, **display)
