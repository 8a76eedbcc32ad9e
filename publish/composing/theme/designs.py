"""An edition's own tokens and paper, in any theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from publish.composing.theme import dark
from publish.composing.theme.loading import Theme
from publish.model.edition import PAGE_SIZE, Design
from publish.page import PAPER


def designed(theme: Theme, design: Design) -> Theme:
    """The theme with the tokens of an edition.

    A size of the page holds also where the theme has no token for it.
    """
    if not design:
        return theme
    own = dict(design)
    tokens = dark.merged(theme.tokens, own)
    return replace(theme, tokens=tokens, sheets=_on_paper(theme.sheets, own))


def _on_paper(sheets: Mapping[str, str], design: Mapping[str, str]) -> Mapping[str, str]:
    size = design.get(PAGE_SIZE)
    if size is None:
        return sheets
    return {**sheets, PAPER: f"{sheets.get(PAPER, '')}\n@page {{ size: {size} }}"}
