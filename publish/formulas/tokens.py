"""LaTeX's tokens: commands, numbers, single characters, each with its offset."""

from __future__ import annotations

import re
from dataclasses import dataclass

from publish.formulas.errors import FormulaError

LONGEST = 4000
"""Characters of a formula: two pages of them are a text, or an attack."""

_PATTERN = re.compile(
    r"""
    (?P<space>\s+) |
    (?P<command>\\(?:[A-Za-z]+\*?|.)) |
    (?P<number>[0-9]+(?:\.[0-9]+)?(?:\{,\}[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?) |
    (?P<character>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_STARRED = frozenset({"operatorname*", "tag*", "hspace*"})


@dataclass(frozen=True)
class Token:
    """A piece of LaTeX. A command's ``text`` has its backslash; a space's is one space."""

    text: str
    offset: int
    kind: str

    @property
    def name(self) -> str:
        """A command's name; of anything else nothing."""
        return self.text[1:] if self.kind == "command" else ""

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.offset + len(self.text)


def tokenized(latex: str) -> list[Token]:
    """All tokens of a formula. Raises ``FormulaError`` for one that is too long, or a comment."""
    if len(latex) > LONGEST:
        message = f"a formula of {len(latex)} characters; {LONGEST} are the most"
        raise FormulaError(message, "Divide it into several.", 0)
    found: list[Token] = []
    place = 0
    while place < len(latex):
        match = _PATTERN.match(latex, place)
        assert match is not None
        kind, text = str(match.lastgroup), match.group()
        if kind == "command" and text.endswith("*") and text[1:] not in _STARRED and len(text) > 2:
            text = text[:-1]
        if text == "%":
            fix = "Write \\% for the sign."
            raise FormulaError("a % begins a comment, and hides what follows", fix, place)
        if text == "\\":
            raise FormulaError("a backslash at the end", "Delete it.", place)
        found.append(Token(text, place, kind))
        place += len(text)
    return found
