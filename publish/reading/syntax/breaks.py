r"""Page breaks: a line ``:::page-break`` or ``\newpage``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from publish.reading.findings import Findings

TYPE = "page_break"
_LINE = re.compile(r":{3,}[ \t]*page-?break[ \t:]*|\\(?:newpage|pagebreak|clearpage)", re.I)


def enable_breaks(parser: MarkdownIt) -> None:
    """Teach the parser page breaks."""
    ends = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", TYPE, _break, {"alt": ends})


def check_breaks(tokens: Sequence[Token], findings: Findings) -> list[Token]:
    """The tokens without page breaks that would leave a page empty; these are reported."""
    kept: list[Token] = []
    for n, token in enumerate(tokens):
        if token.type != TYPE:
            kept.append(token)
            continue
        line = token.map[0] + 1 if token.map else 0
        idle = _idle(kept, tokens[n + 1 :])
        if token.level:
            message = "a page cannot break inside a list, a quotation, a box or a note"
            findings.error("page-break-place", message, "Move it between two blocks.", line)
        elif idle:
            message = f"a page break {idle} would leave a page empty; it was left out"
            findings.warn("page-break-idle", message, "Delete it.", line)
        else:
            kept.append(token)
    return kept


def _idle(before: Sequence[Token], after: Sequence[Token]) -> str:
    if not before:
        return "at the beginning"
    if before[-1].type == TYPE:
        return "right after another"
    level, rest = 0, False
    for token in after:
        level += token.nesting
        rest = rest or token.type not in (TYPE, "footnote_reference_open")
        if token.type == "footnote_reference_open":
            return "at the end" if not rest else ""
        if rest:
            return ""
    return "at the end"


def _break(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].rstrip()
    if state.is_code_block(start) or not _LINE.fullmatch(text):
        return False
    if not silent:
        token = state.push(TYPE, "hr", 0)
        token.attrs["class"] = "page-break"
        token.map, token.block = [start, start + 1], True
        state.line = start + 1
    return True
