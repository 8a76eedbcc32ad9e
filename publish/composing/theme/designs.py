"""An edition's own tokens and paper, in any theme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from publish.composing.theme import dark
from publish.composing.theme.loading import Theme
from publish.errors import Problem, Severity, SourceError
from publish.model.edition import PAGE_SIZE, PRESSES, Design, Edition
from publish.page import PAPER
from publish.suggest import did_you_mean

PAGE_MARGIN = "page-margin"
"""The theme's token for the margins."""
_LEAST_MEASURE = 60.0
"""Millimeters of a line with some seven words of body type."""
_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}


def designed(theme: Theme, design: Design) -> Theme:
    """The theme with the tokens of an edition.

    A size of the page holds also where the theme has no token for it.
    """
    if not design:
        return theme
    own = dict(design)
    tokens = dark.merged(theme.tokens, own)
    return replace(theme, tokens=tokens, sheets=_on_paper(theme.sheets, own))


def problems(theme: Theme, edition: Edition) -> tuple[Problem, ...]:
    """A warning about each token of the edition that the theme does not have."""
    unknown = (name for name, _ in edition.tokens if name not in theme.tokens)
    return tuple(
        Problem(
            "edition-token",
            f"the theme {theme.name} has no token {name}, so that of the edition "
            f"`{edition.name}` has no effect",
            did_you_mean(name, theme.tokens, f"It has: {', '.join(sorted(theme.tokens))}."),
            edition.where,
            Severity.WARNING,
        )
        for name in unknown
    )


def refuse_bleed(theme: Theme, edition: Edition) -> None:
    """Raise ``SourceError`` for a bleed that is wider than the theme's narrowest margin.

    A page would show what is meant to be cut off beside its text. Margins that the theme computes
    are not known here.
    """
    known = (_millimeters(side) for side in theme.tokens.get(PAGE_MARGIN, "").split())
    least = min((side for side in known if side is not None), default=None)
    bleed = edition.press.bleed
    if edition.standard in PRESSES and least is not None and bleed > least:
        raise SourceError(
            Problem(
                "edition-bleed",
                f"the bleed of the edition `{edition.name}` is {bleed:g} mm, wider than the "
                f"narrowest margin of the theme {theme.name}, {least:g} mm",
                f'Write bleed = "3mm", or a wider {PAGE_MARGIN} in '
                f"[editions.{edition.name}.tokens].",
                edition.where,
            )
        )


def refuse_narrow(theme: Theme, edition: Edition) -> None:
    """Raise ``SourceError`` for paper on which the theme's margins leave no measure to read.

    Margins that the theme computes are not known here.
    """
    sides = [_millimeters(side) for side in theme.tokens.get(PAGE_MARGIN, "").split()]
    if edition.paper is None or not sides:
        return
    right = sides[min(1, len(sides) - 1)]
    left = sides[3] if len(sides) > 3 else right
    if right is None or left is None:
        return
    room = edition.paper.width - left - right
    if room < _LEAST_MEASURE:
        raise SourceError(
            Problem(
                "edition-narrow",
                f"on the paper of the edition `{edition.name}`, {edition.paper.width:g} mm wide, "
                f"the margins of the theme {theme.name} leave {room:g} mm for the text",
                f'Write {PAGE_MARGIN} = "18mm 15mm 20mm" in [editions.{edition.name}.tokens], '
                "or choose wider paper.",
                edition.where,
            )
        )


def _millimeters(side: str) -> float | None:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(mm|cm|in|pt)", side)
    return round(float(found[1]) * _UNITS[found[2]], 2) if found else None


def _on_paper(sheets: Mapping[str, str], design: Mapping[str, str]) -> Mapping[str, str]:
    size = design.get(PAGE_SIZE)
    if size is None:
        return sheets
    return {**sheets, PAPER: f"{sheets.get(PAPER, '')}\n@page {{ size: {size} }}"}
