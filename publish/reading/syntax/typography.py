"""Spaces, dashes and quotation marks that a language's typesetters use and keyboards lack.

markdown-it turns straight quotes where spaces separate words. Chinese and Japanese have none, so
their order decides; French has a space inside its marks, at which no line can end.
"""

from __future__ import annotations

import re
from typing import Any
from unicodedata import east_asian_width

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from publish.languages.conventions import Conventions, conventions
from publish.reading.findings import Findings
from publish.reading.positions import Places

_NO_BREAK = "\u00a0"
_WORD_BEFORE = r"(?<=[\w”’»“.,!?)…] )"
_EM = re.compile(
    rf"(?<=\w)---(?=\w)|{_WORD_BEFORE}---(?= [^\s|])"
    r"|(?<=[\w”’»“.,!?])---(?=[“‘„«])|(?<=[”’»“])---(?=\w)"
)
_EN = re.compile(rf"(?<=\d)--(?=\d)|{_WORD_BEFORE}--(?= [^\s|]|$)|(?<=[^\W\d_])--(?=[^\W\d_])")
SPACED_HYPHEN = re.compile(r"(?<=[^\W\d_][ ])-(?= [^\W\d_])|(?<=[,”“’»] )-(?= \w)")
"""A hyphen between two words and two spaces, where typesetters have a dash."""
HYPHENS = "hyphens for dashes"
"""The key in the parser's ``env`` for the blocks that have hyphens for dashes."""


def install(parser: MarkdownIt, lang: str) -> None:
    """Make ``parser`` set spaces and quotation marks as typesetters of ``lang`` do."""
    own = conventions(lang)
    parser.core.ruler.before("smartquotes", "dashes", lambda state: _set_dashes(state, own.dash))
    if own.unspaced:
        opening, closing, *_ = own.quotes

        def turned(state: StateCore) -> None:
            for token in state.tokens:
                _turn(token.children or [], opening, closing)

        parser.core.ruler.before("smartquotes", "unspaced_quotes", turned)
    if own.no_break_before or own.no_break_after:
        kept = _kept_spaces(own)
        parser.core.ruler.after("smartquotes", "kept_spaces", lambda state: _keep(state, kept))


def _turn(children: list[Token], opening: str, closing: str) -> None:
    """Turn straight quotes in pairs, if every one of them touches a wide letter."""
    texts = [token for token in children if token.type == "text"]
    whole = "".join(token.content if token.type == "text" else "\ufffc" for token in children)
    places = [n for n, character in enumerate(whole) if character == '"']
    if not places or len(places) % 2 or not all(_touches(whole, n) for n in places):
        return
    marks = iter((opening, closing) * (len(places) // 2))
    for token in texts:
        token.content = "".join(next(marks) if c == '"' else c for c in token.content)


def _touches(text: str, place: int) -> bool:
    beside = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    return any(east_asian_width(character) in "WF" for character in beside)


def _set_dashes(state: StateCore, between: str) -> None:
    """Set ``--`` and ``---`` as dashes, except at the beginning of an option (``--force``).

    ``between`` is the language's dash between two words.
    """
    for block in state.tokens:
        in_address = False
        for child in block.children or ():
            if child.type in ("link_open", "link_close"):
                in_address = child.type == "link_open" and child.markup in ("linkify", "autolink")
            if child.type != "text" or in_address or "-" not in child.content:
                continue
            if SPACED_HYPHEN.search(child.content):
                state.env.setdefault(HYPHENS, []).append(block)
            text = _EM.sub("—", child.content)
            child.content = _EN.sub(
                lambda found: between if found.string[found.start() - 1].isalpha() else "–", text
            )


def hint_hyphens(env: dict[str, Any], places: Places, findings: Findings) -> None:
    """Note once that hyphens between spaces are shown as typed."""
    blocks = env.get(HYPHENS, ())
    if blocks:
        count = f" and in {len(blocks) - 1} more places" if len(blocks) > 1 else ""
        findings.hint(
            "hyphen-for-dash",
            f"a hyphen between two spaces here{count} is shown as typed",
            "For a dash write -- or –.",
            places.of(blocks[0])[0],
        )


def _kept_spaces(own: Conventions) -> re.Pattern[str]:
    """A pattern for the spaces at which no line can end."""
    before = f" (?=[{re.escape(own.no_break_before)}])" if own.no_break_before else ""
    after = f"(?<=[{re.escape(own.no_break_after)}]) " if own.no_break_after else ""
    return re.compile("|".join(filter(None, (before, after))))


def _keep(state: StateCore, spaces: re.Pattern[str]) -> None:
    for token in state.tokens:
        for child in token.children or []:
            if child.type == "text":
                child.content = spaces.sub(_NO_BREAK, child.content)
