"""Drafts: what is not to be released says so on every page, in every format.

The words are the theme's (``draft``, ``draft-notice`` in its labels) and its
templates set them at the head of the article and on the cover; that each page is
marked is seen to here, so that no theme can forget it. A theme's own ``.draft``
still says how the notice looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from publish.article import Article
from publish.composing import markup
from publish.composing.tokens import resolve
from publish.errors import Problem, ThemeError

STATUS = "draft"
"""What the metadata calls it, in every language."""


def as_draft(article: Article) -> Article:
    """The same article, to be composed as a draft."""
    return replace(article, metadata=replace(article.metadata, status=STATUS))


def is_draft(article: Article) -> bool:
    """Whether ``article`` is to be composed as a draft."""
    return article.metadata.status == STATUS


def notice(article: Article, labels: Mapping[str, str], theme: str) -> str | None:
    """The sentence that says that this is a draft; None if it is none.

    Raises ``ThemeError`` where the theme has no words for it.
    """
    if not is_draft(article):
        return None
    for key in ("draft", "draft-notice"):
        if key not in labels:
            fix = f'Add {key} = "…" to [labels.en] in theme.toml, or set parent.'
            raise ThemeError(Problem("theme-label", f"the theme {theme} has no word {key!r}", fix))
    return labels["draft-notice"]


def marked(sheets: Mapping[str, str], tokens: Mapping[str, str]) -> dict[str, str]:
    """A theme's stylesheets with what marks a draft: its look before, its pages after theirs."""
    style, pages = (
        resolve(_read(name), tokens, f"{name}.css") for name in ("draft", "draft_pages")
    )
    return {
        **sheets,
        "style": f"{style}\n{sheets['style']}",
        "pdf": f"{sheets['pdf']}\n{pages}",
    }


def _read(name: str) -> str:
    return Path(__file__).with_name(f"{name}.css").read_text(encoding="utf-8")


def hold(texts: tuple[str, ...], said: str | None, theme: str) -> None:
    """Raise ``ThemeError`` if the markup of a draft, or of its cover, does not say that it is one.

    An empty text (a theme without a cover) says nothing, and need not.
    """
    for text in filter(str.strip, texts):
        if said and said not in markup.plain(text):
            raise ThemeError(
                Problem(
                    "theme-draft-lost",
                    f"the theme {theme} does not say that a draft is one",
                    'Its templates `title-block` and `cover` must set <p class="draft">'
                    "{{ article.draft }}</p> where there is an article.draft.",
                )
            )
