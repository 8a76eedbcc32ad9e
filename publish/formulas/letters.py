"""Commands for letters, symbols and names: ``\\alpha``, ``\\mathbf{v}``, ``\\operatorname{…}``."""

from __future__ import annotations

import re
from dataclasses import replace
from unicodedata import normalize

from publish.formulas.alphabets import in_alphabet
from publish.formulas.elements import Atom, Element, function_atom, symbol_atom
from publish.formulas.errors import FormulaError
from publish.formulas.parser import Parser, Style
from publish.formulas.symbols import LIMITS, SYMBOLS, typed
from publish.formulas.tokens import Token

_OPERATOR_NAME = re.compile(r"[A-Za-z0-9 -]+")


def symbol(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\alpha``, ``\\leq``, ``\\sum``."""
    found = SYMBOLS[token.name]
    if found.letter and style.alphabet:
        return in_alphabet(found.character, token, style.alphabet)
    return symbol_atom(found)


def negated(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\not=``: the next character with a stroke."""
    following = parser.take("sign", token)
    found = SYMBOLS.get(following.name) if following.name else typed(following.text)
    struck = normalize("NFC", f"{found.character}\u0338") if found else ""
    if found is None or len(struck) != 1:
        message = f"{following.text} has no form with a stroke"
        raise FormulaError(message, "Write it in another way.", token.offset)
    return symbol_atom(replace(found, character=struck))


def function(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\sin``, ``\\lim``."""
    return function_atom(LIMITS.get(token.name, token.name), token.name in LIMITS)


def operator_name(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\operatorname{rank}``."""
    text, offset = parser.group_text(token)
    name = text.replace("\\,", " ").replace("-", "-").strip()
    if not _OPERATOR_NAME.fullmatch(name):
        message = f"the name {text} may have only letters, digits, spaces and hyphens"
        raise FormulaError(message, "Write a name such as \\operatorname{rank}.", offset)
    return function_atom(name, limits=token.name.endswith("*"))


def alphabet(parser: Parser, token: Token, style: Style) -> Atom:
    """``\\mathbb{R}``, ``\\mathrm{max}``."""
    name = "" if token.name == "mathnormal" else token.name
    return Atom(_words_joined(parser.argument(token, replace(style, alphabet=name))))


def _words_joined(element: Element) -> Element:
    """Upright letters side by side become one word: ``\\mathrm{max}``."""
    if not element.tag.endswith("}mrow"):
        return element
    for child in list(element):
        before = child.getprevious()
        if before is not None and _is_upright(child) and _is_upright(before):
            before.text = (before.text or "") + (child.text or "")
            element.remove(child)
    return element[0] if len(element) == 1 else element


def _is_upright(element: Element) -> bool:
    return element.tag.endswith("}mi") and element.get("mathvariant") == "normal"
