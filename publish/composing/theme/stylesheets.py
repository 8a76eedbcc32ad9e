"""A theme's stylesheets, set for one article: tokens written out, its language, its stamps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from publish.composing.body import figures
from publish.composing.theme import rewriting, stamps
from publish.composing.theme.loading import Theme
from publish.composing.theme.shares import share_rules
from publish.composing.theme.tokens import resolve
from publish.fonts import scripts
from publish.formats import FORMATS
from publish.languages.locale import direction
from publish.languages.numerals import counter_style
from publish.model.article import Article
from publish.page import PAPER

_BASE = Path(__file__).with_name("base.css").read_text(encoding="utf-8")
_BASE_PAPER = Path(__file__).with_name("base_paper.css").read_text(encoding="utf-8")


def stylesheets(
    theme: Theme, words: Mapping[str, str], article: Article, said: scripts.Written
) -> dict[str, str]:
    """The sheets of a Page, by name; ``said`` are the scripts that the article is written in."""
    tokens = scripts.stacked(theme.tokens, said)
    tokens |= {f"label-{key}": _quoted(text) for key, text in words.items()}
    tokens["page-of-pages"] = _counted(words)
    formats = (format.stylesheet for format in FORMATS.values())
    sheets = {
        name: resolve(theme.sheets.get(name, ""), tokens, partial(theme.place, name))
        for name in dict.fromkeys(("style", PAPER, *formats))
        if name in theme.sheets or name in ("style", PAPER)
    }
    base = f"{resolve(_BASE, tokens, 'base.css')}\n{share_rules()}"
    sheets["style"] = "\n".join((base, *figures.widths(article), sheets["style"]))
    sheets[PAPER] = f"{resolve(_BASE_PAPER, tokens, 'base_paper.css')}\n{sheets[PAPER]}"
    sheets = _set_for(article.metadata.lang, sheets, said, theme.tokens.get("body-font", "serif"))
    return stamps.marked(sheets, tokens, stamps.stamps(article.metadata, words, theme.name))


def _set_for(
    lang: str, sheets: Mapping[str, str], said: scripts.Written, bullets: str
) -> dict[str, str]:
    """A theme's stylesheets, set for the article's language; ``bullets`` are fonts for these."""
    done = dict(sheets)
    if direction(lang) == "rtl":
        done = {name: rewriting.mirrored(css) for name, css in done.items()}
    if said.main and said.main.lines != 1:
        done = {name: rewriting.loosened(css, said.main.lines) for name, css in done.items()}
    if style := counter_style(lang):
        done = {name: rewriting.numbered(css, style) for name, css in done.items()}
        done["style"] += f"\nol {{ list-style-type: {style} }}"
    if said.scripts:
        done["style"] = f"{done['style']}\n{scripts.rules(said)}"
    if said.main and said.main.leads:
        # Their own bullets are small, in the middle of a square as wide as a letter.
        done["style"] += f"\nul > li::marker {{ font-family: {bullets} }}"
    return done


def _counted(words: Mapping[str, str]) -> str:
    """``Page {page} of {pages}`` as CSS says it of a page's margin."""
    pattern = words.get("page-of-pages", "{page} / {pages}")
    counters = {"{page}": "counter(page)", "{pages}": "counter(pages)"}
    pieces = re.split(r"(\{pages?\})", pattern)
    return " ".join(counters.get(piece) or _quoted(piece) for piece in pieces if piece)


def _quoted(text: str) -> str:
    """A CSS string (CSS Syntax 3 §4.3.5)."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ") + '"'
