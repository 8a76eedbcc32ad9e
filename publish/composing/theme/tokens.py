"""A theme's tokens become CSS custom properties, and are then written out as literals.

Reading systems and the Word writer know no ``var()``, so no format ever sees one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import tinycss2
from tinycss2.ast import FunctionBlock, Node

from publish.composing.theme.sheets import Unsound, check_sheet, check_value
from publish.composing.theme.sheets.limits import NODES, SIZE, TEXT
from publish.errors import Problem, ThemeError, Where
from publish.keeping.kept import AS_TEXT, NOTHING, KeptWork

_LENGTH = 1000
"""Parts of a token's value; more is an attack (each token doubling another)."""
_DEEPEST = 10
"""Tokens that refer to each other."""


def resolve(
    css: str,
    tokens: Mapping[str, str],
    origin: str | Callable[[int], Where],
    kept: KeptWork = NOTHING,
) -> str:
    """``css`` with every ``var(--name)`` replaced by its token's value.

    A fallback (``var(--name, value)``) is used where no token has the name.
    ``origin`` is the name of the stylesheet in messages, or gives the place of a line.
    Raises ``ThemeError`` for an unknown token without a fallback, for tokens that
    refer to each other in a circle (CSS Custom Properties 1 §2.3), and for what
    themes may not use (:mod:`publish.composing.theme.sheets`).
    """
    try:
        return _resolved(css, tuple(sorted(tokens.items())), kept)
    except Unsound as fault:
        where = Where(origin, fault.line) if isinstance(origin, str) else origin(fault.line)
        raise ThemeError(Problem(fault.rule, fault.message, fault.fix, where)) from fault


@lru_cache(maxsize=64)
def _resolved(css: str, tokens: tuple[tuple[str, str], ...], kept: KeptWork) -> str:
    """The same for every article that is set in the theme, but for the labels' language."""
    inputs = (css, *(part for token in tokens for part in token))
    return kept.value("sheet", inputs, AS_TEXT, lambda: _written_out(css, tokens))


def _written_out(css: str, tokens: tuple[tuple[str, str], ...]) -> str:
    if len(css) > SIZE:
        raise Unsound("theme-css-size", f"more than {SIZE} characters", "Shorten it.")
    try:
        nodes = _Tokens(tokens).replaced(_parsed(css))
        check_sheet(nodes)
        return str(tinycss2.serialize(nodes))
    except RecursionError as error:
        message = "brackets or rules nest too deep"
        raise Unsound("theme-css-size", message, "Write it flatter.") from error
    except ValueError as error:  # Python reads no number of more than 4300 digits
        raise Unsound("theme-css-number", str(error), "Write a shorter number.") from error


def _parsed(css: str) -> list[Node]:
    return list(tinycss2.parse_component_value_list(css))


class _Tokens:
    """The tokens of one stylesheet; each is worked out once, on its first use."""

    def __init__(self, tokens: tuple[tuple[str, str], ...]) -> None:
        self.tokens = {f"--{name}": value for name, value in tokens}
        self.known: dict[str, list[Node]] = {}
        self.open: list[str] = []
        self.line = 0
        self.parts = 0

    def replaced(self, nodes: list[Node]) -> list[Node]:
        done: list[Node] = []
        for node in nodes:
            if isinstance(node, FunctionBlock) and node.lower_name == "var":
                value = self.value(node)
                self.parts += len(value)
                if self.parts > NODES:
                    raise self.fault("theme-css-size", f"more than {NODES} parts", "Shorten it.")
                done += value
                continue
            for part in ("content", "arguments"):
                inner = getattr(node, part, None)
                if isinstance(inner, list):
                    setattr(node, part, self.replaced(inner))
            done.append(node)
        return done

    def value(self, call: FunctionBlock) -> list[Node]:
        if not self.open:
            self.line = call.source_line
        arguments = [node for node in call.arguments if node.type not in ("whitespace", "comment")]
        name = arguments[0].value if arguments and arguments[0].type == "ident" else ""
        if name in self.tokens:
            return self.token(name)
        commas = [n for n, node in enumerate(call.arguments) if node == ","]
        if commas:
            return self.replaced(call.arguments[commas[0] + 1 :])
        raise self.fault(
            "theme-token-unknown",
            f"the token {name} does not exist",
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
        if len(self.open) >= _DEEPEST:
            fix = "Give one of them a plain value."
            raise self.fault("theme-token-length", "too many tokens refer to each other", fix)
        self.open.append(name)
        self.known[name] = self.worked_out(name)
        self.open.pop()
        return self.known[name]

    def worked_out(self, name: str) -> list[Node]:
        text = self.tokens[name]
        fix = "Give it a shorter one."
        if len(text) > TEXT:
            message = f"the value of {name} has {len(text)} characters"
            raise self.fault("theme-token-length", message, fix)
        nodes = self.replaced(_parsed(text))
        try:
            check_value(nodes, name)
        except Unsound as fault:
            fault.line = self.line
            raise
        if (count := _count(nodes)) > _LENGTH:
            raise self.fault("theme-token-length", f"the value of {name} has {count} parts", fix)
        return nodes

    def fault(self, rule: str, message: str, fix: str) -> Unsound:
        return Unsound(rule, message, fix, self.line)


def _count(nodes: list[Node]) -> int:
    """The number of nodes, including nested ones; it stops at the limit.

    Tokens share the nodes of the tokens that they refer to, so writing them out can take far more
    nodes than are in memory.
    """
    count, waiting = 0, list(nodes)
    while waiting and count <= _LENGTH:
        node = waiting.pop()
        count += 1
        for part in ("content", "arguments"):
            inner = getattr(node, part, None)
            if isinstance(inner, list):
                waiting += inner
    return count


def css_string(text: str) -> str:
    """``text`` as a CSS string (CSS Syntax 3 §4.3.5)."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ") + '"'
