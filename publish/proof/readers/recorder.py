"""Records a document in reading order: the text, and the meaning of its stretches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from publish.content import Call, Element, Formula, Link
from publish.proof.word_diff import JOINT, OBJECT, rough, rough_beginning

_BEFORE = 24
"""The number of letters before a call that identify its place."""
_REACH = 600

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Transcript:
    """Text in reading order, with headings and links as stretches of it.

    A reader calls :meth:`mark` at the beginning of a stretch, and the method for its meaning at the
    end.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._links: list[tuple[str, int, int]] = []
        self._calls: list[tuple[str, str, int]] = []
        self._spoken: list[str] = []
        self._formulas: list[tuple[Formula, int]] = []
        self.headings: list[tuple[int, str]] = []
        self.numbers: list[str] = []
        """The numbers of the items of lists."""
        self.numbered: list[str] = []
        """The words of these items."""
        self.language = ""
        """The language of the next text, where it is not the document's."""
        self.outline: list[str] = []
        """The numbers of the headings."""
        self.referring: list[tuple[str, int, int]] = []
        """Targets in the document, and the begin and end of the words that lead there."""
        self.elements: list[Element] = []
        """The elements that programs see, in the order in which each begins."""
        self._sections = 0
        self._called: dict[str, int] = {}
        """The section of the last call of each note."""

    def write(self, text: str) -> None:
        """Record text unchanged; white space is folded later."""
        self._pieces.append(text)
        self._spoken.append(self.language)

    def divide(self) -> None:
        """End a word: at the border of a block, a line break, a cell."""
        self._pieces.append("\n")
        self._spoken.append("")

    def mark(self) -> int:
        """The present place, for :meth:`since`."""
        return len(self._pieces)

    def since(self, mark: int) -> str:
        """The text after ``mark``, white space folded."""
        return folded("".join(self._pieces[mark:]))

    def forget(self, mark: int) -> None:
        """Remove the text since ``mark``, and its links and calls."""
        del self._pieces[mark:], self._spoken[mark:]
        self._calls = [call for call in self._calls if call[2] <= mark]
        self._formulas = [formula for formula in self._formulas if formula[1] < mark]
        self._links = [link for link in self._links if link[1] < mark]

    def formula(self, formula: Formula) -> None:
        """Record a formula as one sign."""
        self._formulas.append((formula, len(self._pieces)))
        self._pieces.append(OBJECT)
        self._spoken.append("")

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The formulas, in order."""
        return tuple(formula for formula, _ in self._formulas)

    def call(self, note: str) -> None:
        """Record the call of a note, by the format's name for the note."""
        before: list[str] = []
        length = 0
        for piece in reversed(self._pieces):
            before.append(piece)
            length += len(piece)
            if length > _REACH:
                break
        text = rough("".join(reversed(before)))[-_BEFORE:]
        self._calls.append((note, text, len(self._pieces)))
        self._called[note] = self._sections

    def calls(self, notes: Sequence[str]) -> tuple[Call, ...]:
        """All calls; ``notes`` are the names of the notes, in order."""
        places = {name: n for n, name in enumerate(notes, 1)}
        return tuple(Call(places.get(note, 0), after) for note, after, _ in self._calls)

    def heading(self, level: int, mark: int, number: str = "") -> None:
        """The text since ``mark`` is a heading; an empty one does not count."""
        if text := self.since(mark):
            self.headings.append((level, text))
            self.outline.append(number)

    def begin(self, role: str) -> tuple[int, int]:
        """Begin an element: what :meth:`end` needs to know of it."""
        self.elements.append(Element(role))
        self._sections += role.startswith("heading")
        return len(self.elements) - 1, len(self._pieces)

    def end(self, begun: tuple[int, int], detail: str = "") -> None:
        """End an element, whose words are those since it began."""
        number, mark = begun
        words = rough_beginning(islice(self._pieces, mark, mark + _REACH), _BEFORE)
        self.elements[number] = Element(self.elements[number].role, words, detail)

    def called(self, note: str) -> bool:
        """Whether a note is called in this section: its place is near, or right here."""
        return self._called.get(note) == self._sections

    def letters(self, mark: int) -> str:
        """The first letters after ``mark``, which identify a place."""
        return rough_beginning(islice(self._pieces, mark, mark + _REACH), _BEFORE)

    def between(self, start: int, end: int) -> str:
        """The text between two marks, white space folded."""
        return folded("".join(self._pieces[start:end]).replace(JOINT, ""))

    def refer(self, target: str, mark: int) -> None:
        """The text since ``mark`` leads to ``target``, which is in the document.

        Two with nothing between are one, broken by a line.
        """
        if self.referring:
            last, start, end = self.referring[-1]
            if last == target and not self.between(end, mark):
                self.referring[-1] = (last, start, len(self._pieces))
                return
        self.referring.append((target, mark, len(self._pieces)))

    def link(self, target: str, mark: int) -> None:
        """The text since ``mark`` links to ``target``; links inside do not count.

        Two links to one target with nothing between are one, broken by a line.
        """
        if not _SCHEME.match(target):
            return
        if self._links:
            last, start, end = self._links[-1]
            between = "".join(self._pieces[end:mark]).replace(JOINT, "")
            if last == target and not between.strip():
                self._links[-1] = (last, start, len(self._pieces))
                return
        self._links.append((target, mark, len(self._pieces)))

    @property
    def text(self) -> str:
        """Everything, as words divided by single spaces."""
        return self.since(0)

    @property
    def languages(self) -> dict[str, str]:
        """The text in each language but the document's own, in order."""
        found: dict[str, list[str]] = {}
        for lang, piece in zip(self._spoken, self._pieces, strict=True):
            if lang and piece.strip():
                found.setdefault(lang, []).append(piece)
        return {lang: folded(" ".join(pieces)) for lang, pieces in found.items()}

    @property
    def links(self) -> tuple[Link, ...]:
        """The links out of the document, in order."""
        return tuple(
            Link(target, folded("".join(self._pieces[start:end])))
            for target, start, end in self._links
        )


def all_numbers(transcripts: Iterable[Transcript]) -> tuple[str, ...]:
    """The numbers of items in all of the transcripts, the text's and its notes'."""
    return tuple(number for transcript in transcripts for number in transcript.numbers)


def all_numbered(transcripts: Iterable[Transcript]) -> tuple[str, ...]:
    """The words of these items."""
    return tuple(words for transcript in transcripts for words in transcript.numbered)


def all_languages(transcripts: Iterable[Transcript]) -> dict[str, str]:
    """The text of all transcripts in other languages."""
    found: dict[str, str] = {}
    for transcript in transcripts:
        for lang, text in transcript.languages.items():
            found[lang] = f"{found.get(lang, '')} {text}".strip()
    return found


def all_elements(transcripts: Iterable[Transcript]) -> tuple[Element, ...]:
    """The elements of all of the transcripts, the text's and its notes'."""
    return tuple(element for transcript in transcripts for element in transcript.elements)


def folded(text: str) -> str:
    """``text`` with every run of white space as one space, and none at its ends."""
    return " ".join(text.split())
