"""Errors of the YAML scanner in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable

from ruamel.yaml.error import MarkedYAMLError

from publish.reading.front_matter.quoting import with_quotes
from publish.values import dataclass


@dataclass(frozen=True)
class _Trouble:
    """The line with the error, and the line in which the broken construct begins."""

    line: str
    column: int
    opened: str
    goes_on: bool
    """Whether the broken value continues on the next line."""


_Words = Callable[[_Trouble], tuple[str, str]]


@dataclass(frozen=True)
class _Row:
    problem: str
    """A regular expression for the scanner's message."""
    context: str
    """A regular expression for the construct that it was reading; empty for any."""
    at_start: bool
    """Whether the message names the beginning of the construct."""
    words: _Words


def in_plain_words(error: MarkedYAMLError, head: str) -> tuple[str, str, int, int]:
    """Message, fix, line and column for an error of ruamel.yaml.

    ``head`` is the scanned text; its lines are those of the file.
    """
    lines = head.split("\n")
    problem, context = str(error.problem or ""), str(error.context or "")
    row = next(
        (r for r in _ROWS if re.search(r.problem, problem) and re.search(r.context, context)),
        _OTHERWISE,
    )
    at = error.problem_mark or error.context_mark
    start = error.context_mark or at
    if at is None or start is None:
        return f"the front matter is not YAML: {problem}", "Mend it.", 1, 0
    shown = start if row.at_start else at
    glued = glued_key(lines, shown.line) or glued_key(lines, shown.line - 1)
    if glued is not None:
        return glued
    earlier = _opened_before(lines, shown.line, shown.column) if row.words is _after_value else None
    if earlier is not None:
        message, fix = _open_quote(_trouble(lines, earlier, 0, earlier))
        return message, fix, earlier + 1, _column_of_quote(lines[earlier])
    message, fix = row.words(_trouble(lines, shown.line, shown.column, start.line))
    return message, fix, shown.line + 1, shown.column + 1


def _trouble(lines: list[str], number: int, column: int, start: int) -> _Trouble:
    line, following = _at(lines, number), _at(lines, number + 1)
    goes_on = bool(following.strip()) and _indent(following) > _indent(line)
    return _Trouble(line, column, _at(lines, start), goes_on)


def _indent(line: str) -> int:
    """The column at which a line's key or value begins, after the dashes of lists."""
    match = re.match(r"\s*(?:- +)*", line)
    return match.end() if match else 0


def _at(lines: list[str], number: int) -> str:
    return lines[number] if 0 <= number < len(lines) else ""


def about_comment(what: str, value: str, line: str) -> tuple[str, str]:
    """Message and fix for a # in ``line`` that cuts off a value."""
    found = f"“{value}”" if value else "empty"
    mended = with_quotes(line)
    quotes = f"the value: {mended}\n  If" if mended else "it; if"
    return (
        f"everything from # on is a comment, so {what} is {found}",
        f"If it belongs to the text, put quotes around {quotes} not, write two spaces before #.",
    )


def glued_key(lines: list[str], number: int) -> tuple[str, str, int, int] | None:
    """Message, fix and place for a ``key:value`` without its space; None if there is none."""
    match = re.match(r"([A-Za-z][\w-]*):(?![\s/]|$)", _at(lines, number))
    if match is None:
        return None
    message = f"there is no space after the colon of `{match[1]}:`"
    return message, f"Write `{match[1]}: …`.", number + 1, match.end() + 1


def _quoted(trouble: _Trouble) -> str:
    """The fix: the same line with its value in quotes, if the value ends with the line."""
    mended = None if trouble.goes_on else with_quotes(trouble.line)
    return f"Put quotes around the value: {mended}" if mended else "Put quotes around the value."


def _colon(trouble: _Trouble) -> tuple[str, str]:
    if re.match(r"\s*[\w-]+:\s+\S.*:(\s|$)", trouble.line):
        return "a colon inside a value", _quoted(trouble)
    return (
        "this line does not fit under the one before it: it is indented, or lacks its key",
        "Begin a new key at the margin, as `key: value`, and indent only what belongs to a key.",
    )


def _character(trouble: _Trouble) -> tuple[str, str]:
    found = trouble.line[trouble.column : trouble.column + 1]
    if found == "\t":
        return "a tab in the indentation", "Use spaces to indent; YAML does not allow tabs."
    return f"a value cannot begin with {found}", _quoted(trouble)


def _after_value(trouble: _Trouble) -> tuple[str, str]:
    before = trouble.line[: trouble.column].rstrip()
    if before.endswith(("'", '"')):
        return "there is text after the closing quote", _quoted(trouble)
    if before.endswith(("]", "}")):
        kind = "list" if before.endswith("]") else "mapping"
        return f"the brackets make a {kind}, and there is text after them", _quoted(trouble)
    return _indentation(trouble)


def _open_quote(trouble: _Trouble) -> tuple[str, str]:
    message, fix = "the quote that opens here is never closed", "Add the closing quote."
    mended = None if trouble.goes_on else with_quotes(trouble.line)
    if mended and re.search(r"[:-]\s+'\w", trouble.line):
        fix = f"Add the closing quote; if it is an apostrophe, write: {mended}"
    return message, fix


_OPENING = re.compile(r"^\s*(?:- +)*(?:[^\s:\"'#-][^:]*:\s+|-\s+)?(?P<quote>[\"'])")


def _column_of_quote(line: str) -> int:
    match = _OPENING.match(line)
    return match.end() if match else 0


def _opened_before(lines: list[str], number: int, column: int) -> int | None:
    """The line above that opens the quote which ends before ``column``; None if it is this one."""
    before = _at(lines, number)[:column].rstrip()
    for at in range(number, -1, -1):
        match = _OPENING.match(lines[at])
        closes = at == number and match is not None and match.end() == len(before)
        if match and match["quote"] == before[-1:] and not closes:
            return at if at != number else None
    return None


def _indentation(trouble: _Trouble) -> tuple[str, str]:
    return (
        "this line is not indented like the lines it belongs to",
        "Give keys of one level the same number of spaces before them.",
    )


def _bracket(trouble: _Trouble) -> tuple[str, str]:
    opened = trouble.line[trouble.column : trouble.column + 1]
    closing = {"[": "]", "{": "}"}.get(opened, "]")
    if opened == "[" and trouble.line.rstrip().endswith("]") and not trouble.goes_on:
        return "an item of the list in brackets cannot be read", _quoted(trouble)
    return (
        f"the {opened or '['} that begins here is not closed",
        f"Close it with {closing}, or put quotes around the value if it is text.",
    )


_ROWS = (
    _Row("mapping values are not allowed", "", False, _colon),
    _Row(
        "unexpected end of stream",
        "quoted scalar",
        True,
        _open_quote,
    ),
    _Row("cannot start any token", "", False, _character),
    _Row("found '<scalar>'", "block mapping|block collection", False, _after_value),
    _Row("found '<block mapping start>'", "", False, _indentation),
    _Row(
        "expected <block end>, but found '[\\]}]'",
        "",
        False,
        lambda t: (
            f"a closing {t.line[t.column : t.column + 1]} without an opening one",
            "Delete it, or put quotes around the value.",
        ),
    ),
    _Row("expected <block end>, but found '[?-]'", "", False, _indentation),
    _Row("expected ',' or", "", True, _bracket),
    _Row("but found '<stream end>'", "flow", True, _bracket),
    _Row(
        "sequence entries are not allowed",
        "",
        False,
        lambda t: (
            "a list cannot begin in the line of its key",
            "Put each item on a line of its own below the key, as `  - item`.",
        ),
    ),
    _Row(
        "unknown escape character",
        "",
        False,
        lambda t: (
            f"`{t.line[t.column - 1 : t.column + 1]}` is not an escape in YAML",
            "Write \\\\ for a backslash, or use 'single quotes'.",
        ),
    ),
    _Row(
        "indentation indicators",
        "block scalar",
        True,
        lambda t: (
            f"a value cannot begin with {t.line[t.column : t.column + 1]}",
            _quoted(t),
        ),
    ),
    _Row(
        "expected the node content",
        "",
        False,
        lambda t: (
            f"a value cannot begin with {t.line[t.column : t.column + 1]}",
            _quoted(t),
        ),
    ),
    _Row(
        "expected alphabetic",
        "alias|anchor",
        True,
        lambda t: (
            f"a value cannot begin with {t.line[t.column : t.column + 1]}",
            _quoted(t),
        ),
    ),
    _Row(
        "could not find expected ':'",
        "",
        True,
        lambda t: (
            "this line has no colon after its key",
            "Write it as `key: value`.",
        ),
    ),
)

_OTHERWISE = _Row(
    "", "", False, lambda t: ("the front matter cannot be read from here on", _quoted(t))
)
