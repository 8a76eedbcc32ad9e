"""The blocks in a box, and new ones, as tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from markdown_it.token import Token

from publish.reading.syntax import attributes

Block = list[Token]
"""The tokens of one block, from its opening to its closing."""

_NAMES = {
    "heading_open": "a heading",
    "table_open": "a table",
    "bullet_list_open": "a list",
    "ordered_list_open": "a numbered list",
    "blockquote_open": "a quotation",
    "dl_open": "a list of terms",
    "box_open": "another box",
    "fence": "code",
    "code_block": "code",
    "math_block": "a formula",
    "hr": "a rule",
}


def line_of(token: Token) -> int:
    """The line on which a token begins, from 1; 0 if it has none."""
    return token.map[0] + 1 if token.map else 0


def end_of(tokens: Sequence[Token], at: int) -> int:
    """The index of the token that closes the one at ``at``."""
    depth = 0
    for n in range(at, len(tokens)):
        depth += tokens[n].nesting
        if depth <= 0:
            return n
    return len(tokens) - 1


def blocks_in(tokens: Sequence[Token]) -> Iterator[Block]:
    """The blocks between the first token and the last."""
    at = 1
    while at < len(tokens) - 1:
        end = end_of(tokens, at)
        yield list(tokens[at : end + 1])
        at = end + 1


def replaced(
    tokens: Sequence[Token], makers: Mapping[str, Callable[[Block], Block]]
) -> list[Token]:
    """The tokens, with what the maker for its name makes of each box; others stay as they are."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        make = makers.get(str(token.meta.get("box"))) if token.type == "box_open" else None
        end = end_of(tokens, at) if make else at
        found = list(tokens[at : end + 1])
        out += make(found) if make else found
        at = end + 1
    return out


def name_of(block: Sequence[Token]) -> str:
    """The name of a block in messages: "a table"."""
    return _NAMES.get(block[0].type, "something else")


def is_text(block: Sequence[Token]) -> bool:
    """Whether the block is a paragraph of words, and no picture."""
    if block[0].type != "paragraph_open":
        return False
    return not any(child.type == "image" for child in block[1].children or ())


def paragraph(text: str, name: str, like: Token) -> Block:
    """A paragraph of the class ``name`` with plain text, at the place of ``like``, in it."""
    level = like.level + 1
    begin = Token("paragraph_open", "p", 1, map=like.map, level=level, block=True)
    begin.attrs["class"] = name
    inline = Token("inline", "", 0, content=text, map=like.map, level=level + 1, block=True)
    inline.children = [Token("text", "", 0, content=text)]
    return [begin, inline, Token("paragraph_close", "p", -1, level=level, block=True)]


def take_value(token: Token, key: str) -> str | None:
    """The value of ``key`` in the braces of ``token``, which keeps the others."""
    found = attributes.of(token)
    if key not in found.values:
        return None
    rest = {name: value for name, value in found.values.items() if name != key}
    token.meta.pop("attributes", None)
    attributes.keep(token, attributes.Attributes(found.id, found.classes, rest))
    return " ".join(found.values[key].split())
