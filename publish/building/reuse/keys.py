"""The keys of editions: editions of one format with the same key have the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from publish.building.digest import digest
from publish.building.pages import Pages
from publish.formats import FORMATS
from publish.page import Page


def keys(pages: Pages, channels: Iterable[str], machine: str) -> Mapping[str, str]:
    """The key of each channel's edition, by the channel's name.

    It depends on the Page, on those of the theme's stylesheets that the format reads, on the
    house's template where it takes one, on the ``machine``, and on the source's texts where the
    format names their lines. Raises what composing raises.
    """
    common: dict[int, str] = {}
    found: dict[str, str] = {}
    for name in channels:
        page, format = pages.of(name), FORMATS[pages.format_of(name)]
        if id(page) not in common:
            common[id(page)] = digest(_without_sheets(page))
        own = format.own(page)
        texts = page.texts.files if format.traced else ()
        found[name] = digest(
            (format.name, common[id(page)], own.look.sheets, own.template, machine, texts)
        )
    return found


def _without_sheets(page: Page) -> Page:
    return replace(page, template=None, look=replace(page.look, sheets=()))
