"""LaTeX's tokens: commands, numbers and single characters, each with its offset."""

from __future__ import annotations

import re

from publish.formulas.errors import FormulaError
from publish.values import dataclass

LONGEST = 4000
"""Characters of a formula: more is a text or an attack."""

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
    """A piece of LaTeX. The ``text`` of a command includes its backslash."""

    text: str
    offset: int
    kind: str

    @property
    def name(self) -> str:
        """The name of a command without its backslash; "" for other tokens."""
        return self.text[1:] if self.kind == "command" else ""

    @property
    def end(self) -> int:
        """The offset after the token."""
        return self.offset + len(self.text)


def tokenize(latex: str) -> list[Token]:
    """All tokens of a formula. Raises ``FormulaError`` for a comment or too long a formula."""
    if len(latex) > LONGEST:
        message = f"the formula has {len(latex)} characters; at most {LONGEST} are allowed"
        raise FormulaError(message, "Divide it into several formulas.", 0)
    tokens: list[Token] = []
    offset = 0
    while offset < len(latex):
        match = _PATTERN.match(latex, offset)
        assert match is not None
        kind, text = str(match.lastgroup), match.group()
        if kind == "command" and text.endswith("*") and text[1:] not in _STARRED and len(text) > 2:
            text = text[:-1]
        if text == "%":
            message = "a % starts a comment and hides the rest of the line"
            raise FormulaError(message, "Write \\% for the sign.", offset)
        if text == "\\":
            raise FormulaError("a backslash at the end", "Delete it.", offset)
        tokens.append(Token(text, offset, kind))
        offset += len(text)
    return tokens
