"""Alphabets: ``\\mathbb{R}`` is a character of its own, ℝ (Unicode TR 25 §2.2).

Unicode's names of characters say which letter has which shape. So there is no table of
code points, with its holes for letters such as ℎ and ℝ that were encoded earlier.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from publish.formulas.elements import Atom, make
from publish.formulas.errors import FormulaError
from publish.formulas.tokens import Token

ALPHABETS: dict[str, tuple[str, ...]] = {
    "mathbb": ("MATHEMATICAL DOUBLE-STRUCK", "DOUBLE-STRUCK"),
    "mathcal": ("MATHEMATICAL SCRIPT", "SCRIPT"),
    "mathscr": ("MATHEMATICAL SCRIPT", "SCRIPT"),
    "mathfrak": ("MATHEMATICAL FRAKTUR", "BLACK-LETTER"),
    "mathbf": ("MATHEMATICAL BOLD",),
    "mathsf": ("MATHEMATICAL SANS-SERIF",),
    "mathtt": ("MATHEMATICAL MONOSPACE",),
    "boldsymbol": ("MATHEMATICAL BOLD ITALIC", "MATHEMATICAL BOLD"),
    "bm": ("MATHEMATICAL BOLD ITALIC", "MATHEMATICAL BOLD"),
}
"""Commands that select an alphabet, and how Unicode's names of its characters begin."""

_DIGITS = ["ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"]
_NAMES = {"∇": "NABLA", "∂": "PARTIAL DIFFERENTIAL", "ϵ": "EPSILON SYMBOL", "ϕ": "PHI SYMBOL"}


def in_alphabet(character: str, token: Token, alphabet: str) -> Atom:
    """A letter in the alphabet that a command such as ``mathbb`` selects.

    Raises ``FormulaError`` where the alphabet has no such letter.
    """
    if alphabet == "mathrm":
        return Atom(make("mi", character, mathvariant="normal"))
    if alphabet == "mathit":
        return Atom(make("mi", character))
    found = shaped(character, alphabet)
    if found is None:
        message = f"\\{alphabet} has no form of {token.text}"
        raise FormulaError(message, "Move it out of the braces.", token.offset)
    return Atom(make("mi", found))


def number_in_alphabet(number: str, alphabet: str) -> str:
    """A number in an alphabet, as far as that has digits; ``{,}`` becomes a comma."""
    text = number.replace("{,}", ",")
    if alphabet not in ALPHABETS:
        return text
    return "".join((shaped(c, alphabet) or c) if c.isdigit() else c for c in text)


@cache
def shaped(character: str, command: str) -> str | None:
    """``character`` in the shape that ``command`` gives it; ``None`` if Unicode has none."""
    name = _name(character)
    if name is None:
        return None
    for beginning in ALPHABETS[command]:
        try:
            return unicodedata.lookup(f"{beginning} {name}")
        except KeyError:
            continue
    return None


def _name(character: str) -> str | None:
    if character in _NAMES:
        return _NAMES[character]
    if character.isascii() and character.isdigit():
        return f"DIGIT {_DIGITS[int(character)]}"
    name = unicodedata.name(character, "")
    for script in ("LATIN ", "GREEK "):
        if name.startswith(script):
            return name.removeprefix(script).replace("LETTER ", "")
    return None
