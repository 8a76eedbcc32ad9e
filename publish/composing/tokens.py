"""A theme's tokens become CSS custom properties, and are then written out as literals.

Reading systems and the Word writer know no ``var()``, so no format ever sees one.
"""

from __future__ import annotations

from collections.abc import Mapping

import tinycss2
from tinycss2.ast import FunctionBlock, Node

from publish.errors import Problem, ThemeError

_LENGTH = 1000
"""Parts that a token's value may have; more is a trap (each token doubling another)."""


def resolve(css: str, tokens: Mapping[str, str], origin: str) -> str:
    """``css`` with every ``var(--name)`` replaced by its token's value.

    A fallback (``var(--name, value)``) is used where no token has the name.
    ``origin`` names the stylesheet in messages. Raises ``ThemeError`` for an
    unknown token without a fallback, for tokens that refer to each other in a
    circle (CSS Custom Properties 1 §2.3), and for ``@import``: a theme is whole.
    """
    return str(tinycss2.serialize(_Tokens(tokens, origin).replaced(_parsed(css))))


def _parsed(css: str) -> list[Node]:
    return list(tinycss2.parse_component_value_list(css))


class _Tokens:
    """The tokens of one stylesheet; each is worked out once, on its first use."""

    def __init__(self, tokens: Mapping[str, str], origin: str) -> None:
        self.tokens = {f"--{name}": value for name, value in tokens.items()}
        self.origin = origin
        self.known: dict[str, list[Node]] = {}
        self.open: list[str] = []

    def replaced(self, nodes: list[Node]) -> list[Node]:
        done: list[Node] = []
        for node in nodes:
            if node.type == "at-keyword" and node.lower_value == "import":
                raise self.fault(
                    "theme-import",
                    f"line {node.source_line}: a theme imports no stylesheets",
                    "Copy the rules into the theme's own stylesheet.",
                )
            if isinstance(node, FunctionBlock) and node.lower_name == "var":
                done += self.value(node)
                continue
            for part in ("content", "arguments"):
                inner = getattr(node, part, None)
                if isinstance(inner, list):
                    setattr(node, part, self.replaced(inner))
            done.append(node)
        return done

    def value(self, call: FunctionBlock) -> list[Node]:
        arguments = [node for node in call.arguments if node.type not in ("whitespace", "comment")]
        name = arguments[0].value if arguments and arguments[0].type == "ident" else ""
        if name in self.tokens:
            return self.token(name)
        commas = [n for n, node in enumerate(call.arguments) if node == ","]
        if commas:
            return self.replaced(call.arguments[commas[0] + 1 :])
        raise self.fault(
            "theme-token-unknown",
            f"there is no token {name}",
            f"Add it under [tokens] in theme.toml, or write var({name}, …) with a fallback.",
        )

    def token(self, name: str) -> list[Node]:
        if name in self.known:
            return self.known[name]
        if name in self.open:
            raise self.fault(
                "theme-token-loop",
                f"the token {name} refers to itself",
                "Give one of the tokens in the circle a plain value.",
            )
        self.open.append(name)
        nodes = self.replaced(_parsed(self.tokens[name]))
        self.open.pop()
        if len(nodes) > _LENGTH:
            raise self.fault(
                "theme-token-length",
                f"the value of {name} has {len(nodes)} parts",
                "Give it a shorter one.",
            )
        self.known[name] = nodes
        return nodes

    def fault(self, rule: str, message: str, fix: str) -> ThemeError:
        return ThemeError(Problem(rule, f"{self.origin}: {message}", fix))
