"""The words of the grammar, and the patterns made of them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from publish.values import dataclass


@dataclass(frozen=True)
class Lexicon:
    """The words of credits, as patterns."""

    start: re.Pattern[str]
    """The beginning of a credit: groups ``key``, ``courtesy``, ``source`` or ``sign``."""
    parts: re.Pattern[str]
    """Signs that divide a credit: slashes and bars."""
    via: re.Pattern[str]
    """A word behind which is where a picture comes from: "via", "auf", "on"."""
    key: re.Pattern[str]
    asides: frozenset[str]
    side: re.Pattern[str]
    reserved: re.Pattern[str]
    agencies: frozenset[str]
    sites: frozenset[str]
    ending: re.Pattern[str]
    """A name and an agency at the end of a caption, without any key."""


@cache
def lexicon() -> Lexicon:
    """The lexicon of all languages."""
    text = resources.files("publish.intake.prose").joinpath("words.toml").read_text("utf-8")
    words = {name: _listed(value) for name, value in tomllib.loads(text).items()}
    key = _any([*words["key"], *words["credit"]])
    by, courtesy, source = _any(words["by"]), _any(words["courtesy"]), _any(words["source"])
    label = rf"(?P<key>{key})(?:\s*(?:/|&|and|und|et|y|e)\s*{key})?"
    colon, capital = r"\s*[:：]\s*", r"(?-i:(?=[\[@A-ZÀ-ÖØ-ÞĀ-ŽА-ЯΑ-Ω]))"
    start = (
        rf"(?<![^\W\d_])(?:(?:both\s+|all\s+)?{label}(?:\.?{colon}|\.?\s+(?:{by})\s+{capital})"
        rf"|(?P<title>{_any([word for word in words['credit'] if ' ' in word])})\s+{capital}"
        rf"|(?P<courtesy>{courtesy})(?:{colon}|\s+)"
        rf"|(?P<source>{source}){colon}"
        r"|(?P<fot>fot|abb|ill)\.\s+" + capital + r"|(?P<sign>©|\(c\)|ⓒ|copyright:?)\s*)"
    )
    names = [*words["agency"], *words["site"]]
    agency = _any(names)
    name = r"[^\s()\[\]/|.,:;][^()\[\]/|:;\n]{1,50}?"
    ending = (
        rf"(?:[(\[](?P<inner>(?:{name}\s*(?:/|\||\bvia\b)\s*)?(?:{agency})"
        rf"(?:\s*(?:/|\||\bvia\b)\s*[^()\[\]/|]{{2,40}}){{0,2}})[)\]]"
        rf"|(?:^|(?<=[.!?…»”\"]\s))(?P<outer>{name}\s*(?:/|\||\bvia\b)\s*(?:{agency})"
        rf"(?:\s*(?:/|\||\bvia\b)\s*(?:{agency})){{0,2}}"
        rf"|(?:{agency})\s*/\s*{name}(?:\s*/\s*[^/]{{2,30}})?))\s*\.?\s*$"
    )
    return Lexicon(
        re.compile(start, re.IGNORECASE),
        re.compile(r"\s*(?:/|／|\||•|·|;)\s*"),
        re.compile(rf",?\s+(?:{_any(words['via'])})\b,?\s+(?=[\[@A-ZÀ-ÞА-Я])|\s+via\s+", re.I),
        re.compile(rf"(?:{key})", re.IGNORECASE),
        frozenset(map(str.casefold, words["aside"])),
        re.compile(rf"\b(?:{_any(words['side'])})\b\s*[:(,]|\((?:{_any(words['side'])})\)", re.I),
        re.compile(rf"\b(?:{_any(words['reserved'])})\b\.?", re.IGNORECASE),
        frozenset(map(str.casefold, words["agency"])),
        frozenset(map(str.casefold, words["site"])),
        re.compile(ending, re.IGNORECASE),
    )


def _listed(value: str) -> list[str]:
    divided = re.split(r"\||\n", value) if "|" in value else value.split()
    return [word.strip().replace("\u0020", " ") for word in divided if word.strip()]


def _any(words: list[str]) -> str:
    """A pattern for any of the words, the longest first."""
    ordered = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    return "|".join(re.sub(r"\\?\s+", r"\\s+", re.escape(word)) for word in ordered)
