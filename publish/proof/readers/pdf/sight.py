"""Texts of a PDF that nobody sees: PDFium paints each page with and without the owed text.

Paint is the only proof: a text can be covered, clipped, transparent, of the color of its ground,
squeezed, in a font without outlines, or behind a group's opacity, and in each case its letters
leave no ink on the paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import field
from itertools import pairwise

import pikepdf

from publish.content import unreadable
from publish.keeping.answers import Answers
from publish.owed import Owed, Unseen
from publish.proof.readers.pdf.canvas import Box, Letter, PageInk, Pages
from publish.proof.readers.pdf.sameness import Sameness
from publish.proof.sight.judging import LEAST_CONTRAST, LEAST_SIZE
from publish.proof.sight.locating import Pieces
from publish.values import dataclass

Place = tuple[int, int]
"""The number of a page, from 0, and an MCID on it."""
_Asked = tuple[tuple[frozenset[int], ...], tuple[str, ...]]
"""Texts to look for on a page: the MCIDs of each, and those without a place of their own."""
_FOUND: Answers[tuple[str, ...]] = Answers(2_000)
_BARE = "does not bear it"
_SMALL = 0.2
"""The share of letters that may be smaller than the rest, as raised numbers are."""


_PILED = 0.5
"""The share of letters, and of a letter's width, that may lie on another."""


@dataclass
class PdfSight:
    """Looks at a PDF, given what every mark on its pages says, in the order of reading."""

    data: bytes = field(repr=False)
    said: Sequence[tuple[Place, str]] = field(repr=False)

    @classmethod
    def of(
        cls, data: bytes, pdf: pikepdf.Pdf, said: Iterable[tuple[tuple[int, int], str]]
    ) -> PdfSight:
        """Given what is said under marks, which name pages by the numbers of their objects."""
        numbers = {page.obj.objgen[0]: n for n, page in enumerate(pdf.pages)}
        return cls(data, [((numbers.get(page, -1), mcid), text) for (page, mcid), text in said])

    def __call__(self, owed: Sequence[Owed]) -> tuple[Unseen, ...]:
        """The texts that nobody sees; ``ProofError`` where PDFium cannot read the file."""
        if not owed:
            return ()
        from pypdfium2 import PdfiumError  # late: a PDF that owes nothing is not painted

        stamps = [one for one in owed if one.everywhere]
        wanted = self._wanted(owed)
        found: dict[Owed, Unseen] = {}
        try:
            with closing(Pages(self.data)) as pages, Sameness(self.data) as sameness:
                for page in range(pages.count):
                    texts = wanted.get(page, {})
                    asked = tuple(texts.values()), tuple(one.text for one in stamps)
                    whys = _looked_at(pages, page, asked, sameness) if any(asked) else ()
                    for one, why in zip((*texts, *stamps), whys, strict=True):
                        if why:
                            found.setdefault(one, Unseen(one, _on_page(why, page + 1)))
        except PdfiumError as error:
            raise unreadable("pdf", f"PDFium cannot read it: {error}") from error
        ordered = sorted(dict.fromkeys(owed), key=lambda one: one.everywhere)
        return tuple(found[one] for one in ordered if one in found)

    def _wanted(self, owed: Iterable[Owed]) -> dict[int, dict[Owed, frozenset[int]]]:
        """The MCIDs of each text that has a place of its own, page by page."""
        pieces = Pieces(text for _, text in self.said)
        wanted: dict[int, dict[Owed, frozenset[int]]] = {}
        for one in owed:
            for page, mcid in () if one.everywhere else self._marks(pieces, one):
                on_page = wanted.setdefault(page, {})
                on_page[one] = on_page.get(one, frozenset()) | {mcid}
        return wanted

    def _marks(self, pieces: Pieces, one: Owed) -> list[Place]:
        """The marks that say a text, wherever it is said."""
        return [self.said[n][0] for n in pieces.saying(one.text) if self.said[n][1].strip()]


def _looked_at(pages: Pages, page: int, asked: _Asked, sameness: Sameness) -> tuple[str, ...]:
    """Why each of the texts on a page is not seen; "" for those that are.

    What was found on a page that paints the same is not looked for again.
    """
    key = sameness.of(page)
    if key is None:
        return _verdicts(pages, page, asked)
    return _FOUND.get((key, asked), lambda: _verdicts(pages, page, asked))


def _verdicts(pages: Pages, page: int, asked: _Asked) -> tuple[str, ...]:
    groups, stamps = asked
    found: list[str] = []
    if groups:
        ink = pages.ink(page, frozenset().union(*groups))
        found += (_reason([one for one in ink.letters if one.mark in of], ink) for of in groups)
    for text in stamps:
        stamp = pages.ink_of_text(page, text)
        found.append(_reason(stamp.letters, stamp) if stamp else _BARE)
    return tuple(found)


def _on_page(why: str, number: int) -> str:
    return f"page {number} {_BARE}" if why == _BARE else f"{why}, on page {number}"


def _reason(letters: Sequence[Letter], ink: PageInk) -> str:
    """Why letters are not seen, in words; "" if they are."""
    if not letters:
        return "nothing of it is painted"
    tiny = [letter for letter in letters if letter.size < LEAST_SIZE - 0.05]
    if len(tiny) > _SMALL * len(letters):
        return f"its type has {min(letter.size for letter in tiny):.2g} pt"
    if piled(letters):
        return "its letters lie on each other"
    lost = [letter for letter in letters if not ink.shows(letter)]
    if not lost:
        return ""
    words = "".join(letter.text for letter in lost)[:40]
    whole = "its letters" if len(lost) == len(letters) else f"“{words}” in it"
    return (
        f"{whole} cannot be seen on the page: covered, cut off, or less "
        f"than {LEAST_CONTRAST:g} : 1 lighter or darker"
    )


def piled(letters: Sequence[Letter]) -> bool:
    """Whether most letters lie on the ones beside them."""
    exact = [letter for letter in letters if letter.exact]
    pairs = [(one.box, other.box) for one, other in pairwise(exact) if one.mark == other.mark]
    return sum(_overlap(one, other) for one, other in pairs) > _PILED * len(pairs) > 0


def _overlap(one: Box, other: Box) -> bool:
    """Whether the smaller of two boxes lies for the most part in the other."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    least = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return min(wide, high) > 0 and wide * high > _PILED * least
