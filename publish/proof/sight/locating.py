"""The places of a text in a file: the pieces that hold a required text."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from publish.proof.word_diff import JOINT, OBJECT, rough

_PART = 4
"""Letters of a piece that tell it from any other."""


class Pieces:
    """The texts of the pieces of a file, in the order of reading."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._keys = [_key(text) for text in texts]
        self._whole = "".join(self._keys)
        self._starts: list[int] = []
        length = 0
        for key in self._keys:
            self._starts.append(length)
            length += len(key)

    def saying(self, text: str, *, parts: bool = True) -> list[int]:
        """The pieces that say ``text``, wherever it is said.

        Where it makes up whole pieces, those alone count: elsewhere the same words are part
        of something else. A line that runs both ways is found by its letters in any order, and
        at last by ``parts`` of it.
        """
        key = _key(text)
        if not key:
            return []
        found = list(self._occurrences(key))
        whole = [place for place in found if self._is_whole(place, place + len(key))]
        if found:
            spans = [self._span(place, place + len(key)) for place in whole or found]
            return sorted({n for span in spans for n in span})
        some = (n for n, one in enumerate(self._keys) if len(one) >= _PART and one in key)
        return self._shuffled(key) or list(some if parts else ())

    def _occurrences(self, key: str) -> Iterator[int]:
        place = self._whole.find(key)
        while place >= 0:
            yield place
            place = self._whole.find(key, place + 1)

    def _is_whole(self, start: int, end: int) -> bool:
        ends = end == len(self._whole) or self._begins(end)
        return self._begins(start) and ends

    def _begins(self, place: int) -> bool:
        return self._starts[bisect_right(self._starts, place) - 1] == place

    def _span(self, start: int, end: int) -> range:
        return range(bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1))

    def _shuffled(self, key: str) -> list[int]:
        """Pieces in a row that have the same letters, in whatever order."""
        wanted, length = Counter(key), len(key)
        for first in range(len(self._keys)):
            last, total = first, 0
            while last < len(self._keys) and total < length:
                total += len(self._keys[last])
                last += 1
            if total == length and Counter("".join(self._keys[first:last])) == wanted:
                return list(range(first, last))
        return []


def _key(text: str) -> str:
    return rough(text.replace(OBJECT, "").replace(JOINT, ""))
