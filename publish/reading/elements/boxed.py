"""Boxes that become elements of their own: the table of what makes each, and the walk.

A maker gets the tokens of a box, its opening and closing included, and returns those of the
element. What it cannot make something of is an error with its line, and stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markdown_it.token import Token

from publish.model.boxes import CHART, FIGURE_OF, RECOMMENDATIONS, RELATED, TIMELINE
from publish.reading.elements.blocks import end_of
from publish.reading.elements.figure_of import callout_number
from publish.reading.elements.listed import related, timeline
from publish.reading.elements.recommendations import Counted
from publish.reading.findings import Findings

Maker = Callable[[list[Token], Findings], list[Token]]


def has_charts(tokens: Sequence[Token]) -> bool:
    """Whether there is a chart among the tokens; only then are charts imported."""
    return any(token.meta.get("box") == CHART for token in tokens)


def set_elements(tokens: Sequence[Token], findings: Findings) -> list[Token]:
    """The tokens, with the boxes of the table made into elements."""
    if not any(token.meta.get("box") in _NAMES for token in tokens):
        return list(tokens)
    makers: Mapping[str, Maker] = {
        FIGURE_OF: callout_number,
        RECOMMENDATIONS: Counted().made,
        TIMELINE: timeline,
        RELATED: related,
    }
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        make = makers.get(str(token.meta.get("box"))) if token.type == "box_open" else None
        if make is None:
            out.append(token)
            at += 1
            continue
        end = end_of(tokens, at)
        out += make(list(tokens[at : end + 1]), findings)
        at = end + 1
    return out


_NAMES = frozenset({FIGURE_OF, RECOMMENDATIONS, TIMELINE, RELATED})
