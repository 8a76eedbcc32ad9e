"""Recommendations: a list that is counted through the article, each item with an id.

``1. Set up a reserve. {#rec-reserve to="The Council"}``: its name for references, and whom it is
for. An item without a name gets one from its number.
"""

from __future__ import annotations

from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from publish.model.boxes import RECOMMENDATIONS
from publish.reading.elements.blocks import Block, blocks_in, line_of, name_of, paragraph
from publish.reading.findings import Findings
from publish.reading.slugs import is_free
from publish.reading.syntax import attributes
from publish.values import dataclass

PREFIX = "rec-"
"""The beginning of the ids of recommendations."""

_ON = "counts on"


def counts_on(token: Token) -> bool:
    """Whether a list goes on with the number after those of an earlier one."""
    return _ON in token.meta


@dataclass
class Counted:
    """The recommendations of one article, so far."""

    last: int = 0

    def made(self, tokens: list[Token], findings: Findings) -> list[Token]:
        """The tokens of a box with ids and addressees in its list, which counts on."""
        opening = tokens[0]
        lists = 0
        out = [opening]
        for block in blocks_in(tokens):
            if block[0].type == "ordered_list_open":
                lists += 1
                block = self._counted(block, findings)
            elif block[0].type != "paragraph_open":
                message = f"the box :::recommendations holds {name_of(block)}, not its list alone"
                fix = "Write the recommendations as a numbered list: 1. …"
                line = line_of(block[0]) or line_of(opening)
                findings.error("recommendations-content", message, fix, line)
            out += block
        if lists != 1:
            count = "no list" if not lists else f"{lists} lists"
            message = f"the box :::recommendations holds {count} of recommendations"
            fix = "Write one numbered list in it: 1. …"
            findings.error("recommendations-content", message, fix, line_of(opening))
        return [*out, tokens[-1]]

    def _counted(self, block: Block, findings: Findings) -> Block:
        opening = block[0]
        first = int(opening.attrs.get("start", 1))
        if first == 1 and self.last:
            opening.attrs["start"] = first = self.last + 1
            opening.meta[_ON] = True
        elif first <= self.last:
            message = f"the recommendations count from {first}, but there are {self.last} already"
            fix = f"Begin with {self.last + 1}., or with 1. to count on."
            findings.error("recommendations-number", message, fix, line_of(opening))
        items = list(blocks_in(block))
        out = [opening]
        for number, item in enumerate(items, first):
            out += _named(item, number, findings)
        self.last = first + len(items) - 1
        return [*out, block[-1]]


def _named(item: Block, number: int, findings: Findings) -> Block:
    """An item with its id and its addressee."""
    place = (line_of(item[0]), 0)
    stated = attributes.take(item[0], "a recommendation", findings, place, id=True, values=("to",))
    if stated.id and not (stated.id.startswith(PREFIX) and is_free(stated.id, PREFIX)):
        message = f"the id #{stated.id} of a recommendation does not begin with #{PREFIX}"
        fix = f"Write {{#{PREFIX}{stated.id.removeprefix(PREFIX)}}}."
        findings.error("recommendation-id", message, fix, *place)
    item[0].attrs["id"] = stated.id or f"{PREFIX}{number}"
    to = " ".join(stated.values.get("to", "").split())
    if not to:
        return item
    for token in item:
        if token.type.startswith("paragraph_") and token.level == item[0].level + 1:
            token.hidden = False
    return [item[0], *paragraph(to, "addressee", item[0]), *item[1:]]


# -- parsing --------------------------------------------------------------------------------


def enable_recommendations(parser: MarkdownIt) -> None:
    """Teach the parser the braces at the end of an item, before its words are read."""
    parser.core.ruler.after("block", "recommendations", _keep_braces)


def _keep_braces(state: StateCore) -> None:
    box: list[Token] = []
    items: list[Token] = []
    for before, token in pairwise(state.tokens):
        if before.meta.get("box") == RECOMMENDATIONS:
            box = [before] if before.type == "box_open" else []
        elif before.type == "list_item_open":
            items.append(before)
        elif before.type == "list_item_close":
            items.pop()
        elif box and len(items) == 1 and before.type == "paragraph_open":
            words, found = attributes.split(token.content)
            if found and before.level == items[0].level + 1 and not attributes.of(items[0]):
                token.content = words
                attributes.keep(items[0], found)
