"""Frozen values as JSON: dataclasses of a closed table, tuples, sets, mappings, plain values.

Reading one runs nothing but the constructors of the table's classes, whatever the bytes are; pickle
would run anything. Equal parts are written once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_TUPLE, _SET, _MAPPING = "tuple", "set", "mapping"
_PLAIN = (str, int, float, bool, type(None))


class Values(Generic[T]):
    """Values that are made of ``classes``, and of nothing else but Python's own plain ones."""

    def __init__(self, *classes: type[Any]) -> None:
        self._names = {c: [field.name for field in fields(c)] for c in classes}
        self._makers: dict[str, Any] = {
            _TUPLE: lambda *parts: parts,
            _SET: lambda *parts: frozenset(parts),
            _MAPPING: lambda *parts: dict(parts),
            **{c.__name__: c for c in classes},
        }

    def encode(self, value: T) -> bytes:
        """``value`` as bytes; raises ``TypeError`` for a class that is not in the table."""
        nodes: list[list[Any]] = []
        known: dict[object, int] = {}
        self._add(value, nodes, known)
        return json.dumps(nodes, separators=(",", ":")).encode()

    def _add(self, value: object, nodes: list[list[Any]], known: dict[object, int]) -> int:
        """The number of the node for ``value``, which comes after those of its parts."""
        kind, parts = self._taken_apart(value)
        node: list[Any] = [kind]
        for part in parts:
            node.append(part if type(part) in _PLAIN else [self._add(part, nodes, known)])
        # 1, 1.0 and True are equal, and not the same.
        same = json.dumps(node)
        if same not in known:
            known[same] = len(nodes)
            nodes.append(node)
        return known[same]

    def _taken_apart(self, value: object) -> tuple[str, tuple[Any, ...]]:
        if type(value) in self._names:
            names = self._names[type(value)]
            return type(value).__name__, tuple(getattr(value, name) for name in names)
        if isinstance(value, tuple):
            return _TUPLE, value
        if isinstance(value, frozenset):
            return _SET, tuple(sorted(value))
        if isinstance(value, Mapping):
            return _MAPPING, tuple(value.items())
        raise TypeError(f"{type(value).__name__} is in no table of what is kept")

    def decode(self, data: bytes) -> T:
        """The value; raises ``ValueError`` for bytes that are none."""
        try:
            made: list[Any] = []
            for kind, *parts in json.loads(data):
                filled = [made[part[0]] if type(part) is list else part for part in parts]
                made.append(self._makers[kind](*filled))
            value: T = made[-1]
        except (ValueError, TypeError, LookupError, RecursionError) as error:
            raise ValueError(f"not a kept value: {error}") from error
        return value
