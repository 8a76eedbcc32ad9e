"""Blocks that Markdown reads otherwise than they were meant.

A line that begins with a year becomes a list, a line above a row of hyphens a heading, and a
paragraph that begins with four blanks a listing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from publish.errors import Severity
from publish.reading.dialects.mark import quoted


@dataclass(frozen=True)
class Remark:
    """A block that may not be what was meant, and where (lines count from 1)."""

    rule: str
    severity: Severity
    message: str
    fix: str
    line: int


_SENTENCE = re.compile(r"[.!?:;,…][\"'”’»“)]*$")
_SIMPLE = re.compile(r"^ {0,3}-{2,}(?: +-{2,})+ *$")
_CODE = re.compile(r"[{}<>=;$|\\]|\(\)|^\s*(?:#|//|--|\$|>)", re.MULTILINE)
_TASK = re.compile(r"\[[ xX]\][ \u00a0]+(?=\w)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FENCE = re.compile(r"\{(?P<name>[A-Za-z][\w:-]*)[^{}]*\}")
_FEW_WORDS, _SHORT_LINE, _LINES_OF_ADDRESS = 5, 45, 3
_LONG_HEADING = 90
_SHORTEST = 4


def remarks(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Remark]:
    """The remarks about the blocks; ``lines`` are those of the file, empty if unknown."""
    for n, token in enumerate(tokens):
        find = _CHECKS.get(token.type)
        if find and token.map:
            yield from find(tokens, n, lines)


def _heading(tokens: Sequence[Token], n: int, lines: Sequence[str]) -> Iterator[Remark]:
    token, text = tokens[n], tokens[n + 1].content
    if token.markup in ("-", "=") and (_SENTENCE.search(text) or len(text) > _LONG_HEADING):
        line = _line(token)
        yield Remark(
            "heading-underlined",
            Severity.WARNING,
            f"{quoted(text)} is a heading, since a row of {token.markup} is right below it",
            "Leave an empty line between them for a rule; for a heading, write ## before it.",
            line,
        )


def _list(tokens: Sequence[Token], n: int, lines: Sequence[str]) -> Iterator[Remark]:
    token = tokens[n]
    start = token.attrs.get("start")
    items = 0
    for later in tokens[n + 1 :]:
        items += later.type == "list_item_open" and later.level == token.level + 1
        if later.type == "ordered_list_close" and later.level == token.level:
            break
    if start is not None and int(start) > 1 and items == 1:
        mark = f"{start}{tokens[n + 1].markup}"
        yield Remark(
            "list-begun",
            Severity.HINT,
            f"`{mark}` begins a list of one item here",
            f"Where it is text, write {start}\\{tokens[n + 1].markup}",
            _line(token),
        )


def _rule(tokens: Sequence[Token], n: int, lines: Sequence[str]) -> Iterator[Remark]:
    line = _line(tokens[n])
    typed = lines[line - 1] if line <= len(lines) else ""
    if _SIMPLE.match(typed):
        yield Remark(
            "markdown-dialect",
            Severity.WARNING,
            f"{quoted(typed)} belongs to a table in pandoc; here it is a rule across the page",
            "Write | Name | Count | on a line, |---|---| below it, and a line for each row.",
            line,
        )


def _listing(tokens: Sequence[Token], n: int, lines: Sequence[str]) -> Iterator[Remark]:
    text = tokens[n].content
    if len(_WORD.findall(text)) >= _FEW_WORDS and not _CODE.search(text):
        yield Remark(
            "code-indented",
            Severity.WARNING,
            f"{quoted(text)} is shown as code, since it begins with four blanks",
            "Remove the blanks for a paragraph; for code, put a line ``` before and after it.",
            _line(tokens[n]),
        )


def _fence(tokens: Sequence[Token], n: int, lines: Sequence[str]) -> Iterator[Remark]:
    named = _FENCE.match(tokens[n].info.strip())
    if named is None or "=" in named.group().partition(" ")[0]:
        return
    name = named["name"]
    if name in ("figure", "image", *_BOXES):
        tokens[n].info = ""  # they are no attributes: one error is enough
    if name in ("figure", "image"):
        yield Remark(
            "image-mark",
            Severity.ERROR,
            f"`{{{name}}}` is a picture in MyST; here it is shown as code",
            "Write ![](file.jpg) in a paragraph of its own; caption and credit go under `images:`.",
            _line(tokens[n]),
        )
    elif name in _BOXES:
        yield Remark(
            "markdown-dialect",
            Severity.WARNING,
            f"`{{{name}}}` is a box in MyST; here it is shown as code",
            "Write :::note before the text and ::: after it, instead of the lines ```.",
            _line(tokens[n]),
        )


_BOXES = frozenset(
    [
        "admonition",
        "attention",
        "caution",
        "danger",
        "dropdown",
        "error",
        "hint",
        "important",
        "note",
        "seealso",
        "tip",
        "warning",
        "margin",
        "sidebar",
        "topic",
        "epigraph",
        "pull-quote",
    ]
)


def _tasks(tokens: Sequence[Token], n: int) -> Iterator[Remark]:
    """Tasks without a list's mark: ``[ ] call Ben``."""
    if n and tokens[n - 1].type == "list_item_open":
        return
    for at, typed in enumerate(tokens[n + 1].content.split("\n")):
        if _TASK.match(typed):
            yield Remark(
                "markdown-dialect",
                Severity.WARNING,
                f"{quoted(typed)} is a task without its hyphen; here it is shown as typed",
                f"Write - {typed}",
                _line(tokens[n]) + at,
            )


def _paragraph(tokens: Sequence[Token], n: int, lines: Sequence[str]) -> Iterator[Remark]:
    yield from _tasks(tokens, n)
    inline = tokens[n + 1]
    if tokens[n].hidden or any(c.type == "hardbreak" for c in inline.children or ()):
        return
    typed = inline.content.split("\n")
    if len(typed) < _LINES_OF_ADDRESS or any(len(line) > _SHORT_LINE for line in typed):
        return
    plain = all(child.type in ("text", "softbreak") for child in inline.children or ())
    if plain and not any(_SENTENCE.search(line.strip()) for line in typed[:-1]):
        if not all(line[:1].isalnum() and len(line) > _SHORTEST for line in typed):
            return
        yield Remark(
            "lines-joined",
            Severity.HINT,
            f"these {len(typed)} short lines become one line of text",
            "For an address or verse, write :::lines before them and ::: after them.",
            _line(tokens[n]),
        )


_CHECKS: dict[str, Callable[[Sequence[Token], int, Sequence[str]], Iterator[Remark]]] = {
    "heading_open": _heading,
    "ordered_list_open": _list,
    "hr": _rule,
    "code_block": _listing,
    "fence": _fence,
    "paragraph_open": _paragraph,
}


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
