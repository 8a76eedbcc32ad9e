"""The contact sheet: pages of all formats in one PNG, drawn by each format."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from itertools import islice

from PIL import Image

from publish.errors import EnvironmentFault, Problem
from publish.formats import FORMATS
from publish.values import dataclass

HEIGHT = 1100
"""Pixels of a page on the sheet."""
_GAP, _GROUND = 24, (203, 207, 211)
_LAST = 4
"""The number of pages of each format."""


@dataclass(frozen=True)
class Strip:
    """One format's row: its first pages, or the reason why there are none."""

    format: str
    pages: tuple[Image.Image, ...]
    missing: Problem | None = None


def strips(files: Mapping[str, bytes]) -> tuple[Strip, ...]:
    """The first pages of every file, by the name of its format, if that can draw pages.

    Where a program is missing, the Strip has no pages, but the Problem that says how to
    install it.
    """
    found = []
    for name, data in files.items():
        show = FORMATS[name].show
        if show is None:
            continue
        try:
            found.append(Strip(name, tuple(map(_fitted, islice(show(data), _LAST)))))
        except EnvironmentFault as fault:
            found.append(Strip(name, (), fault.problems[0]))
    return tuple(found)


def contact_sheet(rows: Sequence[Strip]) -> bytes:
    """A PNG with a row per format; raises ``EnvironmentFault`` if no row has a page."""
    shown = [row.pages for row in rows if row.pages]
    if not shown:
        raise EnvironmentFault(*(row.missing for row in rows if row.missing))
    width = max(sum(page.width + _GAP for page in pages) for pages in shown) + _GAP
    sheet = Image.new("RGB", (width, len(shown) * (HEIGHT + _GAP) + _GAP), _GROUND)
    for number, pages in enumerate(shown):
        left = _GAP
        for page in pages:
            sheet.paste(page, (left, _GAP + number * (HEIGHT + _GAP)))
            left += page.width + _GAP
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


def _fitted(page: Image.Image) -> Image.Image:
    return page.convert("RGB").resize(
        (round(page.width * HEIGHT / page.height), HEIGHT), Image.Resampling.LANCZOS
    )
