"""Presentation MathML as formulas have it: which elements of a row belong together."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import category
from xml.etree.ElementTree import Element

from publish.formulas import MATHML

NS = f"{{{MATHML}}}"
MATH = f"{NS}math"
APPLY = "\N{FUNCTION APPLICATION}"
LARGE_OPERATORS = frozenset("∑∏∐⋂⋃⋁⋀⨁⨂⨀⨄⨆∫∬∭∮∯∰")

_OPERAND_ENDS = frozenset("=<>≤≥≠≈≡∼→⇒⇔⟹⟺∈,;)]}|⟩⌉⌋")
"""Operators that end the operand of a sum."""
_SCRIPTED = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover"})
_BINARY = frozenset("∗")
PREFIXES = LARGE_OPERATORS | frozenset("+−±∓¬∀∃∂∇")
"""Mathematical signs that need nothing before them."""
_PAIRS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉"}


def name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.removeprefix(NS)


def flatten(elements: Sequence[Element]) -> list[Element]:
    """The elements of a row, with those of styles and of rows that only group."""
    found: list[Element] = []
    for element in elements:
        if name(element) == "mstyle" or (
            name(element) == "mrow" and brackets(element) == (None, None)
        ):
            found += flatten(list(element))
        else:
            found.append(element)
    return found


def brackets(row: Element) -> tuple[Element | None, Element | None]:
    """The brackets that begin and end a row."""
    if not len(row):
        return None, None

    def bracket(element: Element, form: str) -> Element | None:
        return element if element.get("fence") and element.get("form") == form else None

    return bracket(row[0], "prefix"), bracket(row[-1], "postfix")


def divide_at_bars(elements: Sequence[Element]) -> tuple[list[list[Element]], str | None]:
    """The content of brackets, divided at its bars if they are alike, and the bar."""
    bars = [element for element in elements if _is_bar(element)]
    if len({bar.text for bar in bars}) != 1:
        return [list(elements)], None
    parts: list[list[Element]] = [[]]
    for element in elements:
        if _is_bar(element):
            parts.append([])
        else:
            parts[-1].append(element)
    return parts, bars[0].text or ""


def _is_bar(element: Element) -> bool:
    return bool(element.get("fence")) and not element.get("form")


def is_space(element: Element) -> bool:
    """Is it a space?"""
    return name(element) == "mspace"


def is_apply(element: Element) -> bool:
    """Is it the invisible operator between a function and its argument?"""
    return _operator(element) == APPLY


def is_infix(element: Element, prefixes: frozenset[str]) -> bool:
    """Is it an operator between two operands, and none of ``prefixes``?"""
    base = element
    while len(base) and name(base) in _SCRIPTED:
        base = base[0]
    if base.get("fence"):
        return False
    sign = _operator(base)
    return sign in _BINARY or (category(sign[:1] or " ") == "Sm" and sign not in prefixes)


def unpaired_brackets(row: Sequence[Element]) -> set[Element]:
    """The brackets in a row without counterpart, as LibreOffice pairs them."""
    unpaired: set[Element] = set()
    open_brackets: list[tuple[Element, str]] = []
    for element in row:
        base = base_of(element)
        sign = _operator(base)
        if sign in _PAIRS:
            open_brackets.append((base, _PAIRS[sign]))
        elif sign in _PAIRS.values():
            if open_brackets and open_brackets[-1][1] == sign and base is element:
                open_brackets.pop()
            else:
                unpaired.add(base)
    return unpaired | {bracket for bracket, _ in open_brackets}


def base_of(element: Element) -> Element:
    """The base of an element with scripts, or the element itself."""
    return element[0] if name(element) in _SCRIPTED else element


def large_operator(element: Element) -> Element | None:
    """The operator of a sum or an integral, without its limits."""
    base = base_of(element)
    return base if _operator(base) in LARGE_OPERATORS else None


def argument_end(row: Sequence[Element], start: int) -> int:
    """The end of a function's argument: one element, or all between brackets."""
    at = start
    while at < len(row) and is_space(row[at]):
        at += 1
    if at == len(row):
        return start
    first = row[at]
    if name(first) == "mo":
        if first.text not in ("(", "["):
            return start
        depth = 0
        for n in range(at, len(row)):
            sign = _operator(base_of(row[n]))
            depth += (sign in ("(", "[")) - (sign in (")", "]"))
            if not depth:
                return n + 1
        return start
    if at + 1 < len(row) and is_apply(row[at + 1]):
        return argument_end(row, at + 2)
    return at + 1


def operand_end(row: Sequence[Element], start: int) -> int:
    """The end of a sum's operand: before a relation, a comma or a closing bracket."""
    depth = 0
    for n in range(start, len(row)):
        base = base_of(row[n])
        sign = _operator(base)
        closes = base.get("fence") == "true" and not base.get("form")
        if not depth and (sign in _OPERAND_ENDS or closes):
            return n
        depth += (sign in ("(", "[", "{")) - (sign in (")", "]", "}"))
    return len(row)


def _operator(element: Element) -> str:
    """The text of an operator; "" for other elements."""
    return (element.text or "") if name(element) == "mo" else ""
