"""The cascade of a Page on paper, computed once for all that ask before its layout."""

from __future__ import annotations

from functools import lru_cache

from publish.cascade import Cascade, parse
from publish.page import Page


def on_paper(page: Page) -> Cascade:
    """The cascade of ``page`` by its stylesheets for paper; the last one is kept.

    Nobody may change its tree.
    """
    return _cascade(page.markup, (page.look.style, page.look.paper))


def let_go() -> None:
    """Forget the cascade that is kept: for a long article it takes as much memory as its layout."""
    _cascade.cache_clear()


@lru_cache(maxsize=1)
def _cascade(markup: str, sheets: tuple[str, ...]) -> Cascade:
    return Cascade(parse(markup), sheets)
