"""A theme's tokens become CSS custom properties, and are then written out as literals.

Reading systems and the Word writer know no ``var()``, so no format ever sees one.
"""

from __future__ import annotations

from collections.abc import Mapping

import tinycss2
from tinycss2.ast import FunctionBlock, Node

from publish.errors import Problem, ThemeError

_DEPTH = 16
"""More tokens than this inside one another is a loop, or as good as one."""


def resolve(css: str, tokens: Mapping[str, str], origin: str) -> str:
    """``css`` with every ``var(--name)`` replaced by its token's value.

    A fallback (``var(--name, value)``) is used where no token has the name.
    ``origin`` names the stylesheet in messages. Raises ``ThemeError`` for an
    unknown token without a fallback, and for tokens that refer to each other in
    a circle (CSS Custom Properties 1 §2.3).
    """
    values = {f"--{name}": value for name, value in tokens.items()}
    return str(tinycss2.serialize(_replaced(_parsed(css), values, origin, 0)))


def _parsed(css: str) -> list[Node]:
    return list(tinycss2.parse_component_value_list(css))


def _replaced(nodes: list[Node], values: Mapping[str, str], origin: str, depth: int) -> list[Node]:
    done: list[Node] = []
    for node in nodes:
        if isinstance(node, FunctionBlock) and node.lower_name == "var":
            done += _value(node, values, origin, depth)
            continue
        for part in ("content", "arguments"):
            inner = getattr(node, part, None)
            if isinstance(inner, list):
                setattr(node, part, _replaced(inner, values, origin, depth))
        done.append(node)
    return done


def _value(call: FunctionBlock, values: Mapping[str, str], origin: str, depth: int) -> list[Node]:
    arguments = [node for node in call.arguments if node.type not in ("whitespace", "comment")]
    name = arguments[0].value if arguments and arguments[0].type == "ident" else ""
    if depth > _DEPTH:
        raise ThemeError(
            Problem(
                "theme-token-loop",
                f"{origin}: the token {name} refers to itself",
                "Give one of the tokens in the circle a plain value.",
            )
        )
    if name in values:
        return _replaced(_parsed(values[name]), values, origin, depth + 1)
    commas = [n for n, node in enumerate(call.arguments) if node == ","]
    if commas:
        return _replaced(call.arguments[commas[0] + 1 :], values, origin, depth + 1)
    raise ThemeError(
        Problem(
            "theme-token-unknown",
            f"{origin}: there is no token {name}",
            f"Add it under [tokens] in theme.toml, or write var({name}, …) with a fallback.",
        )
    )
