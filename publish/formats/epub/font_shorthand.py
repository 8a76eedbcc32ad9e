"""Parses the CSS ``font`` shorthand (CSS Fonts 4 §2.7)."""

from __future__ import annotations

from collections.abc import Sequence

from tinycss2.ast import IdentToken, LiteralToken, Node, NumberToken, StringToken

from publish.values import dataclass

_SIZES = frozenset(
    {"xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large"}
    | {"larger", "smaller"}
)
_STYLES = frozenset({"italic", "oblique"})
_WEIGHTS = frozenset({"bold", "bolder", "lighter"})


@dataclass(frozen=True)
class Font:
    """The parts of the shorthand; missing ones are ``normal`` or empty."""

    style: str = "normal"
    weight: str = "normal"
    size: Node | None = None
    line_height: Node | None = None
    families: tuple[Node, ...] = ()


def font(value: Sequence[Node]) -> Font | None:
    """Parse ``value``; None for ``inherit`` and system fonts (``caption`` …)."""
    tokens = [node for node in value if node.type not in ("whitespace", "comment")]
    style, weight = "normal", "normal"
    for at, token in enumerate(tokens):
        if _is_size(token):
            height, rest = _line_height(tokens[at + 1 :])
            return Font(style, weight, token, height, tuple(rest))
        if isinstance(token, NumberToken):
            weight = str(token.int_value)
        elif isinstance(token, IdentToken) and token.lower_value in _STYLES:
            style = token.lower_value
        elif isinstance(token, IdentToken) and token.lower_value in _WEIGHTS:
            weight = token.lower_value
    return None


def _is_size(token: Node) -> bool:
    if isinstance(token, IdentToken):
        return token.lower_value in _SIZES
    return token.type in ("dimension", "percentage", "function")


def _line_height(tokens: Sequence[Node]) -> tuple[Node | None, Sequence[Node]]:
    if len(tokens) > 1 and isinstance(tokens[0], LiteralToken) and tokens[0].value == "/":
        return tokens[1], tokens[2:]
    return None, tokens


def families(value: Sequence[Node]) -> tuple[str, ...]:
    """Return the names in a list of families, in order, both quoted names and keywords."""
    names: list[list[str]] = [[]]
    for token in value:
        if isinstance(token, LiteralToken) and token.value == ",":
            names.append([])
        elif isinstance(token, (StringToken, IdentToken)):
            names[-1].append(token.value)
    return tuple(" ".join(words) for words in names if words)
