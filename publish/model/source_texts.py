"""The texts of an article's source, to find the file and line of any words in it.

A Page has no lines, and its bytes should not depend on any. Words are searched in the source as
typed, by their letters and digits alone: marks, quotation marks and spaces do not count, so that
emphasis or a link inside a phrase does not hide it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import field
from functools import cached_property
from itertools import pairwise
from unicodedata import normalize

from publish.errors import Where
from publish.values import dataclass

_LEAST = 4
"""ASCII letters that words need to be found without other words around them."""
_MOST_WINDOWS = 400
_NO_LETTERS = {number: None for number in range(128) if not chr(number).isalnum()}
"""The characters of ASCII that do not count."""


@dataclass(frozen=True)
class SourceTexts:
    """Each text with the name that messages have for its file, the article first."""

    files: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def start(self) -> Where | None:
        """The first line of the article; None if there are no texts."""
        return Where(self.files[0][0], 1) if self.files else None

    def find(self, words: str, around: str = "") -> Where | None:
        """The line with ``words``, preferably the place with the words ``around`` them.

        Where the whole is not found, for example in a text joined from several places, it is the
        line with the longest part of it. None if no part is in any text.
        """
        for text, lead in (*_in_context(words, around), *_alone(words)):
            if place := self._find_letters(text, lead):
                return place
        if place := self._find_verbatim(words):
            return place
        for text, lead in (*_windows(words), *_windows(around)):
            if place := self._find_letters(text, lead):
                return place
        return self._find_signs(words) or self._find_signs(around)

    def line(self, where: Where) -> str:
        """The line at a place as typed; "" if there is none."""
        lines = dict(self.files).get(where.file, "").split("\n")
        return lines[where.line - 1] if 0 < where.line <= len(lines) else ""

    @staticmethod
    def key(text: str) -> str:
        """The letters and digits of a text, by which it is found."""
        return _key(text)

    def position(self, key: str, after: int) -> int | None:
        """The position of a key among the letters of all texts, at ``after`` or later."""
        at = self._index[0].find(key, after)
        return at if at >= 0 else None

    def position_before(self, key: str, after: int, end: int) -> int | None:
        """The last position of a key between ``after`` and ``end``."""
        at = self._index[0].rfind(key, after, end)
        return at if at >= 0 else None

    def at(self, position: int) -> Where:
        """The place of a letter."""
        _, starts, places = self._index
        return places[bisect_right(starts, position) - 1]

    def whole_line(self, words: str, after: int) -> Where | None:
        """The next line with these words and no others, at ``after`` or later, else the first."""
        starts = self._index[1]
        lines = self._lines.get(_key(words), ()) if words else ()
        number = next((n for n in lines if starts[n] >= after), min(lines, default=None))
        return None if number is None else self.at(starts[number])

    @cached_property
    def _lines(self) -> dict[str, list[int]]:
        """The numbers of the lines with the same letters."""
        letters, starts, _ = self._index
        found: dict[str, list[int]] = {}
        for number, (start, end) in enumerate(pairwise([*starts, len(letters)])):
            found.setdefault(letters[start:end], []).append(number)
        return found

    def is_body(self, where: Where) -> bool:
        """Whether a place is in Markdown, below any front matter."""
        text = dict(self.files).get(where.file, "")
        if not where.file.endswith((".md", ".markdown", ".txt")):
            return False
        head = re.match(r"---\n.*?^(?:---|\.\.\.)$", text, re.DOTALL | re.MULTILINE)
        return not head or where.line > head[0].count("\n") + 1

    @cached_property
    def _index(self) -> tuple[str, list[int], list[Where]]:
        """The letters of all lines, the begin of each line's letters, and its place."""
        letters: list[str] = []
        starts: list[int] = []
        places: list[Where] = []
        total = 0
        for name, text in self.files:
            for number, line in enumerate(text.split("\n"), 1):
                if key := _key(line):
                    starts.append(total)
                    places.append(Where(name, number))
                    letters.append(key)
                    total += len(key)
        return "".join(letters), starts, places

    def _find_letters(self, text: str, lead: str) -> Where | None:
        letters, starts, places = self._index
        at = letters.find(_key(text)) if _key(text) else -1
        return places[bisect_right(starts, at + len(_key(lead))) - 1] if at >= 0 else None

    def _find_verbatim(self, words: str) -> Where | None:
        """The first line with ``words`` as they are, if they are more than letters: ``H_2O``."""
        if not any(not sign.isalnum() and not sign.isspace() for sign in words[1:-1]):
            return None
        found = ((name, text, text.find(words)) for name, text in self.files)
        places = (Where(n, text.count("\n", 0, at) + 1) for n, text, at in found if at >= 0)
        return next(places, None)

    def _find_signs(self, words: str) -> Where | None:
        """The first line with one of the signs in ``words`` other than letters."""
        signs = [sign for sign in words if not sign.isalnum() and not sign.isascii()]
        for sign in dict.fromkeys(signs):
            for name, text in self.files:
                at = text.find(sign)
                if at >= 0 and sign not in "“”‘’–—…":
                    return Where(name, text.count("\n", 0, at) + 1)
        return None


def _key(text: str) -> str:
    """The letters and digits of a text, whatever their case and form."""
    if text.isascii():
        return text.lower().translate(_NO_LETTERS)
    return "".join(c for c in normalize("NFKC", text).casefold() if c.isalnum())


def _in_context(words: str, around: str) -> Iterator[tuple[str, str]]:
    """Texts to search, the best first, each with the part of it before the words."""
    words, around = words.strip(), around.strip(" …")
    before, middle, after = around.partition(words) if words else ("", "", "")
    if middle:
        yield around, before
        left, right = before.split(), after.split()
        for reach in (4, 2, 1):
            lead = " ".join(left[-reach:])
            yield f"{lead} {words} {' '.join(right[:reach])}", lead
    elif not words:
        yield around, ""


def _alone(words: str) -> Iterator[tuple[str, str]]:
    if len(_key(words)) >= _LEAST or not words.isascii():
        yield words, ""


def _windows(text: str) -> Iterator[tuple[str, str]]:
    """Runs of the words of a text, the long ones first."""
    parts = [part for part in re.split(r"[\s…]+", text) if part]
    size, count = len(parts), 0
    while size and count < _MOST_WINDOWS:
        for start in range(0, len(parts) - size + 1, max(1, size // 2)):
            window = " ".join(parts[start : start + size])
            if len(_key(window)) >= _LEAST:
                count += 1
                yield window, ""
        size = size * 2 // 3
