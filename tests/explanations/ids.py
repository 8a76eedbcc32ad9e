"""The rule ids that the program can raise, read off its source.

A rule's id is the first argument of whatever makes a Problem (or the second, after
a place). Where it is put together there (``f"image-{key}-twice"``), it becomes a
pattern. Tables that give an id to what they refuse are named in ``TABLES``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from publish.checks import RULES
from tests.house.source import modules

MAKERS = frozenset(
    {
        "Problem", "Finding", "Probe", "Refused", "Unsound", "Unfit", "Unusable",
        "BadPixels", "Remark", "error", "warn", "hint", "stop", "fault", "_fault", "_error",
        "_refused", "_in_legend", "_lost", "bad", "_usage", "_problem", "_unread",
    }
)  # fmt: skip
"""The classes and functions that take an id first."""
TABLES = ("theme-css-at-rule", "theme-css-font-face", "theme-import")
"""Ids that stand in tables of what is refused (``composing/sheets/limits.py``)."""
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@cache
def raised() -> tuple[set[str], set[str]]:
    """All ids that stand in the source, and patterns (regular expressions) of the others."""
    ids: set[str] = set()
    patterns: set[str] = set()
    for module in modules().values():
        for node in module.nodes:
            for rule in _rules(node):
                if isinstance(rule, ast.JoinedStr):
                    patterns.add(_pattern(rule))
                elif value := _text(rule):
                    ids.add(value)
        named = dict(_constants(module.tree))
        for call in module.nodes:
            if not isinstance(call, ast.Call):
                continue
            given = (_text(k.value) or "" for k in call.keywords if k.arg == "rule")
            ids |= {id for id in given if ID.fullmatch(id) and "-" in id}
            if _called(call) not in MAKERS:
                continue
            if call.args and isinstance(call.args[0], ast.JoinedStr):
                patterns.add(_pattern(call.args[0]))
            for argument in (*call.args[:2], *(k.value for k in call.keywords if k.arg == "rule")):
                named_so = argument.id if isinstance(argument, ast.Name) else ""
                value = named.get(named_so) or _text(argument)
                if value and ID.fullmatch(value):
                    ids.add(value)
                    break
    return ids | {rule.id for rule in RULES} | set(TABLES), patterns


def _rules(node: ast.AST) -> Iterator[ast.expr]:
    """Ids on their way to a Problem: ``rule, fix = …``, ``Why.X: (rule, fix)``, or returned."""
    match node:
        case ast.Assign([ast.Tuple([ast.Name("rule"), *_])], ast.Tuple([rule, *_])):
            yield rule
        case ast.Dict(keys, values):
            for key, value in zip(keys, values, strict=True):
                match key, value:
                    case ast.Attribute(ast.Name("Why")), ast.Tuple([rule, *_]):
                        yield rule
        case ast.Return(
            ast.Tuple([ast.JoinedStr([ast.FormattedValue(ast.Name("rule")), *_]) as rule, *_])
        ):
            yield rule


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            value = _text(node.value)
            if value:
                yield node.targets[0].id, value


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _pattern(joined: ast.JoinedStr) -> str:
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z-]+"
        for part in joined.values
    )
