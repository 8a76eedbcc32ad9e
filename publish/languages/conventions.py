"""Conventions of a language: quotation marks, punctuation, spaces, dashes, words of citations.

Each language is one file, ``data/<tag>.toml``. A region's or a script's file holds
only what differs from its language's. What CLDR knows (dates, lists, digits,
directions, scripts) is not here: see :mod:`publish.languages.locale`.

===================  ==============================================================
``quotes``           opening and closing double, then single, quotation marks
``dash``             the dash between two words
``unspaced``         ``true`` if no space parts words, or a quotation from its particle
``no-break-before``  characters that a space before them keeps on their line
``no-break-after``   the same, after them
``elisions``         words that begin with an apostrophe, without it
``lists-as``         a tag whose lists in CLDR are to be followed instead
``[punctuation]``    ``colon``, ``stop``, ``comma``, ``semicolon``, ``open``, ``close``:
                     marks between words of the theme, with their spaces
``[locators]``       abbreviations in citations: ``page``, ``chapter``, ``section``,
                     ``volume``, ``figure``, ``issue``, ``column``, ``paragraph``,
                     ``part``, ``book``, ``note``, ``line``, ``verse``
===================  ==============================================================
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any

from publish.values import dataclass

_FOLDER = Path(__file__).with_name("data")
_TABLES = ("punctuation", "locators")
PUNCTUATION = {
    "colon": ": ",
    "stop": ". ",
    "comma": ", ",
    "semicolon": "; ",
    "open": " (",
    "close": ")",
}
"""Templates get these with a theme's words. A language overrides those that differ."""


@dataclass(frozen=True)
class Conventions:
    """The keys above, with the defaults for a language that sets none."""

    quotes: tuple[str, str, str, str] = ("“", "”", "‘", "’")
    dash: str = "–"
    unspaced: bool = False
    no_break_before: str = ""
    no_break_after: str = ""
    elisions: tuple[str, ...] = ()
    lists_as: str = ""
    punctuation: Mapping[str, str] = field(default_factory=lambda: PUNCTUATION)
    locators: Mapping[str, str] = field(default_factory=dict)


@cache
def conventions(lang: str) -> Conventions:
    """The conventions of ``lang``, a BCP 47 tag; the nearest tag's file wins."""
    found: dict[str, Any] = {"punctuation": PUNCTUATION}
    for tag in _nearest(lang):
        for key, value in _read(tag).items():
            name = key.replace("-", "_")
            if name in _TABLES:
                value = {**found.get(name, {}), **value}
            found[name] = tuple(value) if isinstance(value, list) else value
    return Conventions(**found)


@cache
def tags() -> frozenset[str]:
    """The tags of all languages that have a file."""
    return frozenset(path.stem for path in _FOLDER.glob("*.toml"))


def _nearest(lang: str) -> tuple[str, ...]:
    """The tags with a file that ``lang`` belongs to, the most general first."""
    base = lang.split("-")[0]
    known = {tag for tag in tags() if tag.split("-")[0] == base}
    if known <= {base}:
        return tuple(known)
    # CLDR's data takes time to load, so it is used only where regions or scripts have files.
    from publish.languages.locale import forms

    return tuple(tag for tag in forms(lang) if tag in known)


def _read(tag: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{tag}.toml").read_text(encoding="utf-8"))
