"""Captions of tables: a paragraph right under or above a table that begins with a colon.

``: Ferries by length {#tbl-ferries .wide}``. They are found between the parsing of
blocks and that of lines, so that the braces at a caption's end are never text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, paragraph
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from publish.reading.syntax import attributes

BOX = "table"
"""The box around a table, or in place of a file's: ``:::table``."""
CAPTION = "table caption"
"""The key in a paragraph's ``meta`` that marks a table's caption and says whether it is above or
below."""
ABOVE, BELOW = "above", "below"

SOURCE = "table-source"
"""The class of a paragraph under a table that names the source of its figures."""

_COLON = re.compile(r":[ \t]+(?=\S)")
_WORDS = """
    source sources note notes quelle quellen anmerkung anmerkungen hinweis fuente fuentes nota
    notas remarque remarques fonte fonti bron bronnen źródło zdroj джерело источник
"""
_SOURCE = re.compile(rf"(?:{'|'.join(_WORDS.split())})\s?:", re.IGNORECASE)
"""The beginning of a line that is no caption, even if it is the only line."""
_MARKS = frozenset({"box_open", "table_close", "paragraph_close"})


def enable_captions(parser: MarkdownIt) -> None:
    """Teach the parser captions; a line that begins with a colon ends a table."""
    parser.block.ruler.before("table", "table caption", _below, {"alt": ["blockquote"]})
    parser.core.ruler.after("block", "table captions", _captions)


def is_caption(token: Token) -> bool:
    """Whether the paragraph that begins with ``token`` is a table's caption."""
    return CAPTION in token.meta


def is_below(token: Token) -> bool:
    """Whether the caption is below its table."""
    return bool(token.meta.get(CAPTION) == BELOW)


def names_source(text: str) -> bool:
    """Whether a paragraph names the source of figures: ``Source: …``."""
    return _SOURCE.match(text) is not None


def _below(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph under a table that begins with a colon, before any other meaning of a colon."""
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if state.is_code_block(start) or not _COLON.match(text):
        return False
    if silent:
        return state.parentType == "table"
    if not state.tokens or state.tokens[-1].type != "table_close":
        return False
    return paragraph(state, start, end, False)


def _captions(state: StateCore) -> None:
    """Mark the captions, and give each table, or its box, the braces after its own caption.

    A caption between two tables belongs to the first, unless that has a caption above.
    """
    tokens = state.tokens
    boxes: list[Token] = []
    for n, token in enumerate(tokens):
        if token.type == "box_open":
            boxes.append(token)
        elif token.type == "box_close":
            boxes.pop()
        elif boxes and boxes[-1].attrs.get("class") == BOX:
            if token.type == "paragraph_open" and token.level == boxes[-1].level + 1:
                _in_box(tokens, n, boxes[-1])
        elif token.type == "table_open":
            _beside(tokens, n)


def _beside(tokens: Sequence[Token], at: int) -> None:
    """Find the caption of the table that begins at ``at``, above it or below."""
    above = _paragraph(tokens, at - 3)
    captioned = above is not None and not is_caption(above)
    if above is not None and captioned:
        _take(above, tokens[at - 2], tokens[at], ABOVE)
    end = _end(tokens, at)
    below = _paragraph(tokens, end + 1)
    if below is not None and not (captioned and _is_table(tokens, end + 4)):
        _take(below, tokens[end + 2], tokens[at], BELOW)


def _in_box(tokens: Sequence[Token], at: int, box: Token) -> None:
    """In a box, the words above the table are its caption; a file's caption is the first words."""
    inline = tokens[at + 1]
    before = next((t.type for t in tokens[at - 1 :: -1] if t.type in _MARKS), "")
    first = before == "box_open" and not _SOURCE.match(inline.content)
    if first or _COLON.match(inline.content):
        _take(tokens[at], inline, box, ABOVE)
    else:
        tokens[at].attrs["class"] = SOURCE


def _take(opening: Token, inline: Token, table: Token, place: str) -> None:
    """Make a paragraph the caption of ``table``, and its attributes the table's."""
    opening.meta[CAPTION] = place
    inline.content, found = parted(inline.content)
    had = attributes.of(table)
    both = (*had.classes, *found.classes), {**had.values, **found.values}
    attributes.keep(table, attributes.Attributes(found.id or had.id, *both))


def parted(text: str) -> tuple[str, attributes.Attributes]:
    """A caption without its colon, and the attributes in braces at its end."""
    text = _COLON.sub("", text, count=1) if _COLON.match(text) else text
    before, newline, last = text.rpartition("\n")
    words, found = attributes.split(last)
    return (before + newline + words).rstrip("\n"), found


def _paragraph(tokens: Sequence[Token], at: int) -> Token | None:
    """The opening of the paragraph at ``at``, if it begins with a colon."""
    if not 0 <= at < len(tokens) - 2 or tokens[at].type != "paragraph_open":
        return None
    return tokens[at] if _COLON.match(tokens[at + 1].content) else None


def _is_table(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].type == "table_open"


def _end(tokens: Sequence[Token], at: int) -> int:
    return next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
