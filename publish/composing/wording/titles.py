"""Title, authors and date where room is short, as in running heads; and how wide a text is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from unicodedata import east_asian_width

from publish.languages.dates import day
from publish.languages.lists import listed
from publish.languages.locale import direction
from publish.model.article import Article, Metadata
from publish.model.people import creators

SHORT = 60
"""Characters of a running head that fit one line of a narrow page."""


def short_title(title: str) -> str:
    """The title for running heads: the whole title, or the part before its first colon."""
    if width(title) <= SHORT:
        return title
    head = re.split(r": | [-–—] |：|——", title, maxsplit=1)[0]
    if width(head) <= SHORT:
        return head
    return shortened(head)


def with_short_title(article: Article) -> Article:
    """The article with a short title: the one it states, or one made from its title."""
    data = article.metadata
    short = data.short_title or short_title(data.title)
    return replace(article, metadata=replace(data, short_title=short))


def running_authors(data: Metadata, words: Mapping[str, str]) -> str:
    """The authors on one line; of many, the first and "and others"."""
    names = [who.name for who in creators(data.authors)]
    who = listed(names, data.lang)
    if width(who) <= SHORT:
        return who
    return f"{names[0]} {words['others']}" if len(names) > 1 else shortened(who)


def running_byline(data: Metadata, words: Mapping[str, str], house: str = "") -> str:
    """The publication's ``house``, otherwise the authors, and the date on one line."""
    who = shortened(house) if house else running_authors(data, words)
    when = day(data.date, data.lang, words["date"])
    # After a Latin name, the number of the day would move to its side.
    mark = "\u200f" if direction(data.lang) == "rtl" else ""
    return f"{who}{mark} · {when}" if who else when


def foot(data: Metadata, words: Mapping[str, str]) -> str:
    """The foot of an archive's first page: the DOI, and the days of receipt and acceptance."""
    stated = (("received", data.received), ("accepted", data.accepted))
    days = [f"{words[k]} {day(on, data.lang, words['date'])}" for k, on in stated if on]
    return " · ".join([f"https://doi.org/{data.doi}"] * bool(data.doi) + days)


def width(text: str) -> int:
    """The width of ``text`` in letters; a Chinese or Japanese one counts as two (UAX #11)."""
    return len(text) + sum(east_asian_width(character) in "WF" for character in text)


def word_width(text: str) -> int:
    """The width of the longest word of ``text`` in letters; words part at hyphens."""
    return max(map(width, re.split(r"[\s\u2010-\u2015-]+", text)), default=0)


def shortened(text: str) -> str:
    """``text`` cut at a word to fit a line of a narrow page."""
    if width(text) <= SHORT:
        return text
    if width(text) > len(text):
        return text[: SHORT // 2 - 1] + "…"
    return text[: SHORT - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
