"""Pages turned sideways, for tables that are wider than they are high."""

from __future__ import annotations

import re
from dataclasses import replace

from publish.cascade.looks import PageLook, Sides

_SIDE = 70.9
"""Points: 25 mm. What a theme leaves beside its text is for the length of a line to be read,
and a table has none."""
_WIDE = re.compile(r'<table(?=[^>]*\sclass="(?:[^"]* )?wide[ "])')


def is_turned(markup: str) -> bool:
    """Whether anything in a Page's markup wants a page turned sideways."""
    return bool(_WIDE.search(markup))


def turned(page: PageLook) -> PageLook:
    """``page`` turned sideways: its head and foot as high as they are, its sides no wider.

    A page that is wider than high stays as it is.
    """
    if page.width >= page.height:
        return page
    margin = page.margin
    side = min(margin.left, margin.right, _SIDE)
    sides = Sides(margin.top, side, margin.bottom, side)
    return replace(page, width=page.height, height=page.width, margin=sides)
