"""Landscape pages for wide tables."""

from __future__ import annotations

import re
from dataclasses import replace

from publish.cascade.looks import PageLook, Sides

_SIDE = 70.9
"""Widest side margin in points (25 mm). A theme's margins limit the length of lines, which
does not matter for tables."""
_WIDE = re.compile(r'<table(?=[^>]*\sclass="(?:[^"]* )?wide[ "])')


def needs_landscape(markup: str) -> bool:
    """Return whether a Page's markup has anything for a landscape page."""
    return bool(_WIDE.search(markup))


def as_landscape(page: PageLook) -> PageLook:
    """Return ``page`` in landscape, with the same top and bottom and no wider sides.

    A page that is landscape already stays the same.
    """
    if page.width >= page.height:
        return page
    margin = page.margin
    side = min(margin.left, margin.right, _SIDE)
    sides = Sides(margin.top, side, margin.bottom, side)
    return replace(page, width=page.height, height=page.width, margin=sides)
