"""Compares the visual order of a line's letters, by their places on the page.

The words of a file are read in the order of its tags, whatever a reader sees. Where anything runs
from right to left, the letters of each line must have the order of UAX #9 for the article's
paragraph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain
from operator import itemgetter
from typing import NamedTuple
from unicodedata import category, normalize

from publish.content import Content, Lines, Paragraph, Piece
from publish.languages.bidi import levels_between_breaks, may_run_left, visual_order
from publish.proof.finding import Finding, quoted
from publish.proof.letter_case import folded
from publish.proof.word_diff import INVISIBLE, OBJECT

_RULE = "proof-order"
_FIX = (
    "Build the article again. If it comes back, put the words that run the other way into a span "
    "with their language ([…]{lang=en}), or build without the PDF (--to names the other formats)."
)
_UNSEEN = frozenset({"Mn", "Me", "Cc", "Cf", "Zs", "Zl", "Zp"})
"""Categories without a place of their own."""
_HYPHENS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
_SKIPPED = INVISIBLE | {OBJECT, "\N{REPLACEMENT CHARACTER}", *_HYPHENS}
_MIRRORED = str.maketrans(")]}>»›", "([{<«‹")
"""A bracket and its mirror image are the same glyph, which has one letter."""
_MOST = 6
"""The limit of paragraphs that one block of a file can hold, and of blocks for one paragraph."""


class _Letter(NamedTuple):
    letter: str
    at: int
    """Its place in the paragraph's text."""


def wrong_orders(expected: Content, found: Content) -> Iterator[Finding]:
    """One Finding for every block with a line whose letters have another order."""
    known = _Paragraphs(expected.paragraphs if found.lines else ())
    blocks = found.lines
    while blocks:
        reach, paragraphs = known.of(blocks)
        wrong = _wrong_line(blocks[:reach], paragraphs) if paragraphs else None
        if wrong is not None:
            message = f"the words of a line are not in their order: {quoted(wrong)}"
            yield Finding(_RULE, message, lost=wrong, fix=_FIX)
        blocks = blocks[reach:]


class _Paragraphs:
    """The paragraphs of an article, found by their letters."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        letters = [_letters_of(paragraph.text) for paragraph in paragraphs]
        self._known: dict[str, list[tuple[Paragraph, ...]]] = defaultdict(list)
        for n in range(len(paragraphs)):
            key = ""
            for end in range(n + 1, min(n + _MOST, len(paragraphs)) + 1):
                key = "".join(sorted(key + "".join(one.letter for one in letters[end - 1])))
                self._known[key].append(tuple(paragraphs[n:end]))

    def of(self, blocks: Sequence[Lines]) -> tuple[int, tuple[Paragraph, ...]]:
        """The number of the next blocks with the letters of paragraphs, and these; or one of none.

        Paragraphs with the same letters are found one after another, the last one again.
        """
        key = ""
        for reach, block in enumerate(blocks[:_MOST], 1):
            key = "".join(sorted(key + _letters_in(block)))
            if found := self._known.get(key):
                return reach, found.pop(0) if len(found) > 1 else found[0]
        return 1, ()


def _wrong_line(blocks: Sequence[Lines], paragraphs: Sequence[Paragraph]) -> str | None:
    """The first line whose letters have another order, in reading order."""
    if not any(p.leftward or may_run_left(p.text) for p in paragraphs):
        return None
    text = "".join(paragraph.text for paragraph in paragraphs)
    letters = _letters_of(text)
    ends = accumulate(len(_letters_in(block)) for block in blocks[:-1])
    # A stylesheet, or the end of a page, splits a paragraph; only the first makes it several.
    known = [_levels(paragraphs, breaks) for breaks in ({letters[end].at for end in ends}, ())]
    start = 0
    for line in chain.from_iterable(blocks):
        seen = sorted(chain.from_iterable(map(_seen, line)), key=itemgetter(0))
        part = letters[start : start + len(seen)]
        start += len(seen)
        should = [_in_order(part, levels) for levels in known]
        is_ = "".join(letter for _, letter in seen)
        if is_ not in should and sorted(should[0]) == sorted(is_):
            return " ".join(text[part[0].at : part[-1].at + 1].translate(_SIGNS).split())
    return None


def _levels(paragraphs: Sequence[Paragraph], breaks: Container[int]) -> list[int]:
    """The level of every character, if paragraphs are broken at ``breaks``, too."""
    levels: list[int] = []
    start = 0
    for paragraph in paragraphs:
        places = [at for at in range(len(paragraph.text)) if start + at in breaks]
        text = paragraph.text
        for at in reversed(places):
            text = f"{text[:at]}\n{text[at:]}"
        found = levels_between_breaks(text, leftward=paragraph.leftward)
        for at in places:
            del found[at]
        levels += found
        start += len(paragraph.text)
    return levels


def _in_order(letters: Sequence[_Letter], levels: Sequence[int]) -> str:
    """Letters that follow each other in a paragraph, in the visual order of a line of them."""
    if not letters:
        return ""
    by_place: dict[int, str] = defaultdict(str)
    for letter, at in letters:
        by_place[at] += letter
    first = letters[0].at
    order = visual_order(levels[first : letters[-1].at + 1])
    return "".join(by_place.get(first + n, "") for n in order)


def _letters_in(block: Lines) -> str:
    pieces = chain.from_iterable(block)
    return "".join(letter for piece in pieces for _, letter in _seen(piece))


_SIGNS = dict.fromkeys(map(ord, INVISIBLE))


def _seen(piece: Piece) -> Iterator[tuple[float, str]]:
    for letter, place in zip(piece.letters, piece.places, strict=True):
        for one in _plain(letter):
            yield place, one


def _letters_of(text: str) -> list[_Letter]:
    return [_Letter(one, at) for at, character in enumerate(text) for one in _plain(character)]


@cache
def _plain(character: str) -> str:
    """A character in the form for comparison: without marks, case, and changes of a layout."""
    if character.isascii() and character.isalnum():
        return character.lower()
    whole = normalize("NFKD", folded(character))
    return "".join(
        one for one in whole if one not in _SKIPPED and category(one) not in _UNSEEN
    ).translate(_MIRRORED)
