"""Titles where room is short: running heads, and how wide a text is."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

SHORT = 60
"""Characters: what a running head holds on one line of a narrow page."""


def short_title(title: str) -> str:
    """What a running head calls the article: the title, or what comes before its first colon."""
    if width(title) <= SHORT:
        return title
    head = re.split(r": | [-–—] |：|——", title, maxsplit=1)[0]
    if width(head) <= SHORT:
        return head
    return shortened(head)


def width(text: str) -> int:
    """How wide ``text`` is, in letters: one of Chinese or Japanese counts for two (UAX #11)."""
    return len(text) + sum(east_asian_width(character) in "WF" for character in text)


def shortened(text: str) -> str:
    """``text`` cut at a word, so that it fits a line of a narrow page."""
    if width(text) <= SHORT:
        return text
    if width(text) > len(text):
        return text[: SHORT // 2 - 1] + "…"
    return text[: SHORT - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
