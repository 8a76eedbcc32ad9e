"""Definition lists: a term on one line, then ``: `` and its definition (pandoc's way)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from publish.reading.findings import Findings
from publish.reading.positions import Places

_TILDES = "tildes"
_LOOSE = re.compile(r"(?m)^: +(?=\S)")


def enable_definitions(parser: MarkdownIt) -> None:
    """Teach the parser definition lists, with ``:`` only: a ``~`` can mean "about"."""
    deflist_plugin(parser)
    rules = {rule.name: rule for rule in parser.block.ruler.__rules__}
    defined = rules["deflist"].fn

    def by_colon(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        line = start if silent else _next(state, start, end)
        if line is None or _mark(state, line) != ":":
            return False
        before = len(state.tokens)
        matched = bool(defined(state, start, end, silent))
        new = state.tokens[before:] if matched and not silent else []
        for definition, first in pairwise(new):
            # The plugin gives wrong lines to definitions, but right ones to their contents.
            begin = first.map[0] if definition.type == "dd_open" and first.map else None
            if begin is not None and _mark(state, begin) == "~":
                state.env.setdefault(_TILDES, []).append(begin + 1)
        return matched

    parser.block.ruler.at("deflist", by_colon, {"alt": rules["deflist"].alt})


def warn_loose(
    tokens: Iterable[Token], env: dict[str, Any], places: Places, findings: Findings
) -> None:
    """Note definitions without a term of one line above, and definitions by ``~``."""
    for line in env.get(_TILDES, ()):
        message = "the ~ that begins this line is read as the mark of a definition"
        fix = "Put a backslash before it if it means “about”; otherwise write a colon."
        findings.error("definition-tilde", message, fix, line)
    for token in tokens:
        if token.type != "inline" or not _LOOSE.search(token.content):
            continue
        place = places.of(token, _LOOSE.search(token.content).start())  # type: ignore[union-attr]
        findings.warn(
            "definition-mark",
            "the `:` here defines nothing, and is shown as typed",
            "Write the term, of one line, right above it, and an empty line above that.",
            *place,
        )


def _next(state: StateBlock, start: int, end: int) -> int | None:
    line = start + 1
    if line < end and state.isEmpty(line):
        line += 1
    return line if line < end else None


def _mark(state: StateBlock, line: int) -> str:
    begin = state.bMarks[line] + state.tShift[line]
    return state.src[begin : begin + 1]
