"""Pages turned sideways (CSS Paged Media 3 §8): what stands on them, and what they look like."""

from __future__ import annotations

import re

from publish.cascade import Cascade, parse
from publish.cascade.landscape import is_turned, turned
from publish.page import Page

_ARTICLE = re.compile(r"<article(?:\s[^>]*)?>")
_TABLE = re.compile(
    r'<table(?=[^>]*\sclass="(?:[^"]* )?wide[ "]).*?</table>'
    r'(?:\s*<p class="table-source wide">.*?</p>)*',
    re.DOTALL,
)
_ID = re.compile(r'\sid="[^"]*"')
_COLUMNS = 1000.0
"""Points: more than any page is wide, so that columns are counted however they are asked for."""


def with_turned_pages(page: Page) -> tuple[str, str]:
    """The markup for layout, and the rules for pages turned sideways; ``""`` where there are none.

    Columns end above what is turned, and begin anew below it: WeasyPrint knows no change
    of pages in the midst of columns.
    """
    if not is_turned(page.markup):
        return page.markup, ""
    cascade = Cascade(parse(page.markup), (page.look.style, page.look.paper))
    look = turned(cascade.page("right"))
    margin = look.margin
    edges = " ".join(f"{side:.2f}pt" for side in (margin.top, margin.right, margin.bottom))
    rules = (
        f"@page wide {{ size: {look.width:.2f}pt {look.height:.2f}pt; "
        f"margin: {edges} {margin.left:.2f}pt }}\n"
        "table.wide, .table-source.wide, .turned { page: wide }\n"
        # Without a name for the other pages WeasyPrint would go on where the table ends.
        "body { page: upright }"
    )
    article = cascade.root.find(".//article")
    columns = cascade.box(article).columns if article is not None else None
    if columns is None or columns.fitting(_COLUMNS) < 2:
        return page.markup, rules
    return _parted(page.markup), rules


def _parted(markup: str) -> str:
    """The markup with its article ended above each wide table, and begun again below it."""
    opening = _ARTICLE.search(markup)
    assert opening is not None
    again = _ID.sub("", opening.group())
    return _TABLE.sub(
        lambda table: f'</article><div class="turned">{table.group()}</div>{again}', markup
    )
