"""Boxes that become elements of their own: the table of what makes each, and the walk.

A maker gets the tokens of a box, its opening and closing included, and returns those of the
element. What it cannot make something of is an error with its line, and stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol

from markdown_it.token import Token

from publish.model.boxes import CHART, FIGURE_OF, RECOMMENDATIONS, RELATED, TIMELINE
from publish.reading.elements.blocks import replaced
from publish.reading.elements.figure_of import callout_number
from publish.reading.elements.listed import related, timeline
from publish.reading.elements.recommendations import Counted
from publish.reading.findings import Findings


class Maker(Protocol):
    """Maker of an element from the tokens of a box."""

    def __call__(self, tokens: list[Token], findings: Findings) -> list[Token]:
        """The tokens of the element."""


def has_charts(tokens: Sequence[Token]) -> bool:
    """Whether there is a chart among the tokens; only then are charts imported."""
    return any(token.meta.get("box") == CHART for token in tokens)


def set_elements(tokens: Sequence[Token], findings: Findings) -> list[Token]:
    """The tokens, with the boxes of the table made into elements."""
    makers: Mapping[str, Maker] = {
        FIGURE_OF: callout_number,
        RECOMMENDATIONS: Counted().made,
        TIMELINE: timeline,
        RELATED: related,
    }
    return replaced(tokens, {n: partial(make, findings=findings) for n, make in makers.items()})
