"""The proof of an import: what the original has, the article has, or it is listed as left out.

Letters are counted, of each story; then words, since letters could be run together. Both files are
read by code that knows nothing of how the article was made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from publish.intake.journal import first_words
from publish.intake.markdown.reading_back import folded
from publish.intake.model import BODY, BOXES, LeftOut
from publish.values import dataclass

_WORD = re.compile(r"\w+|[^\w\s]")
_TOGETHER = {BOXES: BODY}
"""Stories that an article has in its text."""


@dataclass(frozen=True)
class Lost:
    """Words of a story that are neither in the article nor listed, or are in it once too often."""

    story: str
    missing: tuple[str, ...]
    added: tuple[str, ...]

    def __str__(self) -> str:
        parts = []
        if self.missing:
            parts.append(f"missing: {', '.join(self.missing[:8])}")
        if self.added:
            parts.append(f"added: {', '.join(self.added[:8])}")
        return f"{self.story}: {'; '.join(parts) or 'letters in another number'}"


@dataclass(frozen=True)
class Count:
    """The words of a story: in the original, in the article, left out."""

    original: int
    article: int
    left_out: int


def prove(
    original: Mapping[str, Iterable[str]],
    article: Mapping[str, Iterable[str]],
    left_out: Sequence[LeftOut],
) -> tuple[Mapping[str, Count], tuple[Lost, ...]]:
    """Count the words of both and of what was left out; return the counts, and what differs."""
    before, after = _by_story(original), _by_story(article)
    gone: dict[str, list[str]] = {}
    for entry in left_out:
        story = entry.story or entry.place.story
        gone.setdefault(_TOGETHER.get(story, story), []).append(entry.text)
    counts: dict[str, Count] = {}
    lost: list[Lost] = []
    for story in dict.fromkeys((*before, *after, *gone)):
        texts = before.get(story, []), after.get(story, []), gone.get(story, [])
        words = [_words(several) for several in texts]
        counts[story] = Count(*(sum(several.values()) for several in words))
        missing, added = words[0] - words[1] - words[2], (words[1] + words[2]) - words[0]
        letters = [_letters(several) for several in texts]
        entries = len(gone.get(story, ()))
        if letters[0] != letters[1] + letters[2] or missing.total() > 2 * entries:
            lost.append(Lost(story, _shown(missing), _shown(added)))
    return counts, tuple(lost)


def _by_story(texts: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for story, several in texts.items():
        found.setdefault(_TOGETHER.get(story, story), []).extend(several)
    return found


def _words(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _WORD.findall(folded(text)))


def _letters(texts: Iterable[str]) -> Counter[str]:
    return Counter(letter for text in texts for letter in folded(text) if letter not in " -")


def _shown(words: Counter[str]) -> tuple[str, ...]:
    return tuple(first_words(word) for word in words.elements())
