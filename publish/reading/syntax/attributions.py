"""Attributions: the last line of a quotation, if it begins with a dash.

``— Name``, ``-- Name`` or ``― Name``, in a paragraph of its own or as the last line of the last. If
an earlier line begins with a dash too, it is a dialogue, without an attribution.
"""

from __future__ import annotations

import re

from markdown_it.token import Token

from publish.model.boxes import BOXES

_QUOTED = frozenset(box.name for box in BOXES.values() if box.quoted)
_DASH = re.compile(r"(?:--|[\u2013\u2014\u2015])[ \u00a0]*(?=\S)")
_BREAKS = ("softbreak", "hardbreak")


def set_attributions(tokens: list[Token]) -> list[Token]:
    """The tokens, with the attributions of quotations and pull quotes in ``p.attribution``."""
    out: list[Token] = []
    begun: list[int] = []
    for token in tokens:
        if _is_quotation(token):
            if token.nesting > 0:
                begun.append(len(out))
            elif begun:
                _attribute(out, begun.pop() + 1)
        out.append(token)
    return out


def _is_quotation(token: Token) -> bool:
    return token.tag == "blockquote" or token.meta.get("box") in _QUOTED


def _attribute(out: list[Token], first: int) -> None:
    """Move the attribution, if any, of the quotation from ``first`` to the end of ``out``."""
    if len(out) - first < 3 or out[-1].type != "paragraph_close":
        return
    opening, inline = out[-3:-1]
    children = inline.children or []
    cut = max((n for n, child in enumerate(children) if child.type in _BREAKS), default=-1)
    nested = sum(child.nesting for child in children[: cut + 1])
    if nested or not _begins_with_dash(children[cut + 1 :]):
        return
    if _dashed_before(out[first:-3], children[:cut] if cut > 0 else []):
        return
    if cut > 0:
        last = Token("inline", "", 0, content=inline.content.rpartition("\n")[2])
        last.children, last.level, last.block = children[cut + 1 :], inline.level, True
        last.map = [inline.map[1] - 1, inline.map[1]] if inline.map else None
        inline.children = children[:cut]
        inline.content = inline.content.rpartition("\n")[0]
        source = Token("paragraph_open", "p", 1, level=opening.level, block=True, map=last.map)
        out += [source, last, Token("paragraph_close", "p", -1, level=opening.level, block=True)]
    elif len(out) - first == 3:
        return  # There is no quoted text.
    else:
        source = opening
        source.hidden = False
    source.attrs["class"] = "attribution"
    words = out[-2].children or []
    if words[0].content.startswith("--"):
        words[0].content = "\N{EM DASH} " + words[0].content[2:].lstrip()


def _begins_with_dash(children: list[Token]) -> bool:
    first = children[0] if children else None
    whole = "".join(child.content for child in children)
    return first is not None and first.type == "text" and bool(_DASH.match(whole))


def _dashed_before(blocks: list[Token], line: list[Token]) -> bool:
    if _begins_with_dash(line):
        return True
    return any(_begins_with_dash(block.children or []) for block in blocks)
