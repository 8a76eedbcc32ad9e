"""Blocks that Markdown reads otherwise than they were meant.

A line that begins with a year becomes a list, a line above a row of hyphens a heading, and a
paragraph that begins with four blanks a listing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from publish.errors import Severity
from publish.reading.dialects.mark import quoted
from publish.reading.elements.recommendations import counts_on
from publish.values import dataclass


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
_COUNTED = re.compile(r"(?P<n>\d{1,2})(?P<mark>[.)])(?P<space>[ \u00a0]*)(?=[^\W\d_])")
_HEAD_AND_RULE = 2
_ENTRY = re.compile(r"(?:title|author|authors|date|lang|tags|layout|description): ", re.IGNORECASE)
_VERSE = 4
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
    odd = _SENTENCE.search(text) or _ENTRY.match(text) or len(text) > _LONG_HEADING
    if token.markup in ("-", "=") and odd:
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
    if start is not None and int(start) > 1 and items == 1 and not counts_on(token):
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


def _joined(tokens: Sequence[Token], n: int) -> Iterator[Remark]:
    """Lines that count, but are no list: below a text from 2 on, or without their spaces."""
    typed = tokens[n + 1].content.split("\n")
    for at, (line, next) in enumerate(pairwise(typed)):
        one, two = _COUNTED.match(line), _COUNTED.match(next)
        if one and two and int(two["n"]) == int(one["n"]) + 1 and one["mark"] == two["mark"]:
            item = f"{one['n']}{one['mark']}"
            yield Remark(
                "list-joined",
                Severity.WARNING,
                f"{quoted(line)} and the lines below are no list, and become one line of text",
                f"Leave an empty line before the list: {item} {line[one.end() :].lstrip()}"
                if one["space"]
                else f"Put a space after each number: {item} {line[one.end() :]}",
                _line(tokens[n]) + at,
            )
            return


def _bullets(tokens: Sequence[Token], n: int, lines: Sequence[str]) -> Iterator[Remark]:
    """Items of one list of which some are indented by a blank or two more than the first."""
    level = tokens[n].level
    items = []
    for later in tokens[n + 1 :]:
        if later.type == "list_item_open" and later.level == level + 1 and later.map:
            items.append(later.map[0])
        if later.level == level and later.nesting < 0:
            break
    typed = [(at, lines[at]) for at in items if at < len(lines)]
    indents = [len(line) - len(line.lstrip(" ")) for _, line in typed]
    for (at, line), indent in zip(typed, indents, strict=True):
        if indent > indents[0] and line.lstrip()[:1] in ("-", "*", "+"):
            yield Remark(
                "list-indent",
                Severity.HINT,
                f"{quoted(line)} is indented, but is on the level of the item above",
                f"For a level below, indent it by two blanks more than that: "
                f"{' ' * (indents[0] + 2)}{line.lstrip()}",
                at + 1,
            )
            return


def _table(tokens: Sequence[Token], n: int, lines: Sequence[str]) -> Iterator[Remark]:
    """A text right below a table, which becomes a row of it."""
    span = tokens[n].map
    if not span or span[1] > len(lines):
        return
    first, last = lines[span[0]], lines[span[1] - 1]
    if first.count("|") > 1 and span[1] - span[0] > _HEAD_AND_RULE and "|" not in last:
        yield Remark(
            "table-row-joined",
            Severity.WARNING,
            f"{quoted(last)} is a row of the table above it",
            "Leave an empty line before it.",
            span[1],
        )


def _quotation(tokens: Sequence[Token], n: int, lines: Sequence[str]) -> Iterator[Remark]:
    """A name below a quotation that is typed as a list."""
    end = next(
        (m for m in range(n + 1, len(tokens)) if tokens[m].level == tokens[n].level), len(tokens)
    )
    inner = tokens[n + 1 : end]
    items = [m for m, token in enumerate(inner) if token.type == "list_item_open"]
    closes = inner and inner[-1].type == "bullet_list_close"
    if not closes or len(items) != 1 or inner[0].type != "paragraph_open":
        return
    text = next((t.content for t in inner[items[0] :] if t.type == "inline"), "")
    if 0 < len(text) <= _SHORT_LINE and text[:1].isupper() and not _SENTENCE.search(text):
        yield Remark(
            "quote-attribution",
            Severity.HINT,
            f"{quoted(text)} is a list in the quotation",
            f"If it names who said it, write > — {text}",
            _line(inner[items[0]]),
        )


def _paragraph(tokens: Sequence[Token], n: int, lines: Sequence[str]) -> Iterator[Remark]:
    yield from _tasks(tokens, n)
    yield from _joined(tokens, n)
    inline = tokens[n + 1]
    if tokens[n].hidden or any(c.type == "hardbreak" for c in inline.children or ()):
        return
    typed = inline.content.split("\n")
    if len(typed) < _LINES_OF_ADDRESS or any(len(line) > _SHORT_LINE for line in typed):
        return
    plain = all(child.type in ("text", "softbreak") for child in inline.children or ())
    ended = sum(bool(_SENTENCE.search(line.strip())) for line in typed[:-1])
    if plain and (not ended or (len(typed) >= _VERSE and ended * 2 >= len(typed))):
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
    "bullet_list_open": _bullets,
    "blockquote_open": _quotation,
    "table_open": _table,
    "hr": _rule,
    "code_block": _listing,
    "fence": _fence,
    "paragraph_open": _paragraph,
}


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
