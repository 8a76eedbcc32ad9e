"""MathML elements allowed in markup, and the plain text of formulas."""

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
"""Allowed elements with patterns of their attributes: MathML 3 that browsers and all formats
draw alike."""


def texts(element: Any) -> Iterator[str]:
    """Yield the texts in an element, in order; a formula gives its LaTeX."""
    if element.tag == MATH:
        yield element.get("alttext") or ""
        return
    yield element.text or ""
    for child in element:
        yield from texts(child)
        yield child.tail or ""


def shown_text(element: Any) -> str:
    """Return an element's text in about the width that it is shown in."""
    if element.tag == MATH:
        leaves = (e for e in element.iter() if not len(e) and e.tag != ANNOTATION)
        return "".join(leaf.text or "" for leaf in leaves)
    inner = (f"{shown_text(child)}{child.tail or ''}" for child in element)
    return f"{element.text or ''}{''.join(inner)}"


def one_line(element: etree._Element) -> str:
    """Return the text of an element on one line."""
    return " ".join("".join(texts(element)).split())
