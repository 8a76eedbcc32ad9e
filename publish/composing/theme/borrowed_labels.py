"""Labels that a theme lacks in the article's language and borrows from English.

In the midst of Urdu "By" runs the other way, and Turkish capitals make "EDİTİON" of "Edition". So
each borrowed label says its language and direction, wherever it comes in the markup. A sentence
around a value ("Ask {whom} before reusing it.") also keeps the order of its parts. Until the markup
is whole, characters for private use hold the place of its tags: labels are joined with other words
before templates see them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from publish.languages.locale import FALLBACK, direction
from publish.model.article import Article

_BEGIN, _END = "\ue0f0", "\ue0f1"
_OPEN, _CLOSE = "\ue0f2", "\ue0f3"
"""Around a label that has words on both sides of a value."""
_MARKS = re.compile(f"[{_BEGIN}{_END}{_OPEN}{_CLOSE}]")
_MARKED = re.compile(f"{_BEGIN}([^{_BEGIN}{_END}]*){_END}")
_TAG = re.compile(r"<[^<>]*>")
_PLACEHOLDER = re.compile(r"(\{[\w-]+\})")
_WORDS = re.compile(r"\S(?:.*\S)?", re.DOTALL)
"""A text without the spaces around it, which belong to the line."""
_PATTERNS = frozenset({"date"})
"""Labels that are no words."""


def borrowed(words: Mapping[str, str], known: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of ``words`` that are not ``known`` in the article's language, sorted."""
    return tuple(sorted(words.keys() - known.keys() - _PATTERNS))


def marked(words: Mapping[str, str], keys: Collection[str]) -> dict[str, str]:
    """``words`` with marks around those with borrowed ``keys``."""
    return {key: _between(text) if key in keys else text for key, text in words.items()}


def spelled(markup: str, lang: str) -> str:
    """``markup`` of an article in ``lang`` with its marks spelled out as ``bdi`` elements.

    In attributes, which can hold no element, the words stay alone.
    """
    if _BEGIN not in markup:
        return markup
    turned = direction(lang) != direction(FALLBACK)
    says = f' lang="{FALLBACK}"' + (f' dir="{direction(FALLBACK)}"' if turned else "")
    plain = _TAG.sub(lambda tag: unmarked(tag.group()), markup)
    plain = _MARKED.sub(rf"<bdi{says}>\1</bdi>", plain)
    if turned:
        plain = plain.replace(_OPEN, f'<bdi dir="{direction(FALLBACK)}">').replace(_CLOSE, "</bdi>")
    return unmarked(plain)


def unmarked(text: str) -> str:
    """``text`` without marks."""
    return _MARKS.sub("", text)


def unmarked_values(values: Mapping[str, object]) -> dict[str, object]:
    """Plain data for templates, without marks in any of its texts."""
    return {key: _unmarked_value(value) for key, value in values.items()}


def _unmarked_value(value: object) -> object:
    match value:
        case str():
            return unmarked(value)
        case dict():
            return unmarked_values(value)
        case list():
            return [_unmarked_value(one) for one in value]
        case _:
            return value


def with_spelled_captions(article: Article) -> Article:
    """``article`` with the marks in its captions spelled out."""
    lang = article.metadata.lang
    images = tuple(
        replace(image, caption=spelled(image.caption, lang)) if image.caption else image
        for image in article.images
    )
    return replace(article, images=images)


def _between(text: str) -> str:
    """Marks around the words of a label, not around the values in it."""
    parts = _PLACEHOLDER.split(text)
    said = "".join(
        part if _PLACEHOLDER.fullmatch(part) else _WORDS.sub(rf"{_BEGIN}\g<0>{_END}", part)
        for part in parts
    )
    return f"{_OPEN}{said}{_CLOSE}" if said.count(_BEGIN) > 1 else said
