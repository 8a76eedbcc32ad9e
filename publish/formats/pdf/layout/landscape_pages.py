"""Lays out wide tables on landscape pages (CSS Paged Media 3 §8)."""

from __future__ import annotations

import re

from publish.cascade.landscape import as_landscape, needs_landscape
from publish.cascade.on_paper import on_paper
from publish.page import Page

_ARTICLE = re.compile(r"<article(?:\s[^>]*)?>")
_TABLE = re.compile(
    r'<table(?=[^>]*\sclass="(?:[^"]* )?wide[ "]).*?</table>'
    r'(?:\s*<p class="table-source wide">.*?</p>)*',
    re.DOTALL,
)
_ID = re.compile(r'\sid="[^"]*"')
_COLUMNS = 1000.0
"""Width in points at which columns are counted, wider than any page."""


def with_landscape_pages(page: Page) -> tuple[str, str]:
    """Return the markup for layout and the rules for landscape pages (``""`` if none).

    Columns end before a landscape page and start again after it: WeasyPrint cannot
    change the page type within columns.
    """
    if not needs_landscape(page.markup):
        return page.markup, ""
    cascade = on_paper(page)
    look = as_landscape(cascade.page("right"))
    margin = look.margin
    edges = " ".join(f"{side:.2f}pt" for side in (margin.top, margin.right, margin.bottom))
    rules = (
        f"@page wide {{ size: {look.width:.2f}pt {look.height:.2f}pt; "
        f"margin: {edges} {margin.left:.2f}pt }}\n"
        "table.wide, .table-source.wide, .turned { page: wide }\n"
        # Without a name for the other pages WeasyPrint would not leave the landscape page.
        "body { page: upright }"
    )
    article = cascade.root.find(".//article")
    columns = cascade.box(article).columns if article is not None else None
    if columns is None or columns.fitting(_COLUMNS) < 2:
        return page.markup, rules
    return _split_article(page.markup), rules


def _split_article(markup: str) -> str:
    """Close the article before each wide table and open it again after it."""
    opening = _ARTICLE.search(markup)
    assert opening is not None
    again = _ID.sub("", opening.group())
    return _TABLE.sub(
        lambda table: f'</article><div class="turned">{table.group()}</div>{again}', markup
    )
