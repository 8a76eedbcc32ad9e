"""A theme's stylesheets for one article: tokens resolved, adapted to its language, stamped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial, reduce
from pathlib import Path

from publish.composing.body import figures
from publish.composing.theme import dark, rewriting, stamps
from publish.composing.theme.brand import brand_of, printed
from publish.composing.theme.contrast import SCREEN
from publish.composing.theme.drawings import dark_logo_rule
from publish.composing.theme.loading import Theme
from publish.composing.theme.tokens import css_string, resolve
from publish.composing.theme.widths.columns import share_rules
from publish.fonts import scripts
from publish.fonts.naming import FORMER_NAMES
from publish.formats import FORMATS
from publish.languages.locale import direction
from publish.languages.numerals import counter_style
from publish.model.article import Article
from publish.page import DARK, PAPER

_BASE = Path(__file__).with_name("base.css").read_text(encoding="utf-8")

_BASE_COVER = Path(__file__).with_name("base_cover.css").read_text(encoding="utf-8")

_BASE_PAPER = Path(__file__).with_name("base_paper.css").read_text(encoding="utf-8")

_COVER = "cover"
"""The stylesheet of the picture that is an EPUB's cover."""


def stylesheets(
    theme: Theme, words: Mapping[str, str], article: Article, written: scripts.ArticleScripts
) -> dict[str, str]:
    """The stylesheets of a Page, by name, for the scripts that the article is ``written`` in."""
    theme = _with_current_names(theme)
    tokens = scripts.with_script_families(theme.tokens, written)
    tokens |= {f"label-{key}": css_string(text) for key, text in words.items()}
    tokens["page-of-pages"] = _counted(words)
    formats = (format.stylesheet for format in FORMATS.values())
    sheets = {
        name: resolve(theme.sheets.get(name, ""), tokens, partial(theme.place, name), theme.kept)
        for name in dict.fromkeys(("style", PAPER, _COVER, *formats))
        if name in theme.sheets or name in ("style", PAPER, _COVER)
    }
    base = f"{resolve(_BASE, tokens, 'base.css', theme.kept)}\n{share_rules()}"
    sheets["style"] = "\n".join((base, *figures.widths(article), sheets["style"]))
    paper = resolve(_BASE_PAPER, tokens, "base_paper.css", theme.kept)
    sheets[PAPER] = f"{paper}\n{sheets[PAPER]}"
    cover = resolve(_BASE_COVER, tokens, "base_cover.css", theme.kept)
    sheets[_COVER] = f"{cover}\n{sheets[_COVER]}"
    if dark.GROUND in tokens:
        sheets[SCREEN] = f"{sheets.get(SCREEN, '')}\n{_in_the_dark(theme, tokens)}"
    sheets = _set_for(
        article.metadata.lang, sheets, written, theme.tokens.get("body-font", "serif")
    )
    if rule := dark_logo_rule(printed(brand_of(article), theme)):
        sheets[SCREEN] = f"{sheets.get(SCREEN, '')}\n{rule}"
    return stamps.marked(sheets, tokens, stamps.stamps(article.metadata, words, theme.name))


def _in_the_dark(theme: Theme, tokens: Mapping[str, str]) -> str:
    """The colors of the theme's dark scheme; the base's and its own come after all others."""
    others = dark.dark_tokens(tokens)
    texts = ((_BASE, "base.css"), *((theme.sheets.get(n, ""), n) for n in ("style", SCREEN)))
    css = "\n".join(
        resolve(
            text, others, name if name.endswith(".css") else partial(theme.place, name), theme.kept
        )
        for text, name in texts
    )
    pair = f"html {{ background: {others['background']}; color: {others['text']} }}"
    return "\n".join(
        (
            ":root { color-scheme: light dark }",
            dark.color_part(f"{css}\n{pair}", theme.kept),
            # What is drawn in black on nothing is seen in the dark, too.
            f"@media {DARK} {{ figure img {{ background: #ffffff }} }}",
            f"@media {DARK} {{ .logo {{ background: #ffffff; padding: 4pt }} }}",
        )
    )


def _with_current_names(theme: Theme) -> Theme:
    """The theme with the names that families have now, where it has no fonts of the former ones."""
    there = {face.family for face in theme.fonts}
    former = {old: new for old, new in FORMER_NAMES.items() if new in there and old not in there}

    def current(texts: Mapping[str, str]) -> dict[str, str]:
        return {name: reduce(_renamed, former.items(), text) for name, text in texts.items()}

    return replace(theme, tokens=current(theme.tokens), sheets=current(theme.sheets))


def _renamed(text: str, names: tuple[str, str]) -> str:
    return text.replace(*names)


def _set_for(
    lang: str, sheets: Mapping[str, str], written: scripts.ArticleScripts, bullets: str
) -> dict[str, str]:
    """The stylesheets adapted to the article's language; ``bullets`` is a stack of fonts."""
    done = dict(sheets)
    if direction(lang) == "rtl":
        done = {name: rewriting.mirrored(css) for name, css in done.items()}
    if written.main and written.main.lines != 1:
        done = {name: rewriting.loosened(css, written.main.lines) for name, css in done.items()}
    if style := counter_style(lang):
        done = {name: rewriting.numbered(css, style) for name, css in done.items()}
        done["style"] += f"\nol {{ list-style-type: {style} }}"
    if written.scripts:
        done["style"] = f"{done['style']}\n{scripts.rules(written)}"
    if written.main and written.main.leads:
        # In fonts of these scripts, bullets are small, and centered in a full square.
        done["style"] += f"\nul > li::marker {{ font-family: {bullets} }}"
    return done


def _counted(words: Mapping[str, str]) -> str:
    """``Page {page} of {pages}`` as the ``content`` of a margin box."""
    pattern = words.get("page-of-pages", "{page} / {pages}")
    counters = {"{page}": "counter(page)", "{pages}": "counter(pages)"}
    pieces = re.split(r"(\{pages?\})", pattern)
    return " ".join(counters.get(piece) or css_string(piece) for piece in pieces if piece)
