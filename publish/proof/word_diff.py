"""Compares two texts, word by word.

A text that was set in lines (a PDF's) has no white space at their ends, has hyphens that belong to
the layout, and capitals where the stylesheet asks for them. None of that is a difference;
everything else is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from unicodedata import normalize

from publish.content import Setting
from publish.proof.letter_case import SPECIAL, fold, folded
from publish.values import dataclass

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
JOINT = "\N{ZERO WIDTH SPACE}"
"""Ends every piece of a text set in lines: a word can end there, or continue in the next piece."""
OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""The sign for a formula in the text; the formula is compared by itself."""
_HYPHENS = frozenset("-\N{HYPHEN}\N{NON-BREAKING HYPHEN}")
_HYPHEN = re.compile(f"[{re.escape(''.join(sorted(_HYPHENS)))}]+")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_IGNORABLE = (
    *((0xAD, 0xAD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5)),
    *((0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164)),
    *((0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8)),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
INVISIBLE = frozenset(chr(code) for first, last in _IGNORABLE for code in range(first, last + 1))
"""Invisible characters (Unicode, Default_Ignorable_Code_Point): joiners, marks of direction,
variation selectors, soft hyphens. They can get lost where glyphs stand for text."""
_RANGES = "".join(f"{chr(first)}-{chr(last)}" for first, last in _IGNORABLE)
_NOTHING = re.compile(f"[{_RANGES}]+")
_UNSEEN = re.compile(f"(?:(?![{SOFT_HYPHEN}{JOINT}])[{_RANGES}])+")
_UNUSED = re.compile(f"{SOFT_HYPHEN}(?!{JOINT})")
"""A soft hyphen that no line ends at."""
_PROBE = 3
"""Words that must agree again before a difference counts as over."""
_REACH = 20_000
"""The limit of lost characters in the search for the end of a difference."""
_CONTEXT = 24
"""Characters shown on each side of a difference."""


@dataclass(frozen=True)
class Difference:
    """A stretch where two texts differ: ``lost`` is expected, ``gained`` is found in its place.

    ``expected`` and ``found`` show the same place with some words around it.
    """

    lost: str
    gained: str
    expected: str
    found: str


@dataclass(frozen=True)
class Comparison:
    """The number of expected words, the number found, and every difference."""

    total: int
    agreed: int
    differences: tuple[Difference, ...]


def compare_words(expected: str, found: str, setting: Setting = Setting.FLOWING) -> Comparison:
    """``found``, whose layout is ``setting``, compared with ``expected``."""
    words = _clean(expected).split()
    stream = _Stream(found, laid_out=setting is not Setting.FLOWING)
    differences = []
    position = index = agreed = 0
    while index < len(words):
        end = stream.match(position, words[index])
        if end is None:
            later, resumed = stream.resume(words, index, position)
            differences.append(_difference(words, (index, later), stream, (position, resumed)))
            index, position = later, resumed
        else:
            index, position, agreed = index + 1, end, agreed + 1
    if position < len(stream.text):
        end = len(stream.text)
        differences.append(_difference(words, (index, index), stream, (position, end)))
    if setting is Setting.BOTH_WAYS and _letters(d.lost for d in differences) == _letters(
        d.gained for d in differences
    ):
        return Comparison(len(words), len(words), ())
    return Comparison(len(words), agreed, tuple(differences))


def same_text(expected: str, found: str, setting: Setting = Setting.FLOWING) -> bool:
    """Whether two texts agree in every word."""
    if expected == found:
        return True
    return not compare_words(expected, found, setting).differences


def holds(text: str, part: str, setting: Setting) -> bool:
    """Whether ``part`` is in ``text``, except for changes that any layout can make."""
    if setting is Setting.BOTH_WAYS:
        return _letters([part]) <= _letters([text])
    return rough(part) in _rough_whole(text)


def _letters(texts: Iterable[str]) -> Counter[str]:
    """The number of each letter and digit."""
    return Counter(c for text in texts for c in rough(text) if c.isalnum())


def rough(text: str) -> str:
    """A text as a key: without everything that a layout can change."""
    return folded(_letters_alone(text))


def rough_beginning(pieces: Iterable[str], length: int) -> str:
    """The first letters of the key of joined pieces; it folds little more than it keeps.

    Some letters have no key (the dots of Lithuanian), so twice as many are folded.
    """
    text = kept = ""
    for piece in pieces:
        text += piece
        kept = _letters_alone(text)
        if len(kept) >= 2 * length:
            break
    return folded(kept[: 2 * length])[:length]


@lru_cache(4)
def _rough_whole(text: str) -> str:
    """The key of a long text in which many others are looked for."""
    return rough(text)


def _letters_alone(text: str) -> str:
    return _apart(_HYPHEN.sub("", "".join(_clean(text).split())))


def key(text: str, setting: Setting) -> str:
    """A text by which it is found in a file; set both ways, by its letters in whatever order.

    The order in which a line is seen is proved for itself (see the aspect ``order``).
    """
    if setting is Setting.BOTH_WAYS:
        return "".join(sorted(_letters([text]).elements()))
    return rough(text)


def shown(text: str) -> str:
    """A found text for messages: broken words joined again."""
    text = re.sub(f"{SOFT_HYPHEN}{JOINT}?\\s*|{JOINT}", "", text)
    return text.replace(OBJECT, "[formula]")


def _clean(text: str) -> str:
    """NFC, without invisible characters; all text in ASCII is so."""
    return text if text.isascii() else normalize("NFC", _NOTHING.sub("", text))


def _apart(text: str) -> str:
    """``text`` with its ligatures as single letters."""
    return text if text.isascii() else _LIGATURE.sub(lambda m: normalize("NFKC", m[0]), text)


class _Stream:
    """The found text, matched word by word from a moving position."""

    def __init__(self, found: str, *, laid_out: bool) -> None:
        self._laid_out = laid_out
        self._special = False
        if laid_out:
            self._layout(found)
        else:
            self.text = self.source = self._searched = " ".join(_clean(found).split())

    def _layout(self, found: str) -> None:
        """Remember where a word can end, and remove the spaces."""
        seen = normalize("NFC", _UNUSED.sub("", _UNSEEN.sub("", found)))
        self.source = " ".join(_apart(seen).split())
        pieces = self.source.replace(JOINT, " ").split(" ")
        self._ends = {0, *accumulate(map(len, pieces))}
        self.text = "".join(pieces)
        self._special = bool(SPECIAL.search(self.text))
        self._searched = _lower(self.text)

    def match(self, position: int, word: str) -> int | None:
        """The position of the next word, if ``word`` is at ``position``."""
        if not self._laid_out:
            end = position + len(word)
            if self.text.startswith(word, position) and self.text[end : end + 1] in ("", " "):
                return end + 1
            return None
        word = _apart(word)
        if (end := position + len(word)) in self._ends and self.text.startswith(word, position):
            return end
        for form in dict.fromkeys((word, word.upper(), word.lower(), word[:1].upper() + word[1:])):
            found: int | None = position + len(form)
            if not self.text.startswith(form, position):
                found = self._broken(position, form)
            if found in self._ends:
                return found
        if self._special or SPECIAL.search(word):
            found = self._folded(position, word)
            return found if found in self._ends else None
        return None

    def _folded(self, position: int, word: str) -> int | None:
        """The same for a word whose case follows the rules of its language."""
        wanted, seen = "".join(map(fold, word)), ""
        while len(seen) < len(wanted) and position < len(self.text):
            here = self.text[position]
            position += 1
            if here == SOFT_HYPHEN:
                if wanted[len(seen)] in _HYPHENS:
                    seen += wanted[len(seen)]
                continue
            seen += fold(here)
            if not wanted.startswith(seen):
                return None
        while fold(self.text[position : position + 1] or " ") == "":
            position += 1
        return position if seen == wanted else None

    def _broken(self, position: int, word: str) -> int | None:
        """The same for a word that lines break: every soft hyphen can stand for a hyphen or not."""
        for letter in word:
            here = self.text[position : position + 1]
            if here == SOFT_HYPHEN:
                position += 1
                if letter in _HYPHENS:
                    continue
                here = self.text[position : position + 1]
            if here != letter:
                return None
            position += 1
        return position

    def resume(self, words: list[str], index: int, position: int) -> tuple[int, int]:
        """The next word and position from which both texts agree; the ends if they never do.

        Of all such places, the one that leaves out the least on both sides.
        """
        best, least = (len(words), len(self.text)), len(self.text) - position + _REACH
        lost = 0
        for later in range(index, len(words)):
            if lost >= least:
                break
            place = self._next(words[later : later + _PROBE], position, position + least - lost)
            if place is not None:
                best, least = (later, place), lost + place - position
            lost += len(words[later])
        return best

    def _next(self, words: list[str], start: int, end: int) -> int | None:
        """The first place from ``start`` on, and before ``end``, with all the words."""
        probe = words[0]
        if self._laid_out:
            probe = _lower(_apart(probe))
        end = min(end, len(self.text))
        place = self._searched.find(probe, start, end + len(probe) - 1)
        while place >= 0:
            here: int | None = place if self._begins(place) else None
            for word in words:
                here = None if here is None else self.match(here, word)
            if here is not None:
                return place
            place = self._searched.find(probe, place + 1, end + len(probe) - 1)
        return None

    def _begins(self, place: int) -> bool:
        """Whether a word can begin here."""
        if self._laid_out:
            return place in self._ends
        return place == 0 or self.text[place - 1] == " "

    def around(self, start: int, end: int) -> tuple[str, str, str]:
        """The text before a stretch, the stretch, and the text after, with its spaces."""
        if self._laid_out:
            places = [n for n, c in enumerate(self.source) if c not in (" ", JOINT)]
            places.append(len(self.source))
            start, end = places[start], places[end]
        return self.source[:start], self.source[start:end], self.source[end:]


def _lower(text: str) -> str:
    """Lower case, with every letter at its place."""
    if SPECIAL.search(text):
        return "".join(fold(c)[:1] or c for c in text)
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower()[:1] for c in text)


def _difference(
    words: list[str], lost: tuple[int, int], stream: _Stream, gained: tuple[int, int]
) -> Difference:
    start, end = lost
    missing = " ".join(words[start:end])
    before, after = " ".join(words[max(0, start - 12) : start]), " ".join(words[end : end + 12])
    found_before, extra, found_after = stream.around(*gained)
    return Difference(
        missing,
        shown(extra).strip(),
        _window(before, missing, after),
        shown(_window(found_before, extra, found_after)),
    )


def _window(before: str, middle: str, after: str) -> str:
    """``…some words before middle and after…``, cut at spaces."""
    before, after = before.rstrip(), after.lstrip()
    head = before if len(before) <= _CONTEXT else "…" + _tail(before)
    tail = after if len(after) <= _CONTEXT else after[:_CONTEXT].rsplit(" ", 1)[0] + "…"
    middle = middle.strip()
    if len(middle) > 4 * _CONTEXT:
        middle = f"{middle[: 2 * _CONTEXT]} … {middle[-2 * _CONTEXT :]}"
    return " ".join(part for part in (head, middle, tail) if part)


def _tail(text: str) -> str:
    cut = text[-_CONTEXT:]
    return cut.split(" ", 1)[-1]
