"""The matrix: every inline first, alone, last and beside every other, in every block.

``samples(seed)`` draws the matrix in an order that ``seed`` decides; each sample is one block of
Markdown. Nothing else is random: the same seed gives the same samples.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

INLINES: Mapping[str, str] = {
    "formula": "$I$",
    "tall formula": r"$\frac{a}{b+1}$",
    "code": "`a b-c`",
    "note": "[^{n}]",
    "citation": "[@x]",
    "citation with a page": "[see @y, p. 3]",
    "author's citation": "@x",
    "link": "[a link](https://example.org/a_b?c=d)",
    "bare address": "https://example.org/long/way",
    "emphasis": "*slanted*",
    "strong": "**strong**",
    "struck": "~~struck~~",
    "lowered": "H~2~O",
    "raised": "m^2^",
    "small capitals": "[Unesco]{.smallcaps}",
    "French": "[bonjour !]{lang=fr}",
    "reference": "[](#sec-end)",
    "emoji": "\U0001f600",
    "hard hyphen": "non-profit",
    "soft hyphen": "co\u00adoperate",
    "no-break space": "10\u00a0km",
    "no-break hyphen": "A\u2011B",
    "quotation": '"said"',
    "single quotation": "'said'",
    "apostrophe": "o'clock",
    "dash": "then -- gone",
    "ellipsis": "well...",
}
"""Markdown of every inline, by name; ``{n}`` is a number of its own."""

BESIDE = ("", " ", ", ")
"""What may be between two inlines."""


@dataclass(frozen=True)
class Block:
    """A block of Markdown around ``{text}``; ``{n}`` is a number of its own."""

    form: str
    without: frozenset[str] = frozenset()
    """The inlines that an article may not have here."""


_NO_CALLS = frozenset({"note"})
_IN_HEADINGS = _NO_CALLS | {"citation", "citation with a page", "author's citation"}
BLOCKS: Mapping[str, Block] = {
    "paragraph": Block("{text}"),
    "heading": Block("## {text}\n\nWords.", _IN_HEADINGS),
    "cell": Block("| One | Two |\n|---|---|\n| {text} | {text_again} |"),
    "caption": Block("| One | Two |\n|---|---|\n| 1 | 2 |\n: {text} {{#tbl-{n}}}"),
    "term": Block("{text}\n: A meaning."),
    "meaning": Block("A term\n: {text}"),
    "item": Block("- {text}\n- Another."),
    "quotation": Block("> {text}"),
    "box": Block(":::note Title\n{text}\n:::"),
    "pull quote": Block(":::pullquote\n{text}\n:::", _NO_CALLS),
    "line": Block(":::lines\n{text}\nAnother line.\n:::"),
}
SHIFTS = range(61)
"""Letters before the inlines, so that lines end at every place of them."""


@dataclass(frozen=True)
class Sample:
    """One block: which inlines are in it, and where."""

    block: str
    inlines: tuple[str, ...]
    place: str
    between: str
    shift: int
    number: int

    @property
    def markdown(self) -> str:
        """The block, with definitions of its notes."""
        block = BLOCKS[self.block]
        text = self._text(self.number)
        again = self._text(self.number + _AGAIN).removesuffix(".") if "again" in block.form else ""
        made = block.form.format(text=text, text_again=again, n=self.number)
        notes = [
            f"[^{n}]: Note {n}." for n in (self.number, self.number + _AGAIN) if f"[^{n}]" in made
        ]
        return "\n\n".join((made, *notes))

    def _text(self, number: int) -> str:
        filler = _filler(self.shift)
        marks = [INLINES[name].replace("{n}", str(number)) for name in self.inlines]
        if marks.count(f"[^{number}]") > 1:
            marks[0] = "$J$"
        held = self.between.join(marks)
        return {
            "alone": held,
            "first": f"{held} {filler} and more words after it.",
            "last": f"Words {filler} before {held}",
            "within": f"{filler} before {held} with {filler} after",
        }[self.place].strip()


_AGAIN = 100_000


def samples(seed: int) -> Iterator[Sample]:
    """Yield the whole matrix, in an order of its own for each seed."""
    chance = random.Random(seed)
    cells = [*_single(), *_pairs()]
    chance.shuffle(cells)
    for number, (block, inlines, place, between) in enumerate(cells, start=1):
        yield Sample(block, inlines, place, between, chance.choice(SHIFTS), number)


def _single() -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    for block, name, place in product(BLOCKS, INLINES, ("alone", "first", "last", "within")):
        if name not in BLOCKS[block].without:
            yield block, (name,), place, ""


def _pairs() -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    for block, one, other, between in product(BLOCKS, INLINES, INLINES, BESIDE):
        if not BLOCKS[block].without & {one, other}:
            yield block, (one, other), "within", between


def _filler(letters: int) -> str:
    """Words with so many letters and spaces, of lengths that repeat."""
    words: list[str] = []
    lengths = (2, 4, 3, 7, 5)
    left = letters
    while left > 0:
        length = min(left, lengths[len(words) % len(lengths)])
        words.append("mnabcde"[:length])
        left -= length + 1
    return " ".join(words)


def article(chosen: Sequence[Sample]) -> str:
    """The source of an article with these samples."""
    body = "\n\n".join(sample.markdown for sample in chosen)
    return f"{FRONT_MATTER}{body}\n\n## The end {{#sec-end}}\n\nIt ends.\n"


FRONT_MATTER = """---
title: Every inline in every block
date: 2026-03-01
lang: en
authors: [Ada Example]
description: A matrix.
contents: yes
bibliography: refs.bib
citation-style: apa
---
Lead words.

"""
LIBRARY = """@article{x, author={Example, Ada}, title={Salt}, journal={Iron}, year={2020}}
@book{y, author={Sample, Ben}, title={Rust}, publisher={Press}, year={2021}}
"""
PUBLICATION = """[publication]
id = "6e1c4a5e-1111-5000-8000-000000000001"
"""
