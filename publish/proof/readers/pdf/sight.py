"""Texts of a PDF that nobody sees: PDFium paints each page with and without the owed text.

Paint is the only proof: a text can be covered, clipped, transparent, of the color of its ground,
squeezed, in a font without outlines, or behind a group's opacity, and in each case its letters
leave no ink on the paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import field
from itertools import pairwise

import pikepdf

from publish.content import unreadable
from publish.owed import Owed, Unseen
from publish.proof.readers.pdf.canvas import Box, Letter, PageInk, Pages
from publish.proof.sight.judging import LEAST_CONTRAST, LEAST_SIZE
from publish.proof.sight.locating import Pieces
from publish.values import dataclass

Place = tuple[int, int]
"""The number of a page, from 0, and an MCID on it."""
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

        pieces = Pieces(text for _, text in self.said)
        marks = {one: self._marks(pieces, one) for one in owed if not one.everywhere}
        try:
            with closing(Pages(self.data)) as pages:
                inks = dict(_inks(pages, marks.values()))
                return (*_unseen(marks, inks), *self._stamps(pages, owed))
        except PdfiumError as error:
            raise unreadable("pdf", f"PDFium cannot read it: {error}") from error

    def _marks(self, pieces: Pieces, one: Owed) -> list[Place]:
        """The marks that say a text, wherever it is said."""
        return [self.said[n][0] for n in pieces.saying(one.text) if self.said[n][1].strip()]

    def _stamps(self, pages: Pages, owed: Iterable[Owed]) -> Iterator[Unseen]:
        """Stamps are on every page, in its margin, where no mark leads."""
        for one in owed:
            for page in range(pages.count) if one.everywhere else ():
                ink = pages.ink_of_text(page, one.text)
                if ink is None:
                    yield Unseen(one, f"page {page + 1} does not bear it")
                    break
                if why := _reason(ink.letters, ink):
                    yield Unseen(one, f"{why}, on page {page + 1}")
                    break


def _inks(pages: Pages, marks: Iterable[Sequence[Place]]) -> Iterator[tuple[int, PageInk]]:
    """The ink of all owed text, page by page."""
    wanted: dict[int, set[int]] = {}
    for places in marks:
        for page, mcid in places:
            wanted.setdefault(page, set()).add(mcid)
    for page, mcids in sorted(wanted.items()):
        if 0 <= page < pages.count:
            yield page, pages.ink(page, frozenset(mcids))


def _unseen(marks: Mapping[Owed, Sequence[Place]], inks: Mapping[int, PageInk]) -> Iterator[Unseen]:
    for one, places in marks.items():
        for page in sorted({page for page, _ in places}):
            if page not in inks:
                continue
            mcids = {mcid for number, mcid in places if number == page}
            letters = [letter for letter in inks[page].letters if letter.mark in mcids]
            if why := _reason(letters, inks[page]):
                yield Unseen(one, f"{why}, on page {page + 1}")
                break


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
