"""A language: Icelandic, by its conventions and its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from publish import compose, load_theme, read
from publish.reading.citations.locators import localized
from tests.house.tree import ROOT, Addition

_CONVENTIONS = """quotes = ["„", "“", "‚", "‘"]

[locators]
page = "bls."
chapter = "kafli"
"""
_WORDS = {
    "date": "d. MMMM y",
    "contents": "Efnisyfirlit",
    "colophon": "Um þessa útgáfu",
    "published": "Birt",
    "number-figure": "{n}. mynd:",
}


def _labels(theme: str, words: Mapping[str, str]) -> str:
    """The labels of a theme: a translator's start is the English file."""
    english = (ROOT / f"themes/{theme}/labels/en.toml").read_text("utf-8")

    def translated(found: re.Match[str]) -> str:
        word = words.get(found["key"])
        return f'{found["key"]} = "{word}"' if word else found[0]

    return re.sub(r"^(?P<key>[\w-]+) = .*$", translated, english, flags=re.MULTILINE)


ADDITION = Addition(
    "a language",
    4,
    {
        "publish/languages/data/is.toml": _CONVENTIONS,
        "themes/briefing/labels/is.toml": _labels("briefing", _WORDS),
        "themes/journal/labels/is.toml": _labels("journal", {"keywords": "Efnisorð"}),
        "themes/dispatch/labels/is.toml": _labels("dispatch", {}),
    },
    ("tests/composing/test_languages.py", "-k", "is] or [is- or -is- or conventions or are_read"),
)


def prove() -> None:
    """Marks, words of citations, labels and dates of an article are those of its language."""
    house = '[publication]\nname = "P"\nid = "12345678-1234-4234-8234-123456789abc"'
    Path("publish.toml").write_text(house, "utf-8")
    source = Path("sources/ferry")
    source.mkdir()
    head = "title: Ferjan\ndate: 2026-03-01\nlang: is\nkeywords: [hafnir]\nabstract: Um ferju."
    (source / "article.md").write_text(f'---\n{head}\n---\nHann sagði "já".', "utf-8")
    article = read(source)
    assert article.body == "<p>Hann sagði „já“.</p>"
    assert localized(" p. 33", "is") == " bls. 33"
    for theme, keywords in (("briefing", ""), ("journal", "Efnisorð")):
        text = re.sub(r"<[^>]*>", "", compose(article, load_theme(theme)).markup)
        for words in ("Um þessa útgáfu", "Birt 1. mars 2026", keywords):
            assert words in text
