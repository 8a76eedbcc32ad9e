"""What a language's typesetters do to spaces and quotation marks that a keyboard has not.

markdown-it turns straight quotes where spaces part words. Chinese and Japanese have
none, so they are told apart by their order; and where French has a space inside its
marks, a line must not end there.
"""

from __future__ import annotations

import re
from unicodedata import east_asian_width

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from publish.languages.tags import quotes

_UNSPACED = frozenset({"ja", "ko", "zh"})
"""Languages where no space parts words, or what is quoted from its particle."""
_BEFORE = re.compile(" (?=[!?;:»])")
_AFTER = re.compile("(?<=«) ")
_NO_BREAK = "\u00a0"


def install(parser: MarkdownIt, lang: str) -> None:
    """Let ``parser`` set spaces and quotation marks as typesetters of ``lang`` do."""
    language = lang.split("-")[0]
    if language in _UNSPACED:
        opening, closing, *_ = quotes(lang)

        def turned(state: StateCore) -> None:
            for token in state.tokens:
                _turn(token.children or [], opening, closing)

        parser.core.ruler.before("smartquotes", "unspaced_quotes", turned)
    if language == "fr":
        parser.core.ruler.after("smartquotes", "french_spaces", _hold_french)


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


def _hold_french(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or []:
            if child.type == "text":
                held = _BEFORE.sub(_NO_BREAK, child.content)
                child.content = _AFTER.sub(_NO_BREAK, held)
