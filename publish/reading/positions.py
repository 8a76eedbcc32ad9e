"""The place of an inline token in its file.

markdown-it gives lines only for blocks. This module wraps the rules whose tokens can have faults,
so that each token remembers its offset in its block's text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_inline, footnote_ref

from publish.values import dataclass

_Rule = Callable[[StateInline, bool], bool]

_RULES: dict[str, _Rule] = {
    "autolink": autolink,
    "html_inline": html_inline,
    "image": image,
    "link": link,
    "footnote_inline": footnote_inline,
    "footnote_ref": partial(footnote_ref, always_match=True),
}
_TYPES = ("link_open", "image", "html_inline", "footnote_ref")
_OFFSET = "offset"


class Places(Protocol):
    """Line and column (from 1; 0: unknown) of an offset in an inline token's text."""

    def of(self, inline: Token, offset: int | None = None) -> tuple[int, int]:
        """Line and column of ``offset``, or of the beginning of ``inline``."""


@dataclass(frozen=True)
class InFile:
    """Places in a file whose lines are ``lines``."""

    lines: tuple[str, ...]

    def of(self, inline: Token, offset: int | None = None) -> tuple[int, int]:
        """See :class:`Places`."""
        first = inline.map[0] if inline.map else 0
        if offset is None or not inline.map:
            return first + 1, 0
        row = inline.content.count("\n", 0, offset)
        begin = inline.content.rfind("\n", 0, offset) + 1
        end = inline.content.find("\n", begin)
        segment = inline.content[begin : end if end >= 0 else None]
        number = first + row
        line = self.lines[number] if number < len(self.lines) else ""
        text = segment.strip()
        if not text or line.count(text) != 1:
            return number + 1, 0
        indent = len(segment) - len(segment.lstrip())
        return number + 1, line.index(text) + offset - begin - indent + 1


@dataclass(frozen=True)
class AtValue:
    """One place for everything: a front matter value in Markdown."""

    line: int
    column: int

    def of(self, inline: Token, offset: int | None = None) -> tuple[int, int]:
        """See :class:`Places`."""
        return self.line, self.column


def remember_offsets(parser: MarkdownIt) -> None:
    """Make the parser note where links, pictures, notes and raw HTML begin."""
    for name, rule in _RULES.items():
        parser.inline.ruler.at(name, _noting(rule))


def offset(token: Token) -> int | None:
    """The offset of a link, picture, call or raw HTML in the text of its block, if known."""
    found = token.meta.get(_OFFSET)
    return found if isinstance(found, int) else None


def _noting(rule: _Rule) -> _Rule:
    def noting(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        matched = rule(state, silent)
        if matched and not silent:
            for token in state.tokens[before:]:
                if token.type in _TYPES and _OFFSET not in token.meta:
                    token.meta[_OFFSET] = start
                    break
        return matched

    return noting
