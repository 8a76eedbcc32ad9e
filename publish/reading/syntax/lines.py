"""Line blocks: poetry and addresses, whose lines and indents stay as typed.

``:::lines`` … ``:::``, or lines that each begin with ``| `` as in pandoc. An empty line
begins a new stanza.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

NAME = "lines"
_BAR = re.compile(r"\|(?: (.*))?")
_NO_BREAK = "\u00a0"
_KEPT = "lines kept"


def enable_lines(parser: MarkdownIt) -> None:
    """Teach the parser line blocks with bars; boxes are the other kind."""
    parser.block.ruler.after("table", "lines", _barred)
    parser.core.ruler.after("inline", "lines", _keep_breaks)


def tokenize_lines(state: StateBlock, start: int, end: int) -> None:
    """Add the lines from ``start`` to before ``end`` as stanzas."""
    _put(
        state,
        [(n, state.getLines(n, n + 1, state.blkIndent, False).rstrip()) for n in range(start, end)],
    )


def _put(state: StateBlock, lines: Sequence[tuple[int, str]]) -> None:
    for stanza in _stanzas(lines):
        opening = state.push("paragraph_open", "p", 1)
        opening.map = [stanza[0][0], stanza[-1][0] + 1]
        inline = state.push("inline", "", 0)
        inline.content = "\n".join(_indented(text) for _, text in stanza)
        inline.map, inline.children = opening.map, []
        inline.meta[_KEPT] = True
        state.push("paragraph_close", "p", -1)


def _stanzas(lines: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    stanza: list[tuple[int, str]] = []
    for line in lines:
        if line[1].strip():
            stanza.append(line)
        elif stanza:
            yield stanza
            stanza = []
    if stanza:
        yield stanza


def _indented(line: str) -> str:
    text = line.lstrip(" \t")
    indent = line[: len(line) - len(text)].expandtabs(4)
    return _NO_BREAK * len(indent) + text


def _barred(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or state.is_code_block(start):
        return False
    lines: list[tuple[int, str]] = []
    for n in range(start, end):
        if state.isEmpty(n) or state.sCount[n] < state.blkIndent or state.is_code_block(n):
            break
        text = state.src[state.bMarks[n] + state.tShift[n] : state.eMarks[n]].rstrip()
        match = _BAR.fullmatch(text)
        if match is None and not text.startswith("|"):
            break
        # Bars at both ends, or one between texts, are meant as a table.
        if match is None or (len(text) > 1 and text.endswith("|")):
            return False
        lines.append((n, match[1] or ""))
    if not any(text.strip() for _, text in lines):
        return False
    block = state.push("lines_open", "div", 1)
    block.attrs["class"] = NAME
    block.map = [start, start + len(lines)]
    _put(state, lines)
    state.push("lines_close", "div", -1)
    state.line = start + len(lines)
    return True


def _keep_breaks(state: StateCore) -> None:
    for block in state.tokens:
        if not block.meta.get(_KEPT):
            continue
        for child in block.children or ():
            if child.type == "softbreak":
                child.type, child.tag = "hardbreak", "br"
