"""Formulas in markup: MathML's elements as a table, and what a formula says in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from publish.formulas import MATHML, TEX

MATH = f"{{{MATHML}}}math"
ANNOTATION = f"{{{MATHML}}}annotation"

_ANY = re.compile(".*", re.DOTALL)
_FLAG = re.compile("true|false")
_LENGTH = re.compile(r"-?\d{1,3}(?:\.\d{1,4})?(?:em)?")
_OPERATOR = {
    "form": re.compile("prefix|infix|postfix"),
    "fence": _FLAG,
    "stretchy": _FLAG,
    "movablelimits": _FLAG,
    **dict.fromkeys(("lspace", "rspace", "minsize", "maxsize"), _LENGTH),
}
_SIDE = re.compile("left|center|right")

ELEMENTS: dict[str, dict[str, re.Pattern[str]]] = {
    "math": {"alttext": _ANY, "display": re.compile("block|inline")},
    "semantics": {},
    "annotation": {"encoding": re.compile(re.escape(TEX))},
    "mrow": {},
    "mi": {"mathvariant": re.compile("normal")},
    "mn": {},
    "mo": _OPERATOR,
    "mtext": {"mathvariant": re.compile("bold|italic")},
    "mspace": {"width": _LENGTH},
    "mfrac": {"linethickness": _LENGTH},
    "msqrt": {},
    "mroot": {},
    "mstyle": {"displaystyle": _FLAG, "scriptlevel": re.compile("[01]")},
    "msub": {},
    "msup": {},
    "msubsup": {},
    "munder": {"accentunder": _FLAG},
    "mover": {"accent": _FLAG},
    "munderover": {},
    "mtable": {"class": re.compile("[a-z]+"), "displaystyle": _FLAG},
    "mtr": {},
    "mtd": {"class": re.compile("align-(?:left|center|right)"), "columnalign": _SIDE},
}
"""What a formula may hold, and what its attributes must look like in full: all of it is
MathML 3, and what browsers and formats draw alike."""


def texts(element: Any) -> Iterator[str]:
    """The texts in an element, in order; of a formula its LaTeX, once."""
    if element.tag == MATH:
        yield element.get("alttext") or ""
        return
    yield element.text or ""
    for child in element:
        yield from texts(child)
        yield child.tail or ""


def shown(element: Any) -> str:
    """The text in an element of either kind of tree, about as wide as it is shown."""
    if element.tag == MATH:
        leaves = (e for e in element.iter() if not len(e) and e.tag != ANNOTATION)
        return "".join(leaf.text or "" for leaf in leaves)
    inner = (f"{shown(child)}{child.tail or ''}" for child in element)
    return f"{element.text or ''}{''.join(inner)}"


def said(element: etree._Element) -> str:
    """The words of an element on one line."""
    return " ".join("".join(texts(element)).split())
