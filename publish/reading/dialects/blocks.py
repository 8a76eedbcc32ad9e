"""The blocks of a text in their order, as its reader sees them one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from publish.values import dataclass

PARAGRAPH, PICTURE, TABLE, HEADING = "paragraph", "picture", "table", "heading"
_KINDS = {
    "paragraph_open": PARAGRAPH,
    "heading_open": HEADING,
    "table_open": TABLE,
    "bullet_list_open": "list",
    "ordered_list_open": "list",
}
_BREAKS = ("softbreak", "hardbreak")


@dataclass(frozen=True)
class Block:
    """A block that is in no other, and its text; a paragraph of pictures alone is a picture."""

    kind: str
    opening: Token
    tokens: Sequence[Token]

    @property
    def inline(self) -> Token | None:
        """The text of a paragraph or a heading."""
        return self.tokens[1] if self.kind in (PARAGRAPH, HEADING, PICTURE) else None

    @property
    def line(self) -> int:
        """Its first line, from 1; 0 where it is not known."""
        return self.opening.map[0] + 1 if self.opening.map else 0

    @property
    def text(self) -> str:
        """The text of a paragraph or a heading, without its marks, on one line."""
        children = self.inline.children if self.inline else None
        parts = (" " if c.type in _BREAKS else c.content for c in children or ())
        return " ".join("".join(parts).split())


def blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """The blocks of a text that are in no other."""
    begin = depth = 0
    for n, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            kept = tokens[begin : n + 1]
            begin = n + 1
            yield Block(_kind(kept), kept[0], kept)


def _kind(tokens: Sequence[Token]) -> str:
    kind = _KINDS.get(tokens[0].type, tokens[0].type)
    if kind == PARAGRAPH and len(tokens) > 1:
        children = tokens[1].children or ()
        pictures = any(child.type == "image" for child in children)
        words = any(c.content.strip() for c in children if c.type != "image")
        return PICTURE if pictures and not words else PARAGRAPH
    return kind
