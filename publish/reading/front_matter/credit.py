"""The record of a picture's credit."""

from __future__ import annotations

import json

from publish.model.credit import Credit
from publish.reading.figures.caption_lines import read_credit
from publish.reading.findings import Findings
from publish.reading.front_matter.records import Key, Record, read_record
from publish.reading.front_matter.tree import Mapping, Node, Scalar, Sequence
from publish.reading.front_matter.values import (
    Unfit,
    basis,
    data_mining,
    day,
    edits,
    is_empty,
    license_named,
    origin,
    parts_of_credit,
    text,
    texts,
    verbatim,
    web_address,
    yes_or_no,
)


def _creator(node: Node, findings: Findings) -> str:
    """The names of those who made a work, as one text."""
    if isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items):
        names = "; ".join(text(item, findings) for item in node.items if not is_empty(item))
        fix = f"Write creator: {json.dumps(names, ensure_ascii=False)}"
        raise Unfit("value-type", "this must be one text, not a list", fix)
    return text(node, findings)


CREDIT = Record(
    "a picture's `credit:`",
    {
        "title": Key(text),
        "creator": Key(_creator, ("artist", "author", "by", "photographer")),
        "source": Key(web_address, ("link", "url")),
        "provider": Key(text, ("agency",)),
        "license": Key(license_named),
        "basis": Key(basis),
        "evidence": Key(text),
        "line": Key(verbatim, ("text",)),
        "copyright": Key(text, ("rights",)),
        "usage-terms": Key(text, ("terms",)),
        "acquire": Key(web_address),
        "asset-id": Key(text),
        "origin": Key(origin),
        "changes": Key(text),
        "stand-in-for": Key(text),
        "edits": Key(edits),
        "not-supplied": Key(parts_of_credit),
        "syndication": Key(yes_or_no),
        "channels": Key(texts),
        "valid-from": Key(day),
        "expires": Key(day),
        "data-mining": Key(data_mining),
    },
    elsewhere=dict.fromkeys(("alt", "caption"), "a picture, beside `credit:`"),
)


def _keys(node: Node) -> str:
    """The fix for a credit that is one text: its parts under their keys."""
    if not isinstance(node, Scalar):
        return "Write its keys below `credit:`, indented."
    stated = dict(read_credit(node.text).values)
    entry = ", ".join(f"{key}: {json.dumps(v, ensure_ascii=False)}" for key, v in stated.items())
    lacks = "" if "license" in stated else ", and in it `license:` (CC-BY-4.0, say) or `basis:`"
    return f"Write credit: {{{entry}}}{lacks}"


def credits(node: Node, findings: Findings) -> tuple[Credit, ...]:
    """A credit, or a list of them for a picture made of several works."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(c for item in items if (c := _credit(item, findings)) is not None)


def _credit(node: Node, findings: Findings) -> Credit | None:
    if is_empty(node):
        return None
    if not isinstance(node, Mapping):
        raise Unfit("value-type", "a credit has keys, and is not one text", _keys(node), node)
    values = read_record(node, CREDIT, findings)
    where = findings.where(node.line, node.column)
    return Credit(**values, found_in=("front matter",), where=where)
